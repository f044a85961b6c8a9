/**
 * A copy of the database while it is in use.
 *
 * SQLite copies page by page and carries over what is written meanwhile, so the copy is the database as it is at the end.
 * It is one file with nothing beside it, is on disk when the promise resolves, and never takes the place of an older one.
 */
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Fault, messageOf } from '../kernel/fault.ts';
import { diskFault } from './disk-fault.ts';

export interface BackupProgress {
  readonly pagesDone: number;
  readonly pagesTotal: number;
}

/** Pages copied before the event loop turns: 1 MiB. */
const PAGES_PER_TURN = 256;

const claim = (file: string): void => {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (thrown) {
    const exists = (thrown as NodeJS.ErrnoException).code === 'EEXIST';
    throw new Fault('backup.not_writable', `A backup cannot be written to ${file}: ${messageOf(thrown)}`, {
      hint: exists
        ? 'Choose another name, or move the old backup away.'
        : 'Choose a folder that exists and is writable.',
      retryable: false,
      cause: thrown,
    });
  }
};

const sync = (path: string): void => {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** The copy says that it has a write-ahead log, like its origin: without one it is complete in itself. */
const seal = (file: string): void => {
  const copy = new Database(file);
  try {
    copy.pragma('journal_mode = delete');
  } finally {
    copy.close();
  }
  sync(file);
  sync(dirname(file));
};

/** @throws Fault when `file` exists or cannot be written; what was begun of it is removed. */
export const backupTo = async (
  db: Database.Database,
  file: string,
  progress: (progress: BackupProgress) => void = () => {},
): Promise<void> => {
  claim(file);
  try {
    await db.backup(file, {
      progress({ totalPages, remainingPages }) {
        progress({ pagesDone: totalPages - remainingPages, pagesTotal: totalPages });
        return PAGES_PER_TURN;
      },
    });
    seal(file);
  } catch (thrown) {
    rmSync(file, { force: true });
    throw diskFault(`The backup to ${file} failed`, thrown) ?? thrown;
  }
};
