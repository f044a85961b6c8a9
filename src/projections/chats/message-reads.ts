/** The queries on messages by their place in a chat, and by their id. */
import type { Database } from 'better-sqlite3';
import type { Millis } from '../../kernel/clock.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import type { MessageRow } from './messages.ts';

/** A place in a chat. */
export interface MessagePlace {
  readonly sortAt: Millis;
  readonly joined: number;
}

export interface ChatMessages {
  readonly session: SessionId;
  /** All addresses of the conversation. */
  readonly chats: readonly ChatId[];
  readonly limit: number;
}

export interface MessageReads {
  /** The messages before a place, newest first. */
  before(query: ChatMessages, place: MessagePlace): readonly MessageRow[];
  /** The messages after a place, oldest first. */
  after(query: ChatMessages, place: MessagePlace): readonly MessageRow[];
  /** The messages of a session with this key, in any chat, the oldest first. */
  withKey(session: SessionId, key: string): readonly MessageRow[];
  /** Null for a message that has not joined its chat. */
  at(position: number): MessageRow | null;
  /** How many messages had come in when the one with this key came; null if it is not in the chat. */
  receivedAt(session: SessionId, chat: ChatId, key: string): number | null;
}

const COLUMNS = `position, session, chat, key, own, source, kind, said_at as saidAt, "by", by_other as byOther,
  sent_at as sentAt, received_at as receivedAt, sort_at as sortAt, joined`;

/** More messages of one session with one id are not told apart. */
const SAME_KEY_MAX = 100;

type Stored = Omit<MessageRow, 'own'> & { readonly own: number };
const rowOf = (row: Stored): MessageRow => ({ ...row, own: row.own === 1 });

const later = (a: MessageRow, b: MessageRow): number => b.sortAt - a.sortAt || b.joined - a.joined;

export const messageReads = (db: Database): MessageReads => {
  const run = (beyond: '<' | '>', order: 'asc' | 'desc') =>
    db.prepare<[string, string, number, number, number], Stored>(`
      select ${COLUMNS} from messages indexed by messages_by_place
        where session = +? and chat = +? and sort_at is not null and (sort_at, joined) ${beyond} (+?, +?)
        order by sort_at ${order}, joined ${order} limit +?
    `);
  const before = run('<', 'desc');
  const after = run('>', 'asc');
  const withKey = db.prepare<[string, string, number], Stored>(
    `select ${COLUMNS} from messages where session = +? and key = +? and sort_at is not null limit +?`,
  );
  const one = db.prepare<[number], Stored>(
    `select ${COLUMNS} from messages where position = ? and sort_at is not null`,
  );
  const received = db
    .prepare<[string, string, string], number | null>(
      'select received from messages where session = ? and key = ? and chat = ?',
    )
    .pluck();
  const each = (statement: typeof before, { session, chats, limit }: ChatMessages, place: MessagePlace) =>
    chats.flatMap((chat) => statement.all(session, chat, place.sortAt, place.joined, limit).map(rowOf));
  return {
    before: (query, place) => each(before, query, place).sort(later).slice(0, query.limit),
    after: (query, place) =>
      each(after, query, place)
        .sort((a, b) => later(b, a))
        .slice(0, query.limit),
    withKey: (session, key) =>
      withKey
        .all(session, key, SAME_KEY_MAX)
        .map(rowOf)
        .sort((a, b) => a.position - b.position),
    at(position) {
      const row = one.get(position);
      return row ? rowOf(row) : null;
    },
    receivedAt: (session, chat, key) => received.get(session, key, chat) ?? null,
  };
};
