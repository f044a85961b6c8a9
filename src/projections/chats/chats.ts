/**
 * One row per conversation: its last activity, and what came in since it was last read or answered. The other address of
 * a conversation has a row that points to it.
 *
 * `received` counts the messages that came in, but for those of the history. `read` is that count when the account last
 * wrote, or read to the end. A chat that was read up to an earlier message keeps the key of that message in `read_up_to`;
 * `messages` says how many had been received then.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import { CHAT_KINDS, type ChatId, type ChatKind, chatKindOf, type SessionId } from '../../kernel/ids.ts';
import { projection } from '../projection.ts';
import { keyOf } from './message-key.ts';

/**
 * `named_at` and `named_place` say beside which fact the person's own name stands. `heard` is 1 for a conversation with a
 * stream of its own, which never becomes the other address of one.
 */
const schema = `
  create table chats (
    session text not null,
    chat text not null,
    kind text not null,
    part_of text,
    heard integer not null,
    active_at integer,
    received integer not null,
    read integer not null,
    last_in text,
    read_up_to text,
    named_at integer,
    named_place integer,
    primary key (session, chat)
  ) strict, without rowid;
  create index chats_by_activity on chats (session, kind, active_at, chat) where active_at is not null;
  create index chats_unread on chats (session, kind, active_at, chat) where active_at is not null and received > read;
  create index chats_by_whole on chats (session, part_of, chat) where part_of is not null;
`;

const prepare = (db: Database) => ({
  known: db.prepare<[string, string], { heard: number; partOf: string | null; activeAt: Millis | null }>(
    'select heard, part_of as partOf, active_at as activeAt from chats where session = ? and chat = ?',
  ),
  join: db.prepare(`
    insert into chats (session, chat, kind, part_of, heard, received, read) values (?, ?, ?, ?, 0, 0, 0)
    on conflict do update set part_of = excluded.part_of, active_at = null
  `),
  receive: db.prepare(`
    insert into chats (session, chat, kind, heard, active_at, received, read, last_in, named_at, named_place)
      values (?, ?, ?, 1, ?, ?, 0, ?, ?, ?)
    on conflict do update set heard = 1, active_at = max(coalesce(active_at, 0), excluded.active_at),
      received = received + excluded.received, last_in = coalesce(excluded.last_in, last_in),
      named_at = coalesce(excluded.named_at, named_at), named_place = coalesce(excluded.named_place, named_place)
  `),
  write: db.prepare(`
    insert into chats (session, chat, kind, heard, active_at, received, read) values (?, ?, ?, ?, ?, 0, 0)
    on conflict do update set heard = max(heard, excluded.heard),
      active_at = max(coalesce(active_at, 0), excluded.active_at), read = received, read_up_to = null
  `),
  touch: db.prepare('update chats set active_at = max(active_at, ?) where session = ? and chat = ?'),
  read: db.prepare(`
    update chats set read = case when last_in = upto then received else read end,
      read_up_to = case when last_in = upto then null else upto end
      from (select ? as upto) where session = ? and chat = ?
  `),
});

type Db = ReturnType<typeof prepare>;

/** The conversation that an address belongs to. */
const wholeOf = (db: Db, session: string, chat: string): string => db.known.get(session, chat)?.partOf ?? chat;

/** Another address of the conversation. What was written to it until now counts as written to the conversation. */
const join = (db: Db, session: string, chat: ChatId, other: ChatId): void => {
  const known = db.known.get(session, other);
  if (known && (known.heard === 1 || known.partOf !== null)) return;
  db.join.run(session, other, chatKindOf(other), chat);
  if (known?.activeAt != null) db.touch.run(known.activeAt, session, chat);
};

/** Where the sender's own name stands beside a fact: behind the content and its raw form. */
const nameOf = ({ header, data, position }: Recorded<FactOf<'message.received'>>) => {
  const isNamed = data.direction === 'in' && data.heard !== undefined && chatKindOf(header.chatId ?? '') === 'contact';
  return isNamed ? [position, Number(data.content !== undefined) + Number(data.raw !== undefined)] : [null, null];
};

