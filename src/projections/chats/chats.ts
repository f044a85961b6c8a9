/**
 * One row per conversation: its last activity, and what came in since it was last read or answered. Each other address of
 * a person has a row that points to their conversation, as the facts of contacts tell.
 *
 * `received` counts the messages that came in, but for those of the history. `read` is that count when the account last
 * wrote, or read to the end. A chat that was read up to an earlier message keeps the key of that message in `read_up_to`;
 * `messages` says how many had been received then. `joined` counts what was unread in conversations that turned out to be
 * this one.
 *
 * Activity is in whole seconds, as WhatsApp tells it. `active_order` is the position of the fact of the last activity: it
 * decides between chats that were active in the same second.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import { CHAT_KINDS, type ChatId, type ChatKind, chatKindOf, type SessionId } from '../../kernel/ids.ts';
import { projection } from '../projection.ts';
import type { Settled } from '../settled.ts';
import { type Conversations, conversationsIn } from './conversations.ts';
import { keyOf } from './message-key.ts';

const schema = `
  create table chats (
    session text not null,
    chat text not null,
    kind text not null,
    part_of text,
    active_at integer,
    active_order integer,
    received integer not null,
    read integer not null,
    joined integer not null,
    last_in text,
    read_up_to text,
    primary key (session, chat)
  ) strict, without rowid;
  create index chats_by_activity on chats (session, kind, active_at, active_order) where active_at is not null;
  create index chats_unread on chats (session, kind, active_at, active_order) where active_at is not null and received > read - joined;
  create index chats_by_whole on chats (session, part_of, chat) where part_of is not null;
`;

/** Whether an activity comes after the last one that is known. */
const LATER = '(excluded.active_at, excluded.active_order) > (coalesce(active_at, 0), coalesce(active_order, 0))';
const MOVE = `
  active_at = case when ${LATER} then excluded.active_at else active_at end,
  active_order = case when ${LATER} then excluded.active_order else active_order end`;

const prepare = (db: Database) => ({
  known: db.prepare<[string, string], Known>(`
    select part_of as partOf, active_at as activeAt, active_order as activeOrder, received, last_in as lastIn,
      max(received - read, 0) + joined as unread from chats where session = ? and chat = ?
  `),
  join: db.prepare(`
    insert into chats (session, chat, kind, part_of, received, read, joined) values (?, ?, ?, ?, 0, 0, 0)
    on conflict do update set part_of = excluded.part_of, active_at = null, active_order = null
  `),
  follow: db.prepare('update chats set part_of = ? where session = ? and part_of = ?'),
  take: db.prepare(`
    insert into chats (session, chat, kind, active_at, active_order, received, read, joined, last_in)
      values (?, ?, ?, ?, ?, 0, 0, ?, ?)
    on conflict do update set joined = joined + excluded.joined,
      last_in = case when ${LATER} then excluded.last_in else last_in end, ${MOVE}
  `),
  receive: db.prepare(`
    insert into chats (session, chat, kind, active_at, active_order, received, read, joined, last_in)
      values (?, ?, ?, ?, ?, ?, 0, 0, ?)
    on conflict do update set ${MOVE}, received = received + excluded.received, last_in = coalesce(excluded.last_in, last_in)
  `),
  write: db.prepare(`
    insert into chats (session, chat, kind, active_at, active_order, received, read, joined) values (?, ?, ?, ?, ?, 0, 0, 0)
    on conflict do update set ${MOVE}, read = received, joined = 0,
      read_up_to = null
  `),
  read: db.prepare(`
    update chats set read = case when last_in = upto then received else read end,
      joined = case when last_in = upto then 0 else joined end,
      read_up_to = case when last_in = upto then null else upto end
      from (select ? as upto) where session = ? and chat = ?
  `),
});

type Db = ReturnType<typeof prepare>;

interface Known {
  readonly partOf: string | null;
  readonly activeAt: Millis | null;
  readonly activeOrder: number;
  readonly received: number;
  readonly lastIn: string | null;
  readonly unread: number;
}

/** The conversation that an address belongs to. */
const wholeOf = (db: Db, session: string, chat: string): string => db.known.get(session, chat)?.partOf ?? chat;

