/**
 * Calls of all sessions, as facts. Nothing is decided here, so that a call has no machine.
 *
 * Each call is on record once, and has one end: the first that is told. WhatsApp may announce both again after an outage.
 */
import { broughtBy, type FactOf } from '../../events/facts/catalogue.ts';
import { Conflict, type EventLog } from '../../events/log/log.ts';
import { type Caller, WHATSAPP } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type CallId, type ChatId, phoneNumberOf, type SessionId, streamOf } from '../../kernel/ids.ts';
import { ok } from '../../kernel/result.ts';
import type { Reads } from '../../projections/reads.ts';
import type { CallSignal } from '../../whatsapp/calling.ts';
import type { Link } from '../../whatsapp/port.ts';
import type { Insist } from '../insist.ts';

type Received = Omit<FactOf<'call.received'>, 'type'>;
type Fact = FactOf<'call.received'> | FactOf<'call.ended'>;
type Offered = Extract<CallSignal['news'], { kind: 'offered' }>;

export interface CallPorts {
  readonly log: Pick<EventLog, 'append' | 'read'>;
  readonly reads: Pick<Reads, 'chats'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly insist: Insist;
}

export interface Calls {
  /** Records what WhatsApp tells of a call. */
  hear(session: SessionId, signal: CallSignal): void;
  /** A call on record, and whether it has ended; null if there is none. */
  find(session: SessionId, id: CallId): { readonly call: Received; readonly over: boolean } | null;
  /**
   * Tells the caller that nobody takes the call, and records it.
   * @throws Undelivered
   */
  reject(session: SessionId, id: CallId, call: Received, link: Pick<Link, 'rejectCall'>, caller: Caller): Promise<void>;
}

export const createCalls = ({ log, reads, clock, insist }: CallPorts): Calls => {
  /** News of the calls of a session is recorded in its order. */
  const telling = new Map<SessionId, Promise<unknown>>();

  /** `expected` is the version of the stream: 0 for the call, 1 for its end. One that is not at it knows more already. */
  const append = async (session: SessionId, id: CallId, expected: 0 | 1, fact: Fact, caller: Caller): Promise<void> => {
    const { by, correlation, causation = null } = caller;
    const stream = streamOf.call(session, id);
    const entries = [{ fact, from: null, to: null }];
    try {
      await log.append({ stream, expected, entries, at: clock.now(), by, correlation, causation });
    } catch (thrown) {
      if (!(thrown instanceof Conflict)) throw thrown;
    }
  };

  /** The conversation of a caller, under whatever address it is on record. */
  const chatOf = (session: SessionId, { by, other, group }: Offered): ChatId => {
    if (group !== null) return group;
    const known = [by, other].flatMap((each) => (each && reads.chats.conversation(session, each)?.chatId) ?? []);
    const number = [by, other].find((each) => each !== null && phoneNumberOf(each) !== null);
    return known[0] ?? number ?? by;
  };

  const received = (session: SessionId, news: Offered, calledAt: number): FactOf<'call.received'> => ({
    type: 'call.received',
    chat: chatOf(session, news),
    by: news.by,
    ...(news.other === null ? {} : { byOther: news.other }),
    ...(news.device > 0 ? { device: news.device } : {}),
    ...(news.video ? { video: true } : {}),
    ...(news.offline ? { offline: true } : {}),
    calledAt,
  });

  const record = (session: SessionId, { callId, at, news }: CallSignal): Promise<void> =>
    news.kind === 'offered'
      ? append(session, callId, 0, received(session, news, at), WHATSAPP)
      : append(session, callId, 1, { type: 'call.ended', outcome: news.outcome, endedAt: at }, WHATSAPP);

  return {
    hear(session, signal) {
      const before = telling.get(session) ?? Promise.resolve();
      const mine = before.then(() => insist(async () => ok(await record(session, signal))));
      telling.set(session, mine);
    },
    find(session, id) {
      const [first, end] = log.read(streamOf.call(session, id));
      return first?.type === 'call.received' ? { call: first.data, over: end !== undefined } : null;
    },
    async reject(session, id, { by, device = 0 }, link, caller) {
      await link.rejectCall({ callId: id, by, device });
      const end: Fact = { type: 'call.ended', outcome: 'rejected', endedAt: clock.now() };
      await append(session, id, 1, broughtBy(end, caller), caller);
    },
  };
};
