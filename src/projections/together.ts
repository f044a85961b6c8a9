/** Runs several reads in one read transaction: alone, each takes and releases SQLite's locks. */
import type { Database } from 'better-sqlite3';

export type Together = <T>(read: () => T) => T;

export const readTogether = (db: Database): Together => {
  const begin = db.prepare('begin');
  const end = db.prepare('commit');
  return (read) => {
    if (db.inTransaction) return read();
    begin.run();
    try {
      return read();
    } finally {
      end.run();
    }
  };
};
