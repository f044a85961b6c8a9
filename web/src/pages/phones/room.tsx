/** A group, or the statuses, as one phone shows them. */
import { useState } from 'preact/hooks';
import { type BodyOf, get, post, type Schema } from '../../api/client.ts';
import { linkTo, navigate } from '../../router.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { count } from '../../words/chats.ts';
import { Bubbles } from './bubbles.tsx';
import { Doings, OnYourPhone } from './contact-acts.tsx';
import { GroupChanges } from './group-dialog.tsx';
import { phonesPath } from './paths.ts';
import { Rooms, STATUS } from './rooms.tsx';
import { useSandbox } from './use-sandbox.ts';
import type { Acts } from './bubble-acts.tsx';
import { type Answered, type Send, Writing } from './writing.tsx';

type Group = Schema<'SandboxWholeGroup'>;
type Chat = Schema<'SandboxRoomChat'>;
type Status = BodyOf<'/api/sandbox/write-status', 'post'>;
type Post = BodyOf<'/api/sandbox/publish', 'post'>;
type Write = BodyOf<'/api/sandbox/groups/{id}/write', 'post'>;

const SHOWN = 100;
/** More phones than anybody goes through; the others are reached by their numbers. */
const CHOICES_MAX = 50;

/** The phones of a group that can be looked at: those of members, and this one. */
const phonesOf = ({ members }: Group, number: string): string[] => {
  const others = members.filter(({ account }) => !account).map((member) => member.number);
  return [...new Set([...others.slice(0, CHOICES_MAX), number])];
};

const Back = () => (
  <a class="back" href={linkTo(phonesPath())}>
    <Icon name="chevron" size={12} />
    All phones
  </a>
);

const noteOf = ({ size, announceOnly, disappearingSeconds }: Group): string =>
  [
    count(size, 'member'),
    ...(announceOnly ? ['only admins write'] : []),
    ...(disappearingSeconds > 0 ? ['messages disappear'] : []),
  ].join(' · ');

interface GroupHeadProps {
  readonly group: Group;
  readonly number: string;
  readonly acts: boolean;
  readonly setActs: (shown: boolean) => void;
}

const GroupHead = ({ group, number, acts, setActs }: GroupHeadProps) => (
  <header class="chat-head">
    <Back />
    <div class="grow">
      <h2 dir="auto">{group.subject}</h2>
      <p class="quiet small">{noteOf(group)}</p>
    </div>
    <select
      class="input phone-choice"
      aria-label="The phone that is looked at"
      value={number}
      onChange={({ currentTarget }) => navigate(phonesPath({ room: group.id, number: currentTarget.value }))}
    >
      {phonesOf(group, number).map((each) => (
        <option key={each} value={each}>
          +{each}
        </option>
      ))}
    </select>
    <GroupChanges group={group} />
    <Button kind="bare" icon="more" expanded={acts} onClick={() => setActs(!acts)}>
      <span class="hidden-text">Type, archive and more</span>
    </Button>
  </header>
);

const Messages = ({ chat, label, acts }: { chat: Chat; label: string; acts: Acts }) => (
  <Bubbles
    of={chat}
    acts={acts}
    label={label}
    before={
      chat.bubbles.length === 0 && (
        <Empty icon="envelope" title="No message yet">
          <p>What is written in this group appears on the phones of all its members.</p>
        </Empty>
      )
    }
  />
);

/** `account` writes on the own phone, if it is a member. */
const sendingTo = (id: string, from: string, account: string | undefined): Send => ({
  program: (message) => post('/api/whatsapp/send-message', { body: { number: id, message, priority: 'NORMAL' } }),
  contact: (content, more) =>
    post('/api/sandbox/groups/{id}/write', { params: { id }, body: { from, content, ...more } as Write }),
  ...(account && {
    phone: (content, more) =>
      post('/api/sandbox/groups/{id}/write', { params: { id }, body: { from: account, content, ...more } as Write }),
  }),
});

type RoomReceipt = BodyOf<'/api/sandbox/phones/{number}/rooms/{id}/receipt', 'post'>['kind'];

