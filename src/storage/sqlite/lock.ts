/**
 * One process to a data folder.
 *
 * The lock is an SQLite transaction that is held open on an empty file: the kernel lets go of it when the process dies,
 * however it dies, so there is no stale lock to clear and a process id that is used again confuses nobody. A file beside it
 * names the holder, for people and for commands; nothing is decided by that file. Rejected: a pid file
 * (stale after a kill, wrong after a reboot) and a listening port (taken by strangers).
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
  /** Tells commands of the same user where the holder answers, and what they have to show there. */
  announce(door: Door): void;
  /** Lets others in. Calling it twice does nothing. */
  release(): void;
}

const Door = v.object({ url: v.string(), ticket: v.string() });
/** Where a running gateway takes commands of its own machine. */
export type Door = v.InferOutput<typeof Door>;

const Holder = v.object({ pid: v.number(), host: v.string(), since: v.string(), door: v.optional(Door) });
type Holder = v.InferOutput<typeof Holder>;

/** Who the file beside the lock names; null when it is not there yet or not readable. */
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

/** The door of the gateway that has the folder; null when it has told of none. Only to be asked when the lock is held. */
export const doorOf = (folder: string): Door | null => readHolder(folder)?.door ?? null;

/** In one step, and in a new file: it holds a secret, and an old one may belong to another user and be open to others. */
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

/** A connection that nobody refers to is collected and closed, and its lock is gone with it. */
const held = new Set<Database.Database>();

const STOP_OR_MOVE = 'Stop that process, or give this one a data folder of its own (WAYBILL_DATA).';

/**
 * `hint` is what to do when somebody else has the folder.
 * @throws Fault `folder.locked` that names who has the folder, or `folder.unusable` when no lock can be had at all.
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
