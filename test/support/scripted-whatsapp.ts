/**
 * A WhatsApp that follows the test's script, and does nothing by itself but give the scripted replies.
 *
 * It keeps the promises of the port: one `closed` for each `open`, no signal after it, and all pending calls of a
 * closing link are rejected as the real adapter rejects them. Signals come in the same turn as the call that causes
 * them, except after `Link.close()` and `Link.logout()`. There they come in a microtask, since no implementation
 * signals before such a call has returned.
 */
import { failure } from '../../src/events/facts/failure.ts';
import type { Millis } from '../../src/kernel/clock.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { ChatId, MessageId, SessionId } from '../../src/kernel/ids.ts';
import type { GroupInfo, GroupNews } from '../../src/whatsapp/group-info.ts';
import {
  type Close,
  type Device,
  type Groups,
  type Link,
  type LostFile,
  type Outgoing,
  type Registration,
  type Signal,
  Undelivered,
  type WhatsApp,
} from '../../src/whatsapp/port.ts';
import type { Chatting, ChatSignal } from '../../src/whatsapp/chatting.ts';
import type { PastAsked, PastGiven } from '../../src/whatsapp/past.ts';
import type { Profiles } from '../../src/whatsapp/profiles.ts';
import { ACCOUNT, groupOf, latestGroupCalls } from './groups.ts';
import { quietAccount } from './quiet-account.ts';
import { saidIn } from './saying.ts';

/** The account that a scripted phone links. */
export { ACCOUNT };

/** The reaction to a call: an immediate answer (in a microtask), or `hold` to leave it to the test. */
export interface Replies {
  open: (session: SessionId) => 'open' | 'hold';
  known: (chat: ChatId) => ChatId | null;
  check: (chat: ChatId) => Registration | Undelivered | 'hold';
  group: (chat: ChatId) => GroupInfo | Undelivered | 'hold';
  /** Everything else that is asked about groups; what is left out is never answered. */
  groupCalls: Partial<Groups>;
  send: (message: Said) => 'ack' | Undelivered | 'hold';
  mediaHosts: () => readonly string[] | Undelivered;
  reupload: (lost: LostFile) => string | null | Undelivered;
  /** To a question for older messages; a promise lets the test answer later. */
  fetchPast: (asked: PastAsked) => PastGiven | Promise<PastGiven>;
  /** To anything that is done in a chat beside sending. */
  chatting: (asked: Chatted) => 'done' | 'no_key' | Undelivered;
  ping: () => 'answer' | 'hold';
  close: () => 'close' | 'hold';
  logout: () => 'unlink' | 'refuse';
  unlink: (until: Millis) => 'unlink' | 'refuse' | 'late';
}

type Chats = Chatting & Pick<Profiles, 'setOwnName'>;

/** A call of what a link does in chats, or to the account's name, with its arguments. */
export type Chatted = { readonly [M in keyof Chats]: readonly [M, ...Parameters<Chats[M]>] }[keyof Chats];

/** A call that waits for the test's answer, and then leaves its list. */
interface Held<Input, Output> {
  readonly input: Input;
  resolve(value: Output): void;
  reject(reason: unknown): void;
}

interface ScriptedLink {
  readonly session: SessionId;
  /** False once `closed` has been signalled. */
  readonly live: boolean;
  readonly checks: readonly Held<ChatId, Registration>[];
  /** Questions about groups; all that were asked, and those without an answer yet. */
  readonly groupsAsked: readonly ChatId[];
  readonly groups: readonly Held<ChatId, GroupInfo>[];
  /** The calls for chats beside sending. */
  readonly chatted: readonly Chatted[];
  /** Messages that wait for `ack()` or `reject()`; `message` is the call's argument. */
  readonly sends: readonly ScriptedSend[];
  readonly pings: readonly Held<null, void>[];
  /** How often the gateway has asked the link to close. */
  readonly closesAsked: number;
  qr(expiresAt: Millis, qr?: string): void;
  paired(account?: ChatId): void;
  opened(account?: ChatId): void;
  /** Ends the link; without an argument, as a lost connection. */
  closed(close?: Partial<Close>): void;
  receipt(messageId: MessageId, kind: 'delivered' | 'read' | 'played', at: Millis, by?: Receipt['by']): void;
  group(chatId: ChatId, news: GroupNews): void;
  groupsDoubtful(): void;
  chat(signal: ChatSignal): void;
}

type Receipt = Extract<Signal, { type: 'receipt' }>;

/** A message with its readable text. */
interface Said extends Outgoing {
  readonly text: string;
}

interface ScriptedSend {
  readonly message: Said;
  ack(): void;
  /** The phone gets the message, but the gateway is not told. */
  takeWithoutAck(): void;
  reject(reason: Undelivered): void;
}

/** A message on the contact's phone, once for each id. */
interface OnPhone extends Said {
  readonly copies: number;
}

