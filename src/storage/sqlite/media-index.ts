/**
 * Which file each upload has: the hash that facts do not hold, so that it can be erased.
 *
 * A row is written before the fact that names the upload. A row without such a fact needs no file.
 */
import type { Database } from 'better-sqlite3';
import type { Sha256 } from '../../messages/media.ts';
import type { MediaIndex } from '../../messages/media-index.ts';

export const sqliteMediaIndex = (db: Database): MediaIndex => {
  const add = db.prepare<[string, string]>('insert into media_files (media, sha256) values (?, unhex(?))');
  const hash = db.prepare<[string], string>('select lower(hex(sha256)) from media_files where media = ?').pluck();
  const media = db.prepare<[string], string>('select media from media_files where sha256 = unhex(?)').pluck();
  const forget = db.prepare<[string]>('delete from media_files where media = ?');
  // Both read the table of the projection `media`, which holds what the facts say.
  const unrecorded = db
    .prepare<[], string>('select media from media_files as f where not exists (select 1 from media where id = f.media)')
    .pluck();
  const expired = db
    .prepare<[], string>('select f.media from media_files as f join media on id = f.media where expired_at is not null')
    .pluck();
  return {
    add: (id, sha256) => void add.run(id, sha256),
    hashOf: (id) => hash.get(id) ?? null,
    withHash: (sha256) => media.all(sha256),
    forget: (id) => void forget.run(id),
    unrecorded: () => unrecorded.all(),
    expired: () => expired.all(),
  };
};

/** The files that uploads need which have not expired, or that jobs need which have not ended. */
export const neededFiles = (db: Database): Sha256[] =>
  db
    .prepare<[], string>(
      `select distinct lower(hex(f.sha256)) from media_files as f join media as m on m.id = f.media
       where m.expired_at is null or exists (select 1 from media_uses as u where u.media = f.media and u.needed = 1)`,
    )
    .pluck()
    .all();
