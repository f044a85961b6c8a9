/** Older messages of an account, which its phone is asked for on request: the request, and what became of it. */
import { takenBetween } from '../../actors/chats/taken-history.ts';
import type { System } from '../../actors/system.ts';
import type { HistoryOutcome } from '../../events/facts/session.ts';
import type { EventLog, Recorded } from '../../events/log/log.ts';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { Millis } from '../../kernel/clock.ts';
import { type SessionId, streamOf } from '../../kernel/ids.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { howToStart, sessionIn } from './known-session.ts';

/** The last request of a session. */
export interface ChatHistoryShown {
  /** `waiting` is a request that goes on once the session is connected. */
  readonly state: 'none' | 'waiting' | 'running' | 'ended';
  readonly days: number | null;
  readonly since: Millis | null;
  readonly askedAt: Millis | null;
  readonly endedAt: Millis | null;
  readonly outcome: HistoryOutcome | null;
  /** Null until it has ended, and if the account was logged out. */
  readonly chats: number | null;
  readonly unanswered: number | null;
  /** People and groups that are known, and that the phone could not be asked about; null as well where nobody counted. */
  readonly leftOut: number | null;
  /** Messages that were recorded so far. */
  readonly taken: number;
}

export interface ChatHistory {
  /** Asks the phone for the messages of the last days. */
  ask(session: SessionId, days: number, caller: Caller): Promise<Result<ChatHistoryShown>>;
  look(session: SessionId): Promise<Result<ChatHistoryShown>>;
}

interface ChatHistoryPorts {
  readonly system: System;
  readonly log: Pick<EventLog, 'page' | 'head'>;
}

type Asked = Recorded<FactOf<'session.history_asked'>>;
type Ended = Recorded<FactOf<'session.history_ended'>>;

const NONE: ChatHistoryShown = {
  state: 'none',
  days: null,
  since: null,
  askedAt: null,
  endedAt: null,
  outcome: null,
  chats: null,
  unanswered: null,
  leftOut: null,
  taken: 0,
};

export const createChatHistory = ({ system, log }: ChatHistoryPorts): ChatHistory => {
  const known = sessionIn(system);

  const lastAsked = (stream: string): Asked | null =>
    (log.page({ after: 0, stream, type: 'session.history_asked', newestFirst: true, limit: 1 })[0] as Asked) ?? null;
  const endAfter = (stream: string, after: number): Ended | null =>
    (log.page({ after, stream, type: 'session.history_ended', limit: 1 })[0] as Ended) ?? null;

  const look = async (session: SessionId): Promise<ChatHistoryShown> => {
    const stream = streamOf.session(session);
    const asked = lastAsked(stream);
    if (!asked) return NONE;
    const { days, since } = asked.data;
    const end = endAfter(stream, asked.position);
    const { outcome = null, chats = null, unanswered = null, leftOut = null, taken } = end?.data ?? {};
    const open = system.chats.older.running(session) ? 'running' : 'waiting';
    const upTo = end?.position ?? log.head().position;
    return {
      state: end ? 'ended' : open,
      days,
      since,
      askedAt: asked.at,
      endedAt: end?.at ?? null,
      outcome,
      chats,
      unanswered,
      leftOut,
      taken: taken ?? (await takenBetween(log, session, { after: asked.position, upTo })),
    };
  };

  return {
    async ask(id, days, caller) {
      const session = known(id);
      if (!session.ok) return session;
      const told = await session.value.session.tell({ type: 'askHistory', days }, caller);
      if (told.ok) return ok(await look(id));
      const { code, detail } = told.refusal;
      return code === 'session.not_live' ? refuse(code, `${detail} ${howToStart(id)}`) : told;
    },
    async look(id) {
      const session = known(id);
      return session.ok ? ok(await look(id)) : session;
    },
  };
};
