/**
 * Which jobs need which media, or have sent it: one row for each job and media, until the content of the job is erased.
 * A failed job may be retried by hand, so its rows may be needed again.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../events/facts/catalogue.ts';
import type { Recorded } from '../events/log/log.ts';
import type { MediaId } from '../messages/media.ts';
import { projection } from './projection.ts';

const schema = `
  create table media_uses (
    stream_id integer not null,
    media text not null,
    needed integer not null,
    primary key (stream_id, media)
  ) strict, without rowid;
  create index media_uses_by_media on media_uses (media, needed);
`;

const prepare = (db: Database) => ({
  begin: db.prepare('insert into media_uses (stream_id, media, needed) values (?, ?, 1)'),
  forget: db.prepare('delete from media_uses where stream_id = ?'),
  need: db.prepare('update media_uses set needed = ? where stream_id = ?'),
});

type Db = ReturnType<typeof prepare>;

const rest = (db: Db, { streamId }: Recorded): void => void db.need.run(0, streamId);

const begin = (db: Db, { streamId, data }: Recorded<FactOf<'job.queued' | 'job.drafted' | 'job.approved'>>): void => {
  for (const id of new Set(data.media)) db.begin.run(streamId, id);
};

export const mediaUses = projection({
  name: 'media_uses',
  version: 3,
  schema,
  prepare,
  on: {
    'job.queued': begin,
    'job.drafted': begin,
    'job.approved': (db, recorded) => {
      if (recorded.data.content === undefined) return;
      db.forget.run(recorded.streamId);
      begin(db, recorded);
    },
    'job.rejected': rest,
    'job.completed': rest,
    'job.abandoned': rest,
    'job.expired': rest,
    'job.retried': (db, { streamId }) => void db.need.run(1, streamId),
    'job.cancelled': rest,
    'content.erased': (db, { data }) => {
      for (const position of data.positions) db.forget.run(position);
    },
  },
});

export interface MediaUsesReads {
  /** Whether a job that has not ended needs it. */
  usesMedia(id: MediaId): boolean;
  /** The first facts of some jobs with this media whose contents are on record. */
  usersOf(id: MediaId, limit: number): readonly number[];
}

export const mediaUsesReads = (db: Database): MediaUsesReads => {
  const used = db.prepare<[string], number>('select 1 from media_uses where media = ? and needed = 1 limit 1').pluck();
  const users = db
    .prepare<[string, number], number>('select stream_id from media_uses where media = +? limit +?')
    .pluck();
  return { usesMedia: (id) => used.get(id) === 1, usersOf: (id, limit) => users.all(id, limit) };
};
