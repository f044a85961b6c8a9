/**
 * Which messages were deleted, or are about to be. One row for each deletion, marked as void while it is a draft, has
 * failed or was cancelled.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../events/facts/catalogue.ts';
import type { Recorded } from '../events/log/log.ts';
import type { SessionId } from '../kernel/ids.ts';
import type { MessageRef } from '../messages/refs.ts';
import { projection } from './projection.ts';

const schema = `
  create table deletions (
    stream_id integer primary key,
    session text not null,
    message text not null,
    void integer not null
  ) strict;
  create index deletions_by_message on deletions (session, message) where void = 0;
`;

const prepare = (db: Database) => ({
  begin: db.prepare('insert into deletions values (?, ?, ?, ?)'),
  mark: db.prepare('update deletions set void = ? where stream_id = ?'),
});

type Db = ReturnType<typeof prepare>;

const fails = (db: Db, { streamId }: Recorded): void => void db.mark.run(1, streamId);
const holds = (db: Db, { streamId }: Recorded): void => void db.mark.run(0, streamId);

const begin = (
  db: Db,
  { streamId, data: { content, refersTo, session } }: Recorded<FactOf<'job.queued' | 'job.drafted'>>,
  isVoid: 0 | 1,
): void => {
  if (content.kind === 'delete' && refersTo !== undefined) db.begin.run(streamId, session, refersTo, isVoid);
};

export const deletions = projection({
  name: 'deletions',
  version: 1,
  schema,
  prepare,
  on: {
    'job.queued': (db, recorded) => begin(db, recorded, 0),
    // A draft deletes nothing until it is approved.
    'job.drafted': (db, recorded) => begin(db, recorded, 1),
    'job.approved': holds,
    'job.abandoned': fails,
    'job.expired': fails,
    'job.cancelled': fails,
    'job.retried': holds,
    'job.completed': (db, recorded) => {
      // A receipt completes a failed deletion; any other is in force already.
      if (recorded.from === 'failed') holds(db, recorded);
    },
  },
});

export interface DeletionReads {
  /** Whether a deletion of the message is completed or under way. */
  isDeleted(session: SessionId, message: MessageRef): boolean;
}

export const deletionReads = (db: Database): DeletionReads => {
  const one = db
    .prepare<[string, string], number>('select 1 from deletions where session = ? and message = ? and void = 0 limit 1')
    .pluck();
  return { isDeleted: (session, message) => one.get(session, message) === 1 };
};