const receive = (db: Db, recorded: Recorded<FactOf<'message.received'>>): void => {
  const { data, header } = recorded;
  const [session, chat] = [header.session ?? '', header.chatId ?? ''];
  const { direction, source, sentAt, chatOther, messageId } = data;
  const kind = chatKindOf(chat);
  const counts = direction === 'in' && source !== 'history';
  if (direction === 'out' && source !== 'history') db.write.run(session, chat, kind, 1, sentAt);
  else
    db.receive.run(session, chat, kind, sentAt, Number(counts), counts ? keyOf(messageId) : null, ...nameOf(recorded));
  if (chatOther !== undefined && chatOther !== chat) join(db, session, chat, chatOther);
};

export const chats = projection({
  name: 'chats',
  version: 1,
  schema,
  prepare,
  on: {
    'message.received': receive,
    'job.completed': (db, { header, at }) => {
      const [session, chat] = [header.session ?? '', header.chatId ?? ''];
      const whole = wholeOf(db, session, chat);
      db.write.run(session, whole, chatKindOf(whole), 0, at);
    },
    'chat.read': (db, { header, data }) => void db.read.run(keyOf(data.upTo), header.session, header.chatId),
  },
});

export interface ChatRow {
  readonly session: SessionId;
  readonly chatId: ChatId;
  readonly kind: ChatKind;
  readonly activeAt: Millis;
  readonly received: number;
  readonly read: number;
  readonly readUpTo: string | null;
  readonly namedAt: number | null;
  readonly namedPlace: number | null;
}

/** A place in the list of chats, last activity first. */
export interface ChatPlace {
  readonly activeAt: Millis;
  readonly chatId: ChatId;
}

export interface ChatReads {
  /** The conversation of an address; null if there is none on record. */
  conversation(session: SessionId, address: ChatId): ChatRow | null;
  /** All addresses of a conversation, its own name first. */
  addresses(session: SessionId, chat: ChatId): readonly ChatId[];
  /** Conversations before a place, last activity first. `unread` leaves out most of those that were read. */
  latest(query: ChatQuery): readonly ChatRow[];
}

export interface ChatQuery {
  readonly session: SessionId;
  readonly kind: ChatKind | null;
  readonly unread: boolean;
  readonly before: ChatPlace;
  readonly limit: number;
}

const COLUMNS = `session, chat as chatId, kind, active_at as activeAt, received, read, read_up_to as readUpTo,
  named_at as namedAt, named_place as namedPlace`;

const later = (a: ChatRow, b: ChatRow): number => b.activeAt - a.activeAt || (a.chatId < b.chatId ? 1 : -1);

export const chatReads = (db: Database): ChatReads => {
  const run = (index: string, where: string) =>
    db.prepare<[string, string, number, string, number], ChatRow>(`
      select ${COLUMNS} from chats indexed by ${index} where session = +? and kind = +? and active_at is not null
        ${where} and (active_at, chat) < (+?, +?) order by active_at desc, chat desc limit +?
    `);
  const all = run('chats_by_activity', '');
  const unread = run('chats_unread', 'and received > read');
  const one = db.prepare<[string, string], ChatRow>(
    `select ${COLUMNS} from chats where session = ? and chat = ? and active_at is not null`,
  );
  const partOf = db
    .prepare<[string, string], string | null>('select part_of from chats where session = ? and chat = ?')
    .pluck();
  const parts = db
    .prepare<[string, string], ChatId>('select chat from chats where session = ? and part_of = ? order by chat')
    .pluck();
  return {
    conversation: (session, address) => one.get(session, partOf.get(session, address) ?? address) ?? null,
    addresses: (session, chat) => [chat, ...parts.all(session, chat)],
    latest({ session, kind, unread: onlyUnread, before: { activeAt, chatId }, limit }) {
      const list = onlyUnread ? unread : all;
      const kinds = kind === null ? CHAT_KINDS : [kind];
      return kinds
        .flatMap((each) => list.all(session, each, activeAt, chatId, limit))
        .sort(later)
        .slice(0, limit);
    },
  };
};
