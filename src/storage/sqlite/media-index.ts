/**
 * Which file each upload has: the hash that facts do not hold, so that it can be erased.
 *
 * A row is written before the fact that names the upload. A row without such a fact needs no file.
 */
import type { Database } from 'better-sqlite3';
import type { MediaIndex } from '../../messages/media-index.ts';

export const sqliteMediaIndex = (db: Database): MediaIndex => {
  const add = db.prepare<[string, string]>('insert into media_files (media, sha256) values (?, unhex(?))');
  const hash = db.prepare<[string], string>('select lower(hex(sha256)) from media_files where media = ?').pluck();
  const media = db.prepare<[string], string>('select media from media_files where sha256 = unhex(?)').pluck();
  const forget = db.prepare<[string]>('delete from media_files where media = ?');
  return {
    add: (id, sha256) => void add.run(id, sha256),
    hashOf: (id) => hash.get(id) ?? null,
    withHash: (sha256) => media.all(sha256),
    forget: (id) => void forget.run(id),
  };
};
