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
import { partsOfStream } from '../../kernel/ids.ts';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { ContentKind } from '../../messages/content.ts';
import { projection } from '../projection.ts';
import { keyOf, keyOfJob } from './message-key.ts';

/** `unsupported` is a kind that this Waybill does not know. A forward is of the kind that it passes on. */
export type MessageType = Exclude<ContentKind, 'reaction' | 'edit' | 'delete'> | UnreadKind | 'unsupported';

/** Jobs of these kinds change a message of the chat, and are none. */
const CHANGES: readonly ContentKind[] = ['reaction', 'edit', 'delete'];

/**
 * `position` is that of the first fact of the message. `said_at` is the position of the fact beside which its content
 * stands, `joined` that of the fact by which it joined its chat, and `received` counts what has come in until then.
 */
const schema = `
  create table messages (
    position integer primary key,
    session text not null,
    chat text not null,
    key text not null,
    own integer not null,
    source text not null,
    kind text not null,
    said_at integer not null,
    "by" text,
    by_other text,
    sent_at integer not null,
    received_at integer not null,
    sort_at integer,
    joined integer,
    received integer
  ) strict;
  create index messages_by_key on messages (session, key);
  create index messages_by_place on messages (session, chat, sort_at, joined) where sort_at is not null;
`;

interface Place {
  readonly sortAt: Millis;
  readonly received: number;
}

const NOWHERE: Place = { sortAt: 0, received: 0 };

const prepare = (db: Database) => {
  const place = `select sort_at as sortAt, received from messages
    where session = +? and chat = +? and sort_at is not null`;
  const newest = 'order by sort_at desc, joined desc limit 1';
  return {
    add: db.prepare('insert into messages values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    last: db.prepare<[string, string], Place>(`${place} ${newest}`),
    lastBy: db.prepare<[string, string, number], Place>(`${place} and sort_at <= +? ${newest}`),
    known: db
      .prepare<[string, string, string], number>('select 1 from messages where session = ? and key = ? and chat = ?')
      .pluck(),
    join: db.prepare(
      'update messages set sent_at = ?, received_at = ?, sort_at = ?, joined = ?, received = ? where position = ?',
    ),
    isJob: db.prepare<[number], number>('select 1 from messages where position = ?').pluck(),
    say: db.prepare('update messages set said_at = ? where position = ?'),
    repair: db.prepare(`
      update messages set kind = ?, said_at = ? where session = ? and key = ? and chat = ?
        and kind in (${UNREAD_KINDS.map((kind) => `'${kind}'`).join(', ')})
    `),
  };
};

type Db = ReturnType<typeof prepare>;
type Said = Pick<FactOf<'message.received'>, 'content' | 'unread'>;

const kindOf = ({ unread, content }: Said): string => unread?.kind ?? content?.kind ?? 'unsupported';

const placeOf = ({ header }: Recorded) => [header.session ?? '', header.chatId ?? ''] as const;

const receive = (db: Db, recorded: Recorded<FactOf<'message.received'>>): void => {
  const { data, position, at } = recorded;
  const [session, chat] = placeOf(recorded);
  const { messageId, direction, source, by, byOther = null, sentAt } = data;
  const key = keyOf(messageId);
  const isOld = source === 'history';
  // The phone hands over what was sent by a job, too.
  if (isOld && db.known.get(session, key, chat) === 1) return;
  const before = (isOld ? db.lastBy.get(session, chat, sentAt) : db.last.get(session, chat)) ?? NOWHERE;
  const sortAt = isOld ? sentAt : Math.max(before.sortAt, sentAt);
  const received = before.received + (direction === 'in' && !isOld ? 1 : 0);
  const who = [Number(direction === 'out'), source, kindOf(data), position, by, byOther] as const;
  db.add.run(position, session, chat, key, ...who, sentAt, at, sortAt, position, received);
};

export const messages = projection({
  name: 'messages',
  version: 1,
  schema,
  prepare,
  on: {
    'message.received': receive,
    'message.repaired': (db, recorded) => {
      const [session, chat] = placeOf(recorded);
      const { data, position } = recorded;
      db.repair.run(kindOf(data), position, session, keyOf(data.messageId), chat);
    },
    'job.queued': (db, { streamId, stream, data, position, at }) => {
      if (CHANGES.some((kind) => kind === data.content.kind)) return;
      const key = keyOfJob(partsOfStream(stream).id);
      const who = [1, 'live', data.content.kind, position, null, null] as const;
      db.add.run(streamId, data.session, data.chat, key, ...who, at, at, null, null, null);
    },
    'job.edited': (db, { streamId, position }) => void db.say.run(position, streamId),
    'job.completed': (db, recorded) => {
      const { streamId, position, at } = recorded;
      if (db.isJob.get(streamId) !== 1) return;
      const before = db.last.get(...placeOf(recorded)) ?? NOWHERE;
      db.join.run(at, at, Math.max(before.sortAt, at), position, before.received, streamId);
    },
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