/** Another address of the conversation. If it has been a conversation by itself, its messages are in this one now. */
const join = (db: Db, session: string, chat: ChatId, other: ChatId): void => {
  const known = db.known.get(session, other);
  if (other === chat || known?.partOf === chat) return;
  if (known && known.partOf === null && known.activeAt !== null)
    db.take.run(session, chat, chatKindOf(chat), known.activeAt, known.activeOrder, known.unread, known.lastIn);
  db.join.run(session, other, chatKindOf(other), chat);
  db.follow.run(chat, session, other);
};

/** All addresses of a person lead to the conversation that the fact names. */
const joinAll = (
  db: Db,
  { header, data }: Recorded<FactOf<'contact.found'> | FactOf<'contact.addressed'> | FactOf<'contact.merged'>>,
): void => {
  const session = header.session ?? '';
  const before = data.addresses.map((address) => wholeOf(db, session, address));
  for (const address of [...before, ...data.addresses]) join(db, session, data.chat, address);
};

const SECOND_MS = 1_000;

const inSeconds = (at: Millis): Millis => at - (at % SECOND_MS);

const receive = (db: Db, { data, header, position }: Recorded<FactOf<'message.received'>>): void => {
  const [session, chat] = [header.session ?? '', header.chatId ?? ''];
  const { direction, source, sentAt, messageId } = data;
  const kind = chatKindOf(chat);
  const counts = direction === 'in' && source !== 'history';
  if (direction === 'out' && source !== 'history') db.write.run(session, chat, kind, inSeconds(sentAt), position);
  else
    db.receive.run(session, chat, kind, inSeconds(sentAt), position, Number(counts), counts ? keyOf(messageId) : null);
};

export const chats = projection({
  name: 'chats',
  version: 3,
  lags: true,
  schema,
  prepare,
  on: {
    'message.received': receive,
    'job.completed': (db, { header, at, position }) => {
      const [session, chat] = [header.session ?? '', header.chatId ?? ''];
      const whole = wholeOf(db, session, chat);
      db.write.run(session, whole, chatKindOf(whole), inSeconds(at), position);
    },
    'chat.read': (db, { header, data }) => void db.read.run(keyOf(data.upTo), header.session, header.chatId),
    'contact.found': joinAll,
    'contact.addressed': joinAll,
    'contact.merged': joinAll,
  },
});

export interface ChatRow {
  readonly session: SessionId;
  readonly chatId: ChatId;
  readonly kind: ChatKind;
  readonly activeAt: Millis;
  /** The position of the fact of its last activity. */
  readonly activeOrder: number;
  readonly received: number;
  readonly read: number;
  /** How many messages were unread in conversations that turned out to be this one. */
  readonly joined: number;
  readonly readUpTo: string | null;
}

/** A place in the list of chats, last activity first. */
export interface ChatPlace {
  readonly activeAt: Millis;
  readonly activeOrder: number;
}

export interface ChatReads {
  /** The conversation of an address; null if there is none on record. */
  conversation(session: SessionId, address: ChatId): ChatRow | null;
  readonly chatOf: Conversations['of'];
  readonly addresses: Conversations['addresses'];
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

const COLUMNS =
  'session, chat as chatId, kind, active_at as activeAt, active_order as activeOrder, received, read, joined, read_up_to as readUpTo';

const later = (a: ChatRow, b: ChatRow): number => b.activeAt - a.activeAt || b.activeOrder - a.activeOrder;

export const chatReads = (db: Database, settled: Settled): ChatReads => {
  const run = (index: string, where: string) =>
    settled.prepare<[string, string, number, number, number], ChatRow>(`
      select ${COLUMNS} from chats indexed by ${index} where session = +? and kind = +? and active_at is not null
        ${where} and (active_at, active_order) < (+?, +?) order by active_at desc, active_order desc limit +?
    `);
  const all = run('chats_by_activity', '');
  const unread = run('chats_unread', 'and received > read - joined');
  const one = settled.prepare<[string, string], ChatRow>(
    `select ${COLUMNS} from chats where session = ? and chat = ? and active_at is not null`,
  );
  const { of, addresses } = conversationsIn(db);
  return {
    conversation: (session, address) => one.get(session, of(session, address)) ?? null,
    chatOf: of,
    addresses,
    latest({ session, kind, unread: onlyUnread, before: { activeAt, activeOrder }, limit }) {
      const list = onlyUnread ? unread : all;
      const kinds = kind === null ? CHAT_KINDS : [kind];
      return kinds
        .flatMap((each) => list.all(session, each, activeAt, activeOrder, limit))
        .sort(later)
        .slice(0, limit);
    },
  };
};
