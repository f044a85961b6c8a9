/**
 * Fetches older messages of a session from its phone, because somebody asked for them.
 *
 * The request is a fact, and so is its end. Between them, each chat is asked about before its oldest message on record,
 * one page after the other, until a page reaches the asked time or the phone has no more. Messages are recorded from the
 * newest to the oldest, so the oldest one on record is all that has to be known to go on: when the connection is back, or
 * after a restart, the chats are asked about again from there. One page of one chat is in hand at a time.
 */
import type { Recorded } from '../../events/log/log.ts';
import type { EventLog } from '../../events/log/log.ts';
import { SYSTEM } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type ChatId, isGroupChat, isOfTwo, type SessionId, streamOf } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import type { HistoryCounts, SessionCommand } from '../../machines/session.decide.ts';
import type { SessionContext } from '../../machines/session.machine.ts';
import { messageIdOfKey } from '../../projections/chats/message-key.ts';
import type { ChatPlace } from '../../projections/chats/chats.ts';
import type { Reads } from '../../projections/reads.ts';
import type { Anchor } from '../../whatsapp/past.ts';
import { type Link, Undelivered } from '../../whatsapp/port.ts';
import type { Insist } from '../insist.ts';
import { countSilentChats } from './silent-chats.ts';
import { takenBetween } from './taken-history.ts';

type End = Extract<SessionCommand, { type: 'recordHistoryEnd' }>;
type Asked = NonNullable<SessionContext['history']>;

export interface OlderMessagesPorts {
  readonly log: Pick<EventLog, 'page' | 'head'>;
  readonly reads: Pick<Reads, 'chats' | 'contacts' | 'groups' | 'messages'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly insist: Insist;
  readonly defect: (thrown: unknown) => void;
  readonly link: (session: SessionId) => Pick<Link, 'fetchPast'> | null;
  /** The request of a session that has not ended; null if there is none. */
  readonly asked: (session: SessionId) => Asked | null;
  readonly tell: (session: SessionId, command: End, caller: typeof SYSTEM) => Promise<Result<unknown>>;
}

export interface OlderMessages {
  hear(fact: Recorded): void;
  /** Whether the phone of a session is being asked now. */
  running(session: SessionId): boolean;
  stop(): void;
}

/** Messages in one answer of the phone, as WhatsApp's own clients ask for. */
const PAGE_MESSAGES = 50;
/** Answers about one chat. */
const PAGES_MAX = 2_000;
/** A phone that leaves so many chats without an answer one after the other is off. */
const UNANSWERED_MAX = 3;
const CHATS_PAGE = 500;

const FIRST = { sortAt: Number.MIN_SAFE_INTEGER, joined: 0 };
const LATEST: ChatPlace = { activeAt: Number.MAX_SAFE_INTEGER, activeOrder: Number.MAX_SAFE_INTEGER };

/** What happened with one chat. `lost`: the connection went, so nothing is known. */
type Outcome = 'asked' | 'nothing_to_ask' | 'unanswered' | 'lost';

const LOST: readonly string[] = ['session_closed', 'client_not_ready'];

/** A phone that gives the same page again has no older one. */
const goesBack = (before: Anchor, oldest: Anchor): boolean =>
  oldest.messageId !== before.messageId && oldest.sentAt <= before.sentAt;

export const createOlderMessages = (ports: OlderMessagesPorts): OlderMessages => {
  const { log, reads, clock, insist, defect, link, asked, tell } = ports;
  const running = new Set<SessionId>();
  let stopped = false;

  /** Names only, so that chats which become active meanwhile are neither missed nor asked about twice. */
  const chatsOf = (session: SessionId): readonly ChatId[] => {
    const names: ChatId[] = [];
    for (let before: ChatPlace | undefined = LATEST; before; ) {
      const page = reads.chats.latest({ session, kind: null, unread: false, before, limit: CHATS_PAGE });
      names.push(...page.map(({ chatId }) => chatId));
      before = page.at(-1);
    }
    return names.filter((chat) => isOfTwo(chat) || isGroupChat(chat));
  };

  /** The oldest message of a chat on record; null if that was said before the asked time. */
  const anchorOf = (session: SessionId, chat: ChatId, since: number): Anchor | null => {
    const chats = reads.chats.addresses(session, chat);
    const [row] = reads.messages.after({ session, chats, limit: 1 }, FIRST);
    if (!row || row.sentAt < since) return null;
    return { messageId: messageIdOfKey(row.key), fromMe: row.own, sentAt: row.sentAt };
  };

  const fetchPages = async (session: SessionId, chatId: ChatId, since: number): Promise<Outcome> => {
    let before = anchorOf(session, chatId, since);
    if (!before) return 'nothing_to_ask';
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const open = stopped || asked(session) === null ? null : link(session);
      if (!open) return 'lost';
      const { oldest, isEnd } = await open.fetchPast({ chatId, before, count: PAGE_MESSAGES, since });
      if (isEnd || !oldest || oldest.sentAt < since || !goesBack(before, oldest)) break;
      before = oldest;
    }
    return 'asked';
  };

  const fetchChat = async (session: SessionId, chatId: ChatId, since: number): Promise<Outcome> => {
    try {
      return await fetchPages(session, chatId, since);
    } catch (thrown) {
      if (!(thrown instanceof Undelivered)) throw thrown;
      return LOST.includes(thrown.failure.code) ? 'lost' : 'unanswered';
    }
  };

  const end = async (
    session: SessionId,
    outcome: End['outcome'],
    counts: Pick<HistoryCounts, 'chats' | 'unanswered'>,
  ): Promise<void> => {
    const stream = streamOf.session(session);
    const [request] = log.page({ after: 0, stream, type: 'session.history_asked', newestFirst: true, limit: 1 });
    const taken = await takenBetween(log, session, { after: request?.position ?? 0, upTo: log.head().position });
    const leftOut = await countSilentChats(reads, session);
    await insist(() => tell(session, { type: 'recordHistoryEnd', outcome, ...counts, leftOut, taken }, SYSTEM));
  };

  const run = async (session: SessionId, { since, until }: Asked): Promise<void> => {
    const counts = { chats: 0, unanswered: 0 };
    let silent = 0;
    for (const chatId of chatsOf(session)) {
      if (clock.now() >= until) return end(session, 'expired', counts);
      const outcome = await fetchChat(session, chatId, since);
      if (outcome === 'lost') return;
      if (outcome === 'nothing_to_ask') continue;
      counts.chats += 1;
      silent = outcome === 'unanswered' ? silent + 1 : 0;
      if (outcome === 'unanswered') counts.unanswered += 1;
      if (silent === UNANSWERED_MAX) return end(session, 'unanswered', counts);
    }
    const noneAnswered = counts.chats > 0 && counts.unanswered === counts.chats;
    await end(session, noneAnswered ? 'unanswered' : 'complete', counts);
  };

  const begin = async (session: SessionId): Promise<void> => {
    const request = asked(session);
    if (stopped || !request || running.has(session) || !link(session)) return;
    running.add(session);
    try {
      await run(session, request);
    } catch (thrown) {
      defect(thrown);
    } finally {
      running.delete(session);
    }
  };

  return {
    hear({ type, header: { session } }) {
      const isTime = type === 'session.history_asked' || type === 'session.opened';
      // The state of the session is that after the fact in a later turn.
      if (session !== null && isTime) queueMicrotask(() => void begin(session));
    },
    running: (session) => running.has(session),
    stop() {
      stopped = true;
    },
  };
};
