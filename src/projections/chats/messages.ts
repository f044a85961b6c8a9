/**
 * One row per message of every chat: what came in, what was written on the phone, and the jobs that carry a message.
 *
 * A message stands in its chat at `(sort_at, joined)`. One that came live, offline or from the phone stands behind all
 * that were there before, whatever its own time says. One from the history stands where WhatsApp's time puts it, and
 * moves no other. A job has a row from the start, but joins its chat once WhatsApp has acknowledged it.
 *
 * Edits, deletions, reactions and votes are rows of other tables, found by the key of the message: they may come first.
 */
import type { Database } from 'better-sqlite3';
import { type MessageSource, UNREAD_KINDS, type UnreadKind } from '../../events/facts/chat.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import { chatNumber } from '../../kernel/chat-number.ts';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { ContentKind } from '../../messages/content.ts';
import { projection } from '../projection.ts';
import { keyOf } from './message-key.ts';

/** `unsupported` is a kind that this Waybill does not know. A forward is of the kind that it passes on. */
export type MessageType = Exclude<ContentKind, 'reaction' | 'edit' | 'delete'> | UnreadKind | 'unsupported';

/** Jobs of these kinds change a message of the chat, and are none. */
const CHANGES: readonly ContentKind[] = ['reaction', 'edit', 'delete'];

/**
 * `position` is that of the first fact of the message. `said_at` is the position of the fact beside which its content
 * stands, `joined` that of the fact by which it joined its chat, and `received` counts what has come in until then.
 * `place` is the number of its chat. A job's row leaves out what its row in `jobs` says: most messages are sent.
 */
const schema = `
  create table messages (
    position integer primary key,
    place integer not null,
    session text,
    chat text,
    key text,
    own integer not null,
    source text,
    kind text not null,
    said_at integer,
    "by" text,
    by_other text,
    sent_at integer,
    received_at integer,
    sort_at integer,
    joined integer,
    received integer
  ) strict;
  create index messages_by_key on messages (session, key) where key is not null;
  create index messages_by_place on messages (place, sort_at, joined) where sort_at is not null;
`;

interface Place {
  readonly sortAt: Millis;
  readonly received: number;
}

const NOWHERE: Place = { sortAt: 0, received: 0 };

