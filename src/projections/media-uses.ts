/**
 * Which jobs need which media. One row for each job and media until the job has ended; a failed job keeps its rows, not
 * needed, because it may be retried by hand.
 */
import type { Database } from 'better-sqlite3';
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
  create index media_uses_by_media on media_uses (media) where needed = 1;
`;

const prepare = (db: Database) => ({
  begin: db.prepare('insert into media_uses (stream_id, media, needed) values (?, ?, 1)'),
  end: db.prepare('delete from media_uses where stream_id = ?'),
  need: db.prepare('update media_uses set needed = ? where stream_id = ?'),
});

type Db = ReturnType<typeof prepare>;

const end = (db: Db, { streamId }: Recorded): void => void db.end.run(streamId);
const rest = (db: Db, { streamId }: Recorded): void => void db.need.run(0, streamId);

export const mediaUses = projection({
  name: 'media_uses',
  version: 2,
  schema,
  prepare,
  on: {
    'job.queued': (db, { streamId, data }) => {
      for (const id of new Set(data.media)) db.begin.run(streamId, id);
    },
    'job.completed': end,
    'job.abandoned': rest,
    'job.expired': rest,
    'job.retried': (db, { streamId }) => void db.need.run(1, streamId),
    'job.cancelled': end,
  },
});

export const mediaUsesReads = (db: Database): { usesMedia(id: MediaId): boolean } => {
  const used = db.prepare<[string], number>('select 1 from media_uses where media = ? and needed = 1 limit 1').pluck();
  return { usesMedia: (id) => used.get(id) === 1 };
};