export interface ScriptedWhatsApp {
  readonly whatsapp: WhatsApp;
  /** Every link that was opened, oldest first. */
  readonly links: readonly ScriptedLink[];
  /** The newest link. Throws when none was opened. */
  link(): ScriptedLink;
  /**
   * May be replaced at any time. By default links wait to be opened, no number is known, and every other call succeeds.
   */
  readonly replies: Replies;
  /** The messages on the contacts' phones, in order of arrival. */
  phone(): readonly OnPhone[];
  /** Makes a session count as linked before. */
  pair(session: SessionId): void;
  /** Sessions whose keys were put aside, in order. */
  readonly forgotten: readonly SessionId[];
  /** How many devices the account's phone lists. */
  devices(): number;
  /** Devices that WhatsApp still has to unlink. */
  leaving(): readonly Device[];
}

const closedEarly = (written: boolean) =>
  new Undelivered(failure('session_closed', 'The connection closed before WhatsApp answered.'), written);
const notReady = () => new Undelivered(failure('client_not_ready', 'The session is not connected.'), false);
const lost: Close = { code: 428, cause: 'lost', reason: 'Connection Terminated' };
const asked: Close = { code: null, cause: 'asked', reason: 'closed by Waybill' };

/** Pending calls of one kind. */
const holding = <Input, Output>() => {
  const held: Held<Input, Output>[] = [];
  const hold = (input: Input) =>
    new Promise<Output>((resolve, reject) => {
      const leave = () => held.splice(held.indexOf(call), 1);
      const call: Held<Input, Output> = {
        input,
        resolve: (value) => (leave(), resolve(value)),
        reject: (reason) => (leave(), reject(reason)),
      };
      held.push(call);
    });
  const rejectAll = (reason: () => unknown) => {
    while (held[0]) held[0].reject(reason());
  };
  return { held, hold, rejectAll };
};

