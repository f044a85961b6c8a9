/** Several reads of one moment: each alone asks the operating system for its locks and gives them back. */
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
