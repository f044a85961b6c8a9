/** The members of a group, as they are on record. */
import { get, type Schema } from '../../api/client.ts';
import { about, useLive } from '../../live/use-live.ts';
import { Badge } from '../../ui/badge.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { count } from '../../words/chats.ts';
import type { Chat } from './chat.ts';

type Group = Schema<'GroupDetail'>;
type Member = Group['members'][number];

const ROLES: Readonly<Partial<Record<Member['role'], string>>> = { admin: 'Admin', superadmin: 'Owner' };

const rulesOf = ({ announceOnly, locked, disappearingSeconds, leftAt, size }: Group): string =>
  [
    count(size, 'member'),
    ...(announceOnly ? ['only admins write'] : []),
    ...(locked ? ['only admins change it'] : []),
    ...(disappearingSeconds > 0 ? ['messages disappear'] : []),
    ...(leftAt === null ? [] : ['this account is no member any more']),
  ].join(' · ');

/** A group without a name is not on record yet: WhatsApp is asked once, and its notices keep it true from then on. */
export const useGroup = ({ chatId, name }: Pick<Chat, 'chatId' | 'name'>, wanted = true) =>
  useLive(
    wanted ? `group ${chatId}` : null,
    (signal) =>
      get('/api/whatsapp/groups/{id}', {
        params: { id: chatId },
        query: { refresh: name === null ? 'true' : 'false' },
        signal,
      }),
    about('group.'),
  );

const MemberItem = ({ member: { id, name, number, role } }: { member: Member }) => (
  <li>
    <span class="grow ellipsis">
      {name !== null && <span dir="auto">{name}</span>}{' '}
      <span class={name === null ? 'number' : 'number quiet'}>{number ?? id}</span>
    </span>
    {ROLES[role] && <Badge tone="active" icon="audit" word={ROLES[role]} />}
  </li>
);

interface Props {
  readonly live: ReturnType<typeof useGroup>;
  readonly close: () => void;
}

export const Members = ({ live, close }: Props) => (
  <Dialog label="Members" close={close}>
    <Loaded live={live}>
      {(group) => (
        <>
          <h2 dir="auto">{group.subject ?? group.groupId}</h2>
          {group.description && <p dir="auto">{group.description}</p>}
          <p class="quiet small">{rulesOf(group)}</p>
          <ul class="member-list" aria-label="Members" tabIndex={0}>
            {group.members.map((member) => (
              <MemberItem key={member.id} member={member} />
            ))}
          </ul>
        </>
      )}
    </Loaded>
  </Dialog>
);
