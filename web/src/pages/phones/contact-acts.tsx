/** What the owner of a phone does beside writing, and what the account does with the chat on its own phone. */
import type { ComponentChildren } from 'preact';
import { type BodyOf, get, post, type Schema } from '../../api/client.ts';
import { ActionButton } from '../../ui/button.tsx';
import { CallRow } from './calls.tsx';
import { useSandbox } from './use-sandbox.ts';

type Change = BodyOf<'/api/sandbox/change-chat', 'post'>['change'];
type OnPhone = Omit<Schema<'SandboxChatOnPhone'>, 'chat'>;

const UNTOUCHED: OnPhone = { archived: false, pinned: false, mutedUntil: null, markedUnread: false };

const DOINGS = [
  ['typing', 'Types'],
  ['recording', 'Records'],
  ['paused', 'Stops'],
] as const;

const TIMERS = [
  [86_400, 'After a day'],
  [604_800, 'After a week'],
  [7_776_000, 'After 90 days'],
  [0, 'Never'],
] as const;

const Acts = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <div class="stack-tight" role="group" aria-label={title}>
    <span class="quiet small">{title}</span>
    <div class="acts">{children}</div>
  </div>
);

/** Types and records, in a chat of two or in a group. */
export const Doings = ({ number, group }: { number: string; group?: string }) => (
  <>
    {DOINGS.map(([state, word]) => (
      <ActionButton
        key={state}
        act={() => post('/api/sandbox/type', { body: { from: number, state, ...(group ? { group } : {}) } })}
      >
        {word}
      </ActionButton>
    ))}
  </>
);

const changesOf = ({ archived, pinned, mutedUntil, markedUnread }: OnPhone): readonly (readonly [Change, string])[] => [
  archived ? ['unarchive', 'Unarchive'] : ['archive', 'Archive'],
  pinned ? ['unpin', 'Unpin'] : ['pin', 'Pin'],
  mutedUntil === null ? ['mute', 'Mute'] : ['unmute', 'Unmute'],
  markedUnread ? ['mark_read', 'Mark as read'] : ['mark_unread', 'Mark as unread'],
];

/** What the account's phone does with a chat: by number, or by the id of a group. */
export const OnYourPhone = ({ chat, children }: { chat: string; children?: ComponentChildren }) => {
  const live = useSandbox('chats on phone', (signal) => get('/api/sandbox/chats-on-phone', { signal }));
  const now = live.data?.items.find((each) => each.chat === chat) ?? UNTOUCHED;
  return (
    <Acts title="On your phone">
      {changesOf(now).map(([change, word]) => (
        <ActionButton key={change} act={() => post('/api/sandbox/change-chat', { body: { chat, change } })}>
          {word}
        </ActionButton>
      ))}
      {children}
    </Acts>
  );
};

const Block = ({ number }: { number: string }) => {
  const live = useSandbox('blocked', (signal) => get('/api/sandbox/blocked', { signal }));
  const blocked = live.data?.items.includes(number) ?? false;
  return (
    <ActionButton act={() => post('/api/sandbox/block', { body: { number, blocked: !blocked } })}>
      {blocked ? 'Unblock' : 'Block'}
    </ActionButton>
  );
};

const Timer = ({ number }: { number: string }) => (
  <select
    class="input phone-choice"
    aria-label="When messages disappear"
    value=""
    onChange={({ currentTarget }) => {
      const content = { type: 'timer', seconds: Number(currentTarget.value) } as const;
      void post('/api/sandbox/write', { body: { from: number, content } });
      currentTarget.value = '';
    }}
  >
    <option value="" disabled>
      Messages disappear…
    </option>
    {TIMERS.map(([seconds, word]) => (
      <option key={seconds} value={seconds}>
        {word}
      </option>
    ))}
  </select>
);

export const ContactActs = ({ number }: { number: string }) => {
  const calls = useSandbox('calls', (signal) => get('/api/sandbox/calls', { signal }));
  const appear = (available: boolean) => post('/api/sandbox/appear', { body: { number, available } });
  const call = (video: boolean) => post('/api/sandbox/calls', { body: { from: number, video } });
  return (
    <div class="chat-acts">
      <Acts title="This person">
        <Doings number={number} />
        <ActionButton act={() => appear(true)}>Comes online</ActionButton>
        <ActionButton act={() => appear(false)}>Goes offline</ActionButton>
        <ActionButton icon="call" act={() => call(false)}>
          Calls
        </ActionButton>
        <ActionButton icon="video" act={() => call(true)}>
          Calls with video
        </ActionButton>
        <Timer number={number} />
      </Acts>
      <OnYourPhone chat={number}>
        <Block number={number} />
      </OnYourPhone>
      <ul class="stack-tight">
        {calls.data?.items
          .filter(({ from }) => from === number)
          .slice(-3)
          .map((each) => (
            <CallRow key={each.callId} call={each} />
          ))}
      </ul>
    </div>
  );
};
