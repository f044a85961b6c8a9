/** A group, or the statuses, as one phone shows them. */
import { useState } from 'preact/hooks';
import { type BodyOf, get, post, type Schema } from '../../api/client.ts';
import { linkTo, navigate } from '../../router.ts';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Skeleton, Trouble } from '../../ui/notice.tsx';
import { count } from '../../words/chats.ts';
import { Bubbles } from './bubbles.tsx';
import { roomPath, Rooms } from './rooms.tsx';
import { useSandbox } from './use-sandbox.ts';
import type { Acts } from './bubble-acts.tsx';
import { type Answered, type Send, Writing } from './writing.tsx';

type Group = Schema<'SandboxWholeGroup'>;
type Chat = Schema<'SandboxRoomChat'>;
type Write = BodyOf<'/api/sandbox/groups/{id}/write', 'post'>;

const SHOWN = 100;
/** More phones than anybody goes through; the others are reached by their numbers. */
const CHOICES_MAX = 50;

const STATUS = 'status@broadcast';

/** The phones of a group that can be looked at: those of members, and this one. */
const phonesOf = ({ members }: Group, number: string): string[] => {
  const others = members.filter(({ account }) => !account).map((member) => member.number);
  return [...new Set([...others.slice(0, CHOICES_MAX), number])];
};

const Back = () => (
  <a class="back" href={linkTo('/phones')}>
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

const GroupHead = ({ group, number }: { group: Group; number: string }) => (
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
      onChange={({ currentTarget }) => navigate(roomPath(group.id, currentTarget.value))}
    >
      {phonesOf(group, number).map((each) => (
        <option key={each} value={each}>
          +{each}
        </option>
      ))}
    </select>
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

const sendingTo = (id: string, from: string): Send => ({
  program: (message) => post('/api/whatsapp/send-message', { body: { number: id, message, priority: 'NORMAL' } }),
  contact: (content, more) =>
    post('/api/sandbox/groups/{id}/write', { params: { id }, body: { from, content, ...more } as Write }),
});

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
      <Bubbles of={live.data} label={`Statuses on the phone of +${number}`} />
    </>
  );
};

const GroupPanel = ({ id, asked }: { id: string; asked: string | undefined }) => {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const group = useSandbox(`group ${id}`, (signal) => get('/api/sandbox/groups/{id}', { params: { id }, signal }));
  const number = asked ?? group.data?.members.find(({ account }) => !account)?.number;
  const chat = useRoom(id, number);
  const error = group.error ?? chat.error;
  if (!group.data || !chat.data || number === undefined) {
    return error === undefined ? <Skeleton lines={5} /> : <Trouble error={error} retry={group.reload} />;
  }
  const send = sendingTo(id, number);
  return (
    <>
      <GroupHead group={group.data} number={number} />
      <Rooms number={number} chosen={id} />
      <Messages
        chat={chat.data}
        label={`${group.data.subject} on the phone of +${number}`}
        acts={{
          write: (content) => send.contact(content, {}),
          answer: setAnswered,
          readOnPhone: (messageId) => post('/api/sandbox/read-on-phone', { body: { chat: id, messageId } }),
        }}
      />
      <Writing key={`${id} ${number}`} send={send} answered={answered} setAnswered={setAnswered} />
    </>
  );
};

export const RoomPanel = ({ id, number }: { id: string; number: string | undefined }) =>
  id === STATUS ? number === undefined ? null : <StatusPanel number={number} /> : <GroupPanel id={id} asked={number} />;
