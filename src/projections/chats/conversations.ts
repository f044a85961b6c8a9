/**
 * Which addresses are one conversation.
 *
 * Every message that is accepted or sent asks for it, several times, and addresses join rarely. So what was read is
 * remembered until the next fact that joins addresses. That fact is applied on the same connection; another connection
 * to the file remembers for itself, and is closed soon.
 */
import type { Database } from 'better-sqlite3';
import type { ChatId, SessionId } from '../../kernel/ids.ts';

export interface Conversations {
  /** The conversation that an address leads to: itself, unless it is one of several of a person. */
  of(session: SessionId, address: ChatId): ChatId;
  /** All addresses of a conversation, its own name first. */
  addresses(session: SessionId, chat: ChatId): readonly ChatId[];
  /** Called with each change of the table that joins addresses. */
  forget(): void;
}

/** In each session. */
const REMEMBERED_MAX = 10_000;

type Read<T> = (session: SessionId, chat: ChatId) => T;

/** Reads once for each chat of a session, until `known` is cleared. */
const remembering =
  <T>(known: Map<SessionId, Map<ChatId, T>>, read: Read<T>): Read<T> =>
  (session, chat) => {
    const ofSession = known.get(session) ?? new Map<ChatId, T>();
    const before = ofSession.get(chat);
    if (before !== undefined) return before;
    if (ofSession.size >= REMEMBERED_MAX) ofSession.clear();
    const now = read(session, chat);
    known.set(session, ofSession.set(chat, now));
    return now;
  };

const openConversations = (db: Database): Conversations => {
  const whole = db
    .prepare<[string, string], ChatId | null>('select part_of from chats where session = ? and chat = ?')
    .pluck();
  const parts = db
    .prepare<[string, string], ChatId>('select chat from chats where session = ? and part_of = ? order by chat')
    .pluck();
  const wholes = new Map<SessionId, Map<ChatId, ChatId>>();
  const all = new Map<SessionId, Map<ChatId, readonly ChatId[]>>();
  return {
    of: remembering(wholes, (session, address) => whole.get(session, address) ?? address),
    addresses: remembering(all, (session, chat) => [chat, ...parts.all(session, chat)]),
    forget() {
      wholes.clear();
      all.clear();
    },
  };
};

const opened = new WeakMap<Database, Conversations>();

/** The conversations as a connection knows them: readers and the table that changes them share what is remembered. */
export const conversationsIn = (db: Database): Conversations => {
  const known = opened.get(db) ?? openConversations(db);
  opened.set(db, known);
  return known;
};
