/** What people see of the account, what its phone has done with chats, who called, and the code that links a device. */
import { useState } from 'preact/hooks';
import { get, post, type Schema } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { tellProblem } from '../../ui/toast.tsx';
import { CallRow } from './calls.tsx';
import { useSandbox } from './use-sandbox.ts';

type Account = Schema<'Sandbox'>['account'];

const nameOf = (chat: string): string => (chat.includes('@') ? chat : `+${chat}`);

const listed = (names: readonly string[]): string => names.map(nameOf).join(', ') || 'Nobody';

const Seen = ({
  account: { available, typing, watches, profile },
  blocked,
}: {
  account: Account;
  blocked: readonly string[];
}) => (
  <dl class="facts">
    <dt>Seen as</dt>
    <dd>{available ? 'Online' : 'Offline'}</dd>
    <dt>Writes to</dt>
    <dd>{typing.map(({ chat, state }) => `${nameOf(chat)} (${state})`).join(', ') || 'Nobody now'}</dd>
    <dt>Watches</dt>
    <dd>{listed(watches)}</dd>
    <dt>Name</dt>
    <dd dir="auto">{profile.name ?? 'None'}</dd>
    <dt>About</dt>
    <dd dir="auto">{profile.about ?? 'None'}</dd>
    <dt>Blocked</dt>
    <dd>{listed(blocked)}</dd>
  </dl>
);

const marksOf = ({ archived, pinned, mutedUntil, markedUnread }: Schema<'SandboxChatOnPhone'>): string =>
  [archived && 'archived', pinned && 'pinned', mutedUntil !== null && 'muted', markedUnread && 'marked as unread']
    .filter(Boolean)
    .join(', ');

const TypeCode = () => {
  const [code, setCode] = useState('');
  const type = (event: Event): void => {
    event.preventDefault();
    void post('/api/sandbox/type-code', { body: { code } }).then(() => setCode(''), tellProblem);
  };
  return (
    <form onSubmit={type}>
      <Field label="Type a pairing code" hint="As the session shows it, instead of a QR">
        {(field) => (
          <div class="writing-line">
            <input
              {...field}
              class="input"
              autocomplete="off"
              placeholder="ABCD-1234"
              value={code}
              onInput={({ currentTarget }) => setCode(currentTarget.value)}
            />
            <Button type="submit" disabled={code.trim() === ''}>
              Link
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
};

export const YourPhone = ({ sandbox: { account } }: { sandbox: Schema<'Sandbox'> }) => {
  const live = useSandbox('your phone', async (signal) => {
    const [blocked, calls, chats] = await Promise.all([
      get('/api/sandbox/blocked', { signal }),
      get('/api/sandbox/calls', { signal }),
      get('/api/sandbox/chats-on-phone', { signal }),
    ]);
    return { blocked: blocked.items, calls: calls.items, chats: chats.items.filter((chat) => marksOf(chat) !== '') };
  });
  const { blocked = [], calls = [], chats = [] } = live.data ?? {};
  return (
    <Card title="Your phone">
      <div class="stack">
        <Seen account={account} blocked={blocked} />
        <section>
          <h3>Chats</h3>
          {chats.length === 0 && <p class="quiet small">Archive, pin or mute one from the head of its chat.</p>}
          <ul class="stack-tight">
            {chats.map((chat) => (
              <li key={chat.chat} class="acts">
                {nameOf(chat.chat)}: <span class="quiet">{marksOf(chat)}</span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>Calls</h3>
          {calls.length === 0 && <p class="quiet small">Nobody has called. Let a contact call from its chat.</p>}
          <ul class="stack-tight">
            {calls.toReversed().map((call) => (
              <CallRow key={call.callId} call={call} />
            ))}
          </ul>
        </section>
        <TypeCode />
      </div>
    </Card>
  );
};
