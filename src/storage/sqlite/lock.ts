/**
 * One process to a data folder.
 *
 * The lock is an SQLite transaction that is held open on an empty file: the kernel lets go of it when the process dies,
 * however it dies, so there is no stale lock to clear and a process id that is used again confuses nobody. Who
 * holds it stands in a file beside, for people and for the message; nothing is decided by that file. Rejected: a pid file
 * (stale after a kill, wrong after a reboot) and a listening port (taken by strangers).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { Fault, messageOf } from '../../kernel/fault.ts';
import { diskFault } from './disk-fault.ts';
import { setMode } from './files.ts';

export interface FolderLock {
  /** Lets others in. Calling it twice does nothing. */
  release(): void;
}

const Holder = v.object({ pid: v.number(), host: v.string(), since: v.string() });

/** Who the file beside the lock names; nobody when it is not there yet or not readable. */
const holderOf = (file: string): string => {
  try {
    const { pid, host, since } = v.parse(Holder, JSON.parse(readFileSync(file, 'utf8')));
    return `process ${pid} on ${host}, which started at ${since}`;
  } catch {
    return 'another process, which did not say who it is';
  }
};

const isHeld = (thrown: unknown): boolean =>
  thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY');

const hold = (file: string): Database.Database => {
  const db = new Database(file, { timeout: 0 });
  try {
    setMode(file, 0o600);
    db.exec('begin exclusive');
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
};

/** A connection that nobody refers to is collected and closed, and its lock is gone with it. */
const held = new Set<Database.Database>();

const STOP_OR_MOVE = 'Stop that process, or give this one a data folder of its own (WAYBILL_DATA).';

/**
 * `hint` is what to do when somebody else has the folder.
 * @throws Fault `folder.locked` that names who has the folder, or `folder.unusable` when no lock can be had at all.
 */
export const lockFolder = (folder: string, hint = STOP_OR_MOVE): FolderLock => {
  const holderFile = join(folder, 'lock.json');
  let db: Database.Database;
  try {
    db = hold(join(folder, 'lock.db'));
  } catch (thrown) {
    if (isHeld(thrown)) {
      throw new Fault('folder.locked', `The data folder ${folder} is in use by ${holderOf(holderFile)}`, {
        hint,
        retryable: false,
        cause: thrown,
      });
    }
    throw new Fault('folder.unusable', `The data folder ${folder} cannot be locked: ${messageOf(thrown)}`, {
      hint:
        diskFault('', thrown)?.hint ??
        'Let the user that runs Waybill write to the folder, and keep it on a local disk.',
      retryable: false,
      cause: thrown,
    });
  }
  const holder: v.InferOutput<typeof Holder> = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  writeFileSync(holderFile, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  held.add(db);
  return {
    release() {
      held.delete(db);
      db.close();
    },
  };
};
