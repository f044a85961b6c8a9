/**
 * One connection to the simulated WhatsApp. It keeps the port's promises (one `closed`, nothing after it, pending calls
 * rejected). Otherwise it is as unreliable as the weather makes it.
 */
import { Fault } from '../../src/kernel/fault.ts';
import type { ChatId, SessionId } from '../../src/kernel/ids.ts';
import { ACCOUNT, groupCalls, groupOf } from '../support/groups.ts';
import { noChatting } from '../support/no-chatting.ts';
import type { GroupInfo } from '../../src/whatsapp/group-info.ts';
import type { Close, Registration, Signal } from '../../src/whatsapp/port.ts';
import { bringUp } from './pairing.ts';
import { sendOver } from './sending.ts';
import { WAIT_FOR_A_PERSON } from './weather.ts';
import { type Call, type SimLink, type Stage, undelivered, type World } from './world.ts';
import { quietAccount } from '../support/quiet-account.ts';

/** How long the adapter waits for the answer to a query. */
const QUERY_MS = 20_000;

const CUT_BEFORE = 'the connection closed before a message was written';
const CUT_AFTER = 'the connection closed after a write, before the acknowledgement';

const askedClose: Close = { code: null, cause: 'asked', reason: 'closed by Waybill' };
const loggedOut: Close = { code: 401, cause: 'asked', reason: 'logged out by Waybill' };

export const openLink = (
  number: number,
  session: SessionId,
  world: World,
  signal: (signal: Signal) => void,
): SimLink => {
  const { clock, random, trace, tally, rules } = world;
  const calls = new Set<Call<unknown>>();
  /** The answers about numbers. */
  const known = new Map<ChatId, ChatId>();
  let stage: Stage = 'connecting';
  let silent = false;
  let why: Close | null = null;

  const tell = (said: Signal) => {
    trace.say('whatsapp', session, said);
    signal(said);
  };
  const later = (ms: number, work: () => void) => {
    const unlessClosed = () => {
      if (stage !== 'closed') work();
    };
    if (ms > 0) clock.after(ms, unlessClosed);
    else queueMicrotask(unlessClosed);
  };
  const end = (close: Close) => {
    if (stage === 'closed') return;
    stage = 'closed';
    countClose(why ?? close);
    tell({ type: 'closed', close: why ?? close });
    for (const { kind, written } of calls) if (kind === 'send') tally.struck(written ? CUT_AFTER : CUT_BEFORE);
    for (const call of calls) call.fail(undelivered('session_closed', call.written));
  };
  const countClose = ({ code, cause }: Close) => {
    if (cause !== 'server') return;
    if (code === 401) tally.struck('a log-out');
    else if (WAIT_FOR_A_PERSON.has(code)) tally.struck('an end that waits for a person');
  };
  const closeSoon = (close: Close) => {
    if (stage === 'closed' || stage === 'closing') return;
    stage = 'closing';
    why = close;
    later(random.between(0, world.weather().closeMs), () => end(close));
  };

  /** A call on a closing link waits for its end, and was never written. */
  const ask = <T>(kind: Call<T>['kind'], key: string, work: (call: Call<T>) => void): Promise<T> => {
    if (stage === 'closed') return Promise.reject(undelivered('session_closed', false));
    if (stage === 'connecting' || stage === 'qr') return Promise.reject(undelivered('client_not_ready', false));
    return new Promise((resolve, reject) => {
      const settle = (how: () => void) => {
        if (!calls.delete(call)) return;
        how();
      };
      const call: Call<T> = {
        kind,
        key,
        written: false,
        answer: (value) => settle(() => resolve(value)),
        fail: (reason) => settle(() => reject(reason)),
      };
      calls.add(call);
      if (stage === 'open') work(call);
    });
  };

  const check = (chat: ChatId): Promise<Registration> =>
    ask('check', chat, (call) => {
      const { checking, latencyMs } = world.weather();
      const fate = random.weighted(checking);
      if (fate !== 'answered') trace.say('whatsapp', session, `check ${chat}:`, fate);
      const ms = random.between(0, latencyMs);
      later(QUERY_MS, () => call.fail(undelivered('network_timeout', false)));
      if (silent || fate === 'timed out') return tally.struck('a question without an answer');
      if (fate === 'asked too much') tally.struck('a rate limit');
      if (fate === 'asked too much') later(ms, () => call.fail(undelivered('rate_limited', false)));
      else if (fate === 'not understood') later(ms, () => call.fail(undelivered('protocol_error', false)));
      else if (fate === 'cut') later(ms, () => end({ code: 428, cause: 'lost', reason: 'Connection Terminated' }));
      else later(ms, () => call.answer(answerOf(chat)));
    });

  const answerOf = (chat: ChatId): Registration => {
    const registration = world.phones.registration(chat);
    if (registration.registered) known.set(chat, registration.chatId);
    return registration;
  };

  const link: SimLink = {
    number,
    session,
    stage: () => stage,
    enter: (next) => (stage = next),
    asked: () => why !== null,
    calls: () => [...calls],
    tell,
    later,
    silent: () => silent,
    fallSilent() {
      silent = true;
      trace.say('fault', session, 'the peer falls silent');
    },
    wakeUp() {
      silent = false;
      trace.say('whatsapp', session, 'the peer wakes up');
      for (const call of calls) if (call.kind === 'ping') call.answer(undefined);
    },
    end,
    abandon() {
      stage = 'closed';
      calls.clear();
    },
    port: {
      ...quietAccount,
      ...groupCalls(),
      known: (chat) => known.get(chat) ?? null,
      check(chat) {
        rules.checking(session, chat);
        return check(chat);
      },
      group: (chat) =>
        ask('check', chat, (call: Call<GroupInfo>) => {
          later(QUERY_MS, () => call.fail(undelivered('network_timeout', false)));
          if (!silent) later(random.between(0, world.weather().latencyMs), () => call.answer(groupOf(ACCOUNT)));
        }),
      // No message of the simulation comes in with a file.
      mediaHosts: async () => [],
      reupload: async () => null,
      // Nobody reads or types in the simulation.
      ...noChatting,
      send(message) {
        rules.sending(session, message);
        return ask('send', message.messageId, (call: Call<void>) => sendOver(link, world, message, call));
      },
      ping: () =>
        ask('ping', '', (call: Call<void>) => {
          if (silent) tally.struck('a ping into silence');
          else later(random.between(0, world.weather().latencyMs), () => call.answer());
        }),
      pairingCode: async () => {
        if (stage === 'qr') return { code: 'WAYB1LL1', expiresAt: clock.now() + 60_000 };
        throw new Fault('whatsapp.not_now', 'No QR is shown.', { hint: 'Start the session and wait for its QR.' });
      },
      logout() {
        trace.say('call', session, 'log out');
        if (silent) return Promise.reject(undelivered('network_timeout', false));
        world.unpair(session);
        closeSoon(loggedOut);
        return Promise.resolve();
      },
      close() {
        trace.say('call', session, 'close');
        closeSoon(askedClose);
      },
    },
  };
  bringUp(link, world);
  return link;
};