const prepare = (db: Database) => {
  const place = 'select sort_at as sortAt, received from messages where place = +? and sort_at is not null';
  const newest = 'order by sort_at desc, joined desc limit 1';
  return {
    add: db.prepare('insert into messages values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    queue: db.prepare(`
      insert into messages (position, place, own, kind, said_at, sort_at, joined, received) values (?, ?, 1, ?, ?, ?, ?, ?)
    `),
    last: db.prepare<[number], Place>(`${place} ${newest}`),
    lastBy: db.prepare<[number, number], Place>(`${place} and sort_at <= +? ${newest}`),
    join: db.prepare('update messages set sort_at = ?, joined = ?, received = ? where position = ?'),
    placeOf: db.prepare<[number], number>('select place from messages where position = ?').pluck(),
    say: db.prepare('update messages set said_at = ? where position = ?'),
    repair: db.prepare(`
      update messages set kind = ?, said_at = ? where session = ? and key = ? and chat = ?
        and kind in (${UNREAD_KINDS.map((kind) => `'${kind}'`).join(', ')})
    `),
  };
};

type Db = ReturnType<typeof prepare>;
type Said = Pick<FactOf<'message.received'>, 'content' | 'unread'>;

export const kindOf = ({ unread, content }: Said): string => unread?.kind ?? content?.kind ?? 'unsupported';

/** A job that was queued in the present commit. Its row is written at the end, once. */
interface Queued {
  readonly place: number;
  readonly kind: string;
  saidAt: number | null;
  sortAt: Millis | null;
  joined: number | null;
  received: number | null;
}

interface Gathered {
  readonly queued: Map<number, Queued>;
  /** The last message of each chat that the commit has moved. */
  readonly last: Map<number, Place>;
}

const lastOf = (db: Db, { last }: Gathered, place: number): Place => last.get(place) ?? db.last.get(place) ?? NOWHERE;

const write = (db: Db, { queued }: Gathered): void => {
  for (const [position, { place, kind, saidAt, sortAt, joined, received }] of queued)
    db.queue.run(position, place, kind, saidAt, sortAt, joined, received);
  queued.clear();
};

const namesOf = ({ header }: Recorded) => [header.session ?? '', header.chatId ?? ''] as const;

/** Where a message of the history stands. The jobs of the commit are written first: it may stand behind one. */
const placeInHistory = (db: Db, gathered: Gathered, place: number, sentAt: Millis): Place => {
  write(db, gathered);
  return db.lastBy.get(place, sentAt) ?? NOWHERE;
};

const receive = (db: Db, recorded: Recorded<FactOf<'message.received'>>, gathered: Gathered): void => {
  const { data, position, at } = recorded;
  const [session, chat] = namesOf(recorded);
  const { messageId, direction, source, by, byOther = null, sentAt } = data;
  const key = keyOf(messageId);
  const isOld = source === 'history';
  const place = chatNumber(session, chat);
  const before = isOld ? placeInHistory(db, gathered, place, sentAt) : lastOf(db, gathered, place);
  const sortAt = isOld ? sentAt : Math.max(before.sortAt, sentAt);
  const received = before.received + (direction === 'in' && !isOld ? 1 : 0);
  const who = [Number(direction === 'out'), source, kindOf(data), position, by, byOther] as const;
  db.add.run(position, place, session, chat, key, ...who, sentAt, at, sortAt, position, received);
  if (isOld) gathered.last.delete(place);
  else gathered.last.set(place, { sortAt, received });
};

const queue = (
  _: Db,
  { streamId, data }: Recorded<FactOf<'job.queued' | 'job.drafted'>>,
  { queued }: Gathered,
): void => {
  const { kind } = data.content;
  if (CHANGES.some((change) => change === kind)) return;
  const place = chatNumber(data.session, data.chat);
  queued.set(streamId, { place, kind, saidAt: null, sortAt: null, joined: null, received: null });
};

const say = (db: Db, { streamId, position }: Recorded, { queued }: Gathered): void => {
  const job = queued.get(streamId);
  if (job) job.saidAt = position;
  else db.say.run(position, streamId);
};

/** A job joins its chat behind all that are there. */
const join = (db: Db, { streamId, position, at }: Recorded<FactOf<'job.completed'>>, gathered: Gathered): void => {
  const job = gathered.queued.get(streamId);
  const place = job?.place ?? db.placeOf.get(streamId);
  if (place === undefined) return;
  const before = lastOf(db, gathered, place);
  const now = { sortAt: Math.max(before.sortAt, at), received: before.received };
  gathered.last.set(place, now);
  if (job) Object.assign(job, now, { joined: position });
  else db.join.run(now.sortAt, position, now.received, streamId);
};

export const messages = projection({
  name: 'messages',
  lags: true,
  version: 1,
  schema,
  prepare,
  gather: (): Gathered => ({ queued: new Map(), last: new Map() }),
  settle: write,
  on: {
    'message.received': receive,
    'message.repaired': (db, recorded) => {
      const [session, chat] = namesOf(recorded);
      const { data, position } = recorded;
      db.repair.run(kindOf(data), position, session, keyOf(data.messageId), chat);
    },
    'job.queued': queue,
    'job.drafted': queue,
    'job.approved': (db, recorded, gathered) => {
      if (recorded.data.content) say(db, recorded, gathered);
    },
    'job.edited': say,
    'job.completed': join,
  },
});

export interface MessageRow {
  readonly position: number;
  readonly session: string;
  readonly chat: string;
  readonly key: string;
  readonly own: boolean;
  readonly source: MessageSource;
  /** The kind of the stored content: `forward` for a job that passes a message on. */
  readonly kind: MessageType;
  readonly saidAt: number;
  readonly by: string | null;
  readonly byOther: string | null;
  readonly sentAt: Millis;
  readonly receivedAt: Millis;
  readonly sortAt: Millis;
  readonly joined: number;
}
