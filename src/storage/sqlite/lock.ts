/**
 * Allows one process for each data folder.
 *
 * The lock is an open SQLite transaction on an empty file: the kernel releases it when the process dies, for whatever
 * reason. So there is no stale lock to clear, and a reused process id does no harm. A second file names the holder, for
 * people and for commands; no decision depends on it. Rejected: a pid file (stale after a kill, wrong after a reboot)
 * and a listening port (other programs can take it).
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as v from 'valibot';
import { Fault, messageOf } from '../../kernel/fault.ts';
import { diskFault } from './disk-fault.ts';
import { setMode } from './files.ts';

const HOLDER = 'lock.json';

export interface FolderLock {
  /** Publishes the holder's address and secret to commands of the same user. */
  announce(door: Door): void;
  /** Releases the lock. Calling it twice does nothing. */
  release(): void;
}

const Door = v.object({ url: v.string(), ticket: v.string() });
/** The address at which a running gateway accepts commands from its own machine. */
export type Door = v.InferOutput<typeof Door>;

const Holder = v.object({ pid: v.number(), host: v.string(), since: v.string(), door: v.optional(Door) });
type Holder = v.InferOutput<typeof Holder>;

/** The holder that the second file names; null if the file is missing or unreadable. */
const readHolder = (folder: string): Holder | null => {
  try {
    return v.parse(Holder, JSON.parse(readFileSync(join(folder, HOLDER), 'utf8')));
  } catch {
    return null;
  }
};

const nameOf = (holder: Holder | null): string =>
  holder
    ? `process ${holder.pid} on ${holder.host}, which started at ${holder.since}`
    : 'another process, which did not say who it is';

/**
 * The door of the gateway that holds the lock; null if it has not published one. Call this only while the lock is held.
 */
export const doorOf = (folder: string): Door | null => readHolder(folder)?.door ?? null;

/**
 * Atomically, and in a new file: it contains a secret, and an old file may belong to another user or be readable by
 * others.
 */
const writeHolder = (folder: string, holder: Holder): void => {
  const file = join(folder, HOLDER);
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(holder)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(`${file}.new`, file);
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

/** An unreferenced connection would be collected and closed, and its lock released. */
const held = new Set<Database.Database>();

const STOP_OR_MOVE = 'Stop that process, or give this one a data folder of its own (WAYBILL_DATA).';

/**
 * `hint` says what to do if another process has the folder.
 * @throws Fault `folder.locked` that names the holder, or `folder.unusable` when no lock can be taken at all.
 */
export const lockFolder = (folder: string, hint = STOP_OR_MOVE): FolderLock => {
  let db: Database.Database;
  try {
    db = hold(join(folder, 'lock.db'));
  } catch (thrown) {
    if (isHeld(thrown)) {
      throw new Fault('folder.locked', `The data folder ${folder} is in use by ${nameOf(readHolder(folder))}`, {
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
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  writeHolder(folder, holder);
  held.add(db);
  return {
    announce: (door) => writeHolder(folder, { ...holder, door }),
    release() {
      held.delete(db);
      db.close();
    },
  };
};