const confirmIn = (id: string, number: string, messageId: string, kind: RoomReceipt) =>
  post('/api/sandbox/phones/{number}/rooms/{id}/receipt', { params: { number, id }, body: { messageId, kind } });

const useRoom = (id: string, number: string | undefined) =>
  useSandbox(number === undefined ? null : `room ${id} ${number}`, (signal) =>
    get('/api/sandbox/phones/{number}/rooms/{id}', {
      params: { id, number: number ?? '' },
      query: { limit: SHOWN },
      signal,
    }),
  );

const StatusPanel = ({ number }: { number: string }) => {
  const live = useRoom(STATUS, number);
  if (!live.data) {
    return live.error === undefined ? <Skeleton lines={5} /> : <Trouble error={live.error} retry={live.reload} />;
  }
  return (
    <>
      <header class="chat-head">
        <Back />
        <div class="grow">
          <h2>+{number}</h2>
          <p class="quiet small">The statuses that this phone was shown</p>
        </div>
      </header>
      <Rooms number={number} chosen={STATUS} />
      <Bubbles
        of={live.data}
        label={`Statuses on the phone of +${number}`}
        before={
          live.data.bubbles.length === 0 && (
            <Empty icon="clock" title="No status yet">
              <p>Publish one for this person: your account sees it among the statuses of its chats.</p>
            </Empty>
          )
        }
      />
      <Writing
        send={{
          contact: (content, more) =>
            post('/api/sandbox/write-status', { body: { from: number, content, ...more } as Status }),
        }}
        answered={null}
        setAnswered={() => {}}
      />
    </>
  );
};

const GroupPanel = ({ id, asked }: { id: string; asked: string | undefined }) => {
  const [acts, setActs] = useState(false);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const group = useSandbox(`group ${id}`, (signal) => get('/api/sandbox/groups/{id}', { params: { id }, signal }));
  const number = asked ?? group.data?.members.find(({ account }) => !account)?.number;
  const chat = useRoom(id, number);
  const error = group.error ?? chat.error;
  if (!group.data || !chat.data || number === undefined) {
    return error === undefined ? <Skeleton lines={5} /> : <Trouble error={error} retry={group.reload} />;
  }
  const send = sendingTo(id, number, group.data.members.find(({ account }) => account)?.number);
  return (
    <>
      <GroupHead group={group.data} number={number} acts={acts} setActs={setActs} />
      {acts && (
        <div class="chat-acts">
          <div class="acts">
            <Doings number={number} group={id} />
          </div>
          <OnYourPhone chat={id} />
        </div>
      )}
      <Rooms number={number} chosen={id} />
      <Messages
        chat={chat.data}
        label={`${group.data.subject} on the phone of +${number}`}
        acts={{
          write: (content) => send.contact(content, {}),
          answer: setAnswered,
          confirm: (messageId, kind) => (kind === 'retry' ? Promise.resolve() : confirmIn(id, number, messageId, kind)),
          readOnPhone: (messageId) => post('/api/sandbox/read-on-phone', { body: { chat: id, messageId } }),
        }}
      />
      <Writing key={`${id} ${number}`} send={send} answered={answered} setAnswered={setAnswered} />
    </>
  );
};

/** A channel has no phone: what it publishes is seen in Chats. */
const ChannelPanel = ({ id: channel }: { id: string }) => (
  <>
    <header class="chat-head">
      <Back />
      <h2>A channel</h2>
    </header>
    <div class="bubbles">
      <Empty icon="book" title="Publish in a channel">
        <p>
          Your account follows <code>{channel}</code>. What it publishes comes in, and is on the{' '}
          <a href={linkTo('/chats')}>Chats</a> page.
        </p>
      </Empty>
    </div>
    <Writing
      send={{ contact: (content) => post('/api/sandbox/publish', { body: { channel, content } as Post }) }}
      answered={null}
      setAnswered={() => {}}
    />
  </>
);

export const RoomPanel = ({ id, number }: { id: string; number: string | undefined }) => {
  if (id.endsWith('@newsletter')) return <ChannelPanel id={id} />;
  if (id !== STATUS) return <GroupPanel id={id} asked={number} />;
  return number === undefined ? null : <StatusPanel number={number} />;
};
