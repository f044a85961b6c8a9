/**
 * Answers about chats, remembered until a fact changes them.
 *
 * Every message that is accepted or sent asks for them, and few facts change one. Such a fact is applied on the same
 * connection; another connection to the file remembers for itself, and is closed soon.
 */
import type { Database } from 'better-sqlite3';
import type { ChatId, SessionId } from '../../kernel/ids.ts';

/** In each session. */
const REMEMBERED_MAX = 10_000;

type Read<T> = (session: SessionId, chat: ChatId) => T;

export interface Remembered<T> {
  readonly of: Read<T>;
  /** Called with each change of the table that was read. */
  forget(): void;
}

/** Reads once for each chat of a session. */
export const remembered = <T>(read: Read<T>): Remembered<T> => {
  const known = new Map<SessionId, Map<ChatId, T>>();
  return {
    of(session, chat) {
      const ofSession = known.get(session) ?? new Map<ChatId, T>();
      const before = ofSession.get(chat);
      if (before !== undefined) return before;
      if (ofSession.size >= REMEMBERED_MAX) ofSession.clear();
      const now = read(session, chat);
      known.set(session, ofSession.set(chat, now));
      return now;
    },
    forget: () => known.clear(),
  };
};

/** One memory for each connection: readers and the table that changes what they know share it. */
export const onceForEach = <T>(open: (db: Database) => T): ((db: Database) => T) => {
  const opened = new WeakMap<Database, T>();
  return (db) => {
    const known = opened.get(db) ?? open(db);
    opened.set(db, known);
    return known;
  };
};
