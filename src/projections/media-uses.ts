/**
 * Which jobs need which media, or have sent it: one row for each job and media, until the content of the job is erased.
 * A failed job may be retried by hand, so its rows may be needed again.
 */
import type { Database } from 'better-sqlite3';
import type { FactOf } from '../events/facts/catalogue.ts';
import type { Recorded } from '../events/log/log.ts';
import type { MediaId } from '../messages/media.ts';
import { LISTED, listOf } from './listed.ts';
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
  need: db.prepare(`update media_uses set needed = ? where stream_id in ${LISTED}`),
});

type Db = ReturnType<typeof prepare>;
/** Whether a job needs its media, by stream. Most jobs have none, so all of a commit are looked up at once. */
type Needs = Map<number, boolean>;

const rest = (_: Db, { streamId }: Recorded, needs: Needs): void => void needs.set(streamId, false);

const begin = (db: Db, { streamId, data }: Recorded<FactOf<'job.queued' | 'job.drafted' | 'job.approved'>>): void => {
  for (const id of new Set(data.media)) db.begin.run(streamId, id);
};

export const mediaUses = projection({
  name: 'media_uses',
  version: 3,
  schema,
  prepare,
  gather: (): Needs => new Map(),
  settle: (db, needs) => {
    for (const needed of [true, false]) {
      const streams = [...needs.keys()].filter((stream) => needs.get(stream) === needed);
      if (streams.length > 0) db.need.run(Number(needed), listOf(streams));
    }
  },
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
    'job.retried': (_, { streamId }, needs) => void needs.set(streamId, true),
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
