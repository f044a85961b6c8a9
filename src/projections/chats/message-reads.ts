/** The queries on messages by their place in a chat, and by their id. */
import type { Millis } from '../../kernel/clock.ts';
import { chatNumber } from '../../kernel/chat-number.ts';
import { type ChatId, type JobId, type SessionId, streamOf } from '../../kernel/ids.ts';
import type { OfLog } from '../job-view.ts';
import type { Settled } from '../settled.ts';
import { JOB } from './message-key.ts';
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
  /** The messages that came in after a place and up to another, the newest first. The history is left out. */
  cameIn(query: ChatMessages, after: MessagePlace, upTo: MessagePlace): readonly MessageRow[];
  /** The messages of a session with this key, in any chat, the oldest first. */
  withKey(session: SessionId, key: string): readonly MessageRow[];
  /** Null for a message that has not joined its chat. */
  at(position: number): MessageRow | null;
  /** How many messages had come in when the one with this key came; null if it is not in the chat. */
  receivedAt(session: SessionId, chat: ChatId, key: string): number | null;
}

/** A row of a job leaves out what `jobs` says. */
const MESSAGES = `
  select m.position, coalesce(m.session, j.session) as session, coalesce(m.chat, j.chat) as chat,
    coalesce(m.key, '${JOB}' || j.job_id) as key, m.own, coalesce(m.source, 'live') as source, m.kind,
    coalesce(m.said_at, m.position) as saidAt, m."by", m.by_other as byOther,
    coalesce(m.sent_at, j.completed_at) as sentAt, coalesce(m.received_at, j.completed_at) as receivedAt,
    m.sort_at as sortAt, m.joined, m.received
  from messages m`;
const WITH_JOBS = 'left join jobs j on m.key is null and j.stream_id = m.position';

/** More messages of one session with one id are not told apart. */
const SAME_KEY_MAX = 100;

type Stored = Omit<MessageRow, 'own'> & { readonly own: number; readonly received: number };
const rowOf = ({ received: _received, ...row }: Stored): MessageRow => ({ ...row, own: row.own === 1 });

const later = (a: MessageRow, b: MessageRow): number => b.sortAt - a.sortAt || b.joined - a.joined;

export const messageReads = (db: Settled, log: Pick<OfLog, 'streamId'>): MessageReads => {
  const run = (beyond: '<' | '>', order: 'asc' | 'desc') =>
    db.prepare<[number, number, number, number], Stored>(`
      ${MESSAGES} indexed by messages_by_place ${WITH_JOBS}
        where m.place = +? and m.sort_at is not null and (m.sort_at, m.joined) ${beyond} (+?, +?)
        order by m.sort_at ${order}, m.joined ${order} limit +?
    `);
  const before = run('<', 'desc');
  const after = run('>', 'asc');
  const cameIn = db.prepare<[number, number, number, number, number, number], Stored>(`
    ${MESSAGES} indexed by messages_by_place ${WITH_JOBS}
      where m.place = +? and m.sort_at is not null and (m.sort_at, m.joined) > (+?, +?)
        and (m.sort_at, m.joined) <= (+?, +?) and m.own = 0 and m.source <> 'history'
      order by m.sort_at desc, m.joined desc limit +?
  `);
  const heard = db.prepare<[string, string, number], Stored>(
    `${MESSAGES} ${WITH_JOBS} where m.session = +? and m.key = +? and m.sort_at is not null limit +?`,
  );
  const one = db.prepare<[number], Stored>(`${MESSAGES} ${WITH_JOBS} where m.position = +? and m.sort_at is not null`);

  const sent = (session: SessionId, job: JobId): readonly Stored[] => {
    const streamId = log.streamId(streamOf.job(job));
    const row = streamId === null ? undefined : one.get(streamId);
    return row?.session === session ? [row] : [];
  };
  /** A message that another session of this Waybill has sent comes in under the key of that session's job. */
  const withKey = (session: SessionId, key: string): readonly Stored[] => {
    const own = key.startsWith(JOB) ? sent(session, key.slice(JOB.length)) : [];
    return own.length > 0 ? own : heard.all(session, key, SAME_KEY_MAX);
  };
  const inChats = ({ session, chats }: ChatMessages, rowsOf: (place: number) => readonly Stored[]) =>
    chats.flatMap((chat) =>
      rowsOf(chatNumber(session, chat))
        .filter((row) => row.chat === chat && row.session === session)
        .map(rowOf),
    );
  const each = (statement: typeof before, query: ChatMessages, { sortAt, joined }: MessagePlace) =>
    inChats(query, (place) => statement.all(place, sortAt, joined, query.limit));
  return {
    before: (query, place) => each(before, query, place).sort(later).slice(0, query.limit),
    after: (query, place) =>
      each(after, query, place)
        .sort((a, b) => later(b, a))
        .slice(0, query.limit),
    cameIn: (query, after, upTo) =>
      inChats(query, (place) => cameIn.all(place, after.sortAt, after.joined, upTo.sortAt, upTo.joined, query.limit))
        .sort(later)
        .slice(0, query.limit),
    withKey: (session, key) =>
      withKey(session, key)
        .map(rowOf)
        .sort((a, b) => a.position - b.position),
    at(position) {
      const row = one.get(position);
      return row ? rowOf(row) : null;
    },
    receivedAt: (session, chat, key) => withKey(session, key).find((row) => row.chat === chat)?.received ?? null,
  };
};