export const scriptedWhatsApp = (changed: Partial<Replies> = {}): ScriptedWhatsApp => {
  const linked = new Set<SessionId>();
  /** Sessions whose device the account's phone lists. */
  const listed = new Set<SessionId>();
  const forgotten: SessionId[] = [];
  const links: ScriptedLink[] = [];
  const leaving = new Map<Device, { readonly session: SessionId; readonly until: Millis }>();
  let devices = 0;
  const phone = new Map<MessageId, OnPhone>();
  const replies: Replies = {
    open: () => 'hold',
    known: () => null,
    check: (chat) => ({ registered: true, chatId: chat }),
    group: () => groupOf(ACCOUNT),
    groupCalls: {},
    send: () => 'ack',
    mediaHosts: () => [],
    reupload: () => null,
    fetchPast: () => ({ oldest: null, isEnd: true }),
    chatting: () => 'done',
    ping: () => 'answer',
    close: () => 'close',
    logout: () => 'unlink',
    unlink: () => 'unlink',
    ...changed,
  };

  const take = (message: Said) => {
    const copies = (phone.get(message.messageId)?.copies ?? 0) + 1;
    phone.set(message.messageId, { ...message, ...phone.get(message.messageId), copies });
  };

  const open = (session: SessionId, signal: (signal: Signal) => void): Link => {
    const checks = holding<ChatId, Registration>();
    const groups = holding<ChatId, GroupInfo>();
    const groupsAsked: ChatId[] = [];
    const chatted: Chatted[] = [];
    const sends = holding<Said, void>();
    const pings = holding<null, void>();
    let state: 'connecting' | 'qr' | 'open' | 'closed' = 'connecting';
    let closesAsked = 0;
    let qrExpiresAt = 0;
    let codesAsked = 0;

    const tell = (word: Signal) => {
      if (state === 'closed') throw new Error(`the link of ${session} is closed: it can signal no ${word.type}`);
      signal(word);
    };

    const script: ScriptedLink = {
      session,
      get live() {
        return state !== 'closed';
      },
      checks: checks.held,
      groupsAsked,
      chatted,
      groups: groups.held,
      get sends() {
        return sends.held.map((call) => ({
          message: call.input,
          ack: () => (take(call.input), call.resolve()),
          takeWithoutAck: () => take(call.input),
          reject: (reason: Undelivered) => call.reject(reason),
        }));
      },
      pings: pings.held,
      get closesAsked() {
        return closesAsked;
      },
      qr(expiresAt, qr = `qr of ${session}`) {
        state = 'qr';
        qrExpiresAt = expiresAt;
        tell({ type: 'qr', qr, expiresAt });
      },
      paired(account = ACCOUNT) {
        linked.add(session);
        listed.add(session);
        tell({ type: 'paired', account });
      },
      opened(account = ACCOUNT) {
        linked.add(session);
        listed.add(session);
        state = 'open';
        tell({ type: 'opened', account });
      },
      closed(close = {}) {
        tell({ type: 'closed', close: { ...lost, ...close } });
        state = 'closed';
        checks.rejectAll(() => closedEarly(false));
        groups.rejectAll(() => closedEarly(false));
        sends.rejectAll(() => closedEarly(true));
        pings.rejectAll(() => closedEarly(false));
      },
      receipt: (messageId, kind, at, by) => tell({ type: 'receipt', messageId, kind, at, ...(by ? { by } : {}) }),
      group: (chatId, news) => tell({ type: 'group', chatId, news }),
      groupsDoubtful: () => tell({ type: 'groups_doubtful' }),
      chat: tell,
    };
    links.push(script);

    const endSoon = (close: Close) => queueMicrotask(() => state !== 'closed' && script.closed(close));
    if (replies.open(session) === 'open') queueMicrotask(() => state === 'connecting' && script.opened());

    const chat = async (asked: Chatted): Promise<'done' | 'no_key'> => {
      if (state !== 'open') throw state === 'closed' ? closedEarly(false) : notReady();
      const reply = replies.chatting(asked);
      if (reply instanceof Undelivered) throw reply;
      chatted.push(asked);
      return reply;
    };

    const check = async (chat: ChatId): Promise<Registration> => {
      if (state !== 'open') throw state === 'closed' ? closedEarly(false) : notReady();
      const reply = replies.check(chat);
      if (reply instanceof Undelivered) throw reply;
      return reply === 'hold' ? checks.hold(chat) : reply;
    };

    return {
      read: async (messages) => void (await chat(['read', messages])),
      type: async (...args) => void (await chat(['type', ...args])),
      appear: async (available) => void (await chat(['appear', available])),
      watch: async (chatId) => void (await chat(['watch', chatId])),
      changeChat: async (...args) => ((await chat(['changeChat', ...args])) === 'done' ? 'changed' : 'no_key'),
      setTimer: async (...args) => void (await chat(['setTimer', ...args])),
      ...quietAccount,
      setOwnName: async (...args) => ((await chat(['setOwnName', ...args])) === 'done' ? 'changed' : 'no_key'),
      ...latestGroupCalls(() => replies.groupCalls),
      known: (chat) => replies.known(chat),
      check,
      checkAll: (chats) => Promise.all(chats.map(check)),
      async group(chat) {
        if (state !== 'open') throw state === 'closed' ? closedEarly(false) : notReady();
        groupsAsked.push(chat);
        const reply = replies.group(chat);
        if (reply instanceof Undelivered) throw reply;
        return reply === 'hold' ? groups.hold(chat) : reply;
      },
      async send(outgoing) {
        const message = { ...outgoing, text: saidIn(outgoing.content) };
        if (state !== 'open') throw state === 'closed' ? closedEarly(false) : notReady();
        const reply = replies.send(message);
        if (reply instanceof Undelivered) throw reply;
        if (reply === 'hold') return sends.hold(message);
        take(message);
      },
      async mediaHosts() {
        if (state !== 'open') throw state === 'closed' ? closedEarly(false) : notReady();
        const reply = replies.mediaHosts();
        if (reply instanceof Undelivered) throw reply;
        return reply;
      },
      async reupload(lost) {
        if (state !== 'open') throw state === 'closed' ? closedEarly(false) : notReady();
        const reply = replies.reupload(lost);
        if (reply instanceof Undelivered) throw reply;
        return reply;
      },
      async fetchPast(asked) {
        if (state !== 'open') throw state === 'closed' ? closedEarly(false) : notReady();
        return replies.fetchPast(asked);
      },
      async ping() {
        if (state === 'closed') throw closedEarly(false);
        if (replies.ping() === 'hold') return pings.hold(null);
      },
      async pairingCode() {
        if (state === 'qr') {
          codesAsked += 1;
          return { code: `WAYB1LL${codesAsked}`, expiresAt: qrExpiresAt };
        }
        throw new Fault('whatsapp.not_now', 'No QR is shown.', { hint: 'Start the session and wait for its QR.' });
      },
      async logout() {
        if (replies.logout() === 'refuse') throw new Fault('whatsapp.not_now', 'out of reach', { hint: 'Wait.' });
        listed.delete(session);
        endSoon({ code: 401, cause: 'asked', reason: 'logged out by Waybill' });
      },
      close() {
        closesAsked += 1;
        if (replies.close() === 'close') endSoon(asked);
      },
    };
  };

  return {
    whatsapp: {
      open,
      paired: async (session) => linked.has(session),
      async forget(session, unlinkUntil) {
        forgotten.push(session);
        if (!linked.delete(session) || unlinkUntil === null) return null;
        devices += 1;
        leaving.set(devices, { session, until: unlinkUntil });
        return devices;
      },
      left: async (device) => void leaving.delete(device),
      async unlink(session, ended) {
        for (const [device, { session: owner, until }] of leaving) {
          if (owner !== session) continue;
          const reply = replies.unlink(until);
          if (reply === 'refuse') throw new Fault('whatsapp.not_unlinked', 'out of reach', { hint: 'Wait.' });
          if (reply === 'unlink') listed.delete(session);
          await ended(reply === 'late' ? 'given_up' : 'unlinked');
          leaving.delete(device);
        }
      },
    },
    links,
    link() {
      const newest = links.at(-1);
      if (!newest) throw new Error('no link has been opened');
      return newest;
    },
    replies,
    phone: () => [...phone.values()],
    pair(session) {
      linked.add(session);
      listed.add(session);
    },
    devices: () => listed.size,
    forgotten,
    leaving: () => [...leaving.keys()],
  };
};
