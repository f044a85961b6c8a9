/** The media that jobs need which have not ended. One row for each job and media. */
import type { Database } from 'better-sqlite3';
import type { Recorded } from '../events/log/log.ts';
import type { MediaId } from '../messages/media.ts';
import { projection } from './projection.ts';

const schema = `
  create table media_uses (
    stream_id integer not null,
    media text not null,
    primary key (stream_id, media)
  ) strict, without rowid;
  create index media_uses_by_media on media_uses (media);
`;

const prepare = (db: Database) => ({
  begin: db.prepare('insert into media_uses (stream_id, media) values (?, ?)'),
  end: db.prepare('delete from media_uses where stream_id = ?'),
});

const end = (db: ReturnType<typeof prepare>, { streamId }: Recorded): void => void db.end.run(streamId);

export const mediaUses = projection({
  name: 'media_uses',
  version: 1,
  schema,
  prepare,
  on: {
    'job.queued': (db, { streamId, data }) => {
      for (const id of new Set(data.media)) db.begin.run(streamId, id);
    },
    'job.completed': end,
    'job.abandoned': end,
    'job.expired': end,
    'job.cancelled': end,
  },
});

export const mediaUsesReads = (db: Database): { usesMedia(id: MediaId): boolean } => {
  const used = db.prepare<[string], number>('select 1 from media_uses where media = ? limit 1').pluck();
  return { usesMedia: (id) => used.get(id) === 1 };
};
