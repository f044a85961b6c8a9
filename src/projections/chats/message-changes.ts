/**
 * Edits and deletions, one row each. They name the message by its key, so they may come before it. Own ones are jobs,
 * and count once WhatsApp has acknowledged them.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../../events/facts/catalogue.ts';
import type { Recorded } from '../../events/log/log.ts';
import type { Millis } from '../../kernel/clock.ts';
import type { ChatId, SessionId } from '../../kernel/ids.ts';
import { LISTED, listOf } from '../listed.ts';
import { projection } from '../projection.ts';
import { keyOf } from './message-key.ts';

/** `said_at` is the position of the fact beside which the new words stand; `at` is null until it counts. */
const schema = `
  create table message_changes (
    position integer primary key,
    session text not null,
    chat text not null,
    key text not null,
    change text not null,
    own integer not null,
    "by" text,
    by_other text,
    at integer,
    said_at integer not null
  ) strict;
  create index message_changes_by_message on message_changes (session, key, position);
`;

const prepare = (db: Database) => ({
  add: db.prepare('insert into message_changes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
  say: db.prepare('update message_changes set said_at = ? where position = ?'),
  pending: db
    .prepare<[string], number>(`select position from message_changes where position in ${LISTED} and at is null`)
    .pluck(),
  confirm: db.prepare('update message_changes set at = ? where position = ?'),
});

type Db = ReturnType<typeof prepare>;
/** When jobs were completed, by stream. Most change no message, so all of a commit are looked up at once. */
type Completed = Map<number, Millis>;
type Change = 'edit' | 'delete';

const changed = (
  db: Db,
  { data, header, position }: Recorded<FactOf<'message.edited'> | FactOf<'message.deleted'>>,
  change: Change,
): void => {
  const { messageId, direction, by, byOther = null, sentAt } = data;
  const who = [Number(direction === 'out'), by, byOther] as const;
  db.add.run(position, header.session, header.chatId, keyOf(messageId), change, ...who, sentAt, position);
};

const begin = (db: Db, { data, streamId, position }: Recorded<FactOf<'job.queued' | 'job.drafted'>>): void => {
  const { content, refersTo, session, chat } = data;
  if (refersTo === undefined || (content.kind !== 'edit' && content.kind !== 'delete')) return;
  db.add.run(streamId, session, chat, keyOf(refersTo), content.kind, 1, null, null, null, position);
};

export const messageChanges = projection({
  name: 'message_changes',
  version: 1,
  schema,
  prepare,
  gather: (): Completed => new Map(),
  settle: (db, completed) => {
    if (completed.size === 0) return;
    for (const position of db.pending.all(listOf([...completed.keys()])))
      db.confirm.run(completed.get(position), position);
  },
  on: {
    'message.edited': (db, recorded) => changed(db, recorded, 'edit'),
    'message.deleted': (db, recorded) => changed(db, recorded, 'delete'),
    'job.queued': begin,
    'job.drafted': begin,
    'job.approved': (db, { streamId, position, data }) => {
      if (data.content) db.say.run(position, streamId);
    },
    'job.edited': (db, { streamId, position }) => void db.say.run(position, streamId),
    'job.completed': (_, { streamId, at }, completed) => {
      if (!completed.has(streamId)) completed.set(streamId, at);
    },
  },
});

export interface MessageChange {
  /** The position of its fact; of the first one, for a job. */
  readonly position: number;
  readonly chat: ChatId;
  readonly change: Change;
  readonly own: boolean;
  readonly by: ChatId | null;
  readonly byOther: ChatId | null;
  readonly at: Millis;
  readonly saidAt: number;
}

export interface MessageChangeReads {
  /** The message that the job of this position changes; null for other jobs. */
  changedBy(position: number): { readonly session: SessionId; readonly key: string } | null;
  /** The changes of a message in any chat of the session, the oldest first. */
  changesOf(session: SessionId, key: string): readonly MessageChange[];
}

/** More changes of one message are not looked at. A phone allows edits for 15 minutes. */
const CHANGES_MAX = 1_000;

export const messageChangeReads = (db: Database): MessageChangeReads => {
  const all = db.prepare<[string, string, number], Omit<MessageChange, 'own'> & { own: number }>(`
    select position, chat, change, own, "by", by_other as byOther, at, said_at as saidAt from message_changes
      where session = +? and key = +? and at is not null order by position limit +?
  `);
  const changed = db.prepare<[number], { session: SessionId; key: string }>(
    'select session, key from message_changes where position = ?',
  );
  return {
    changedBy: (position) => changed.get(position) ?? null,
    changesOf: (session, key) => all.all(session, key, CHANGES_MAX).map((row) => ({ ...row, own: row.own === 1 })),
  };
};
