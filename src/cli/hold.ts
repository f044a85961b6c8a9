/**
 * One process per data folder.
 *
 * The hold is an exclusive lock of the operating system on a file of its own, taken through SQLite because Node has no file locks:
 * it is gone the moment its process is, however that ended, and it also holds between containers that share a volume. A
 * file with a process number cannot do that; the one beside the lock only says whom to look for.
 */
import { hostname } from 'node:os';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Fault, messageOf } from '../kernel/fault.ts';

export interface Hold {
  /** Lets the next process in. Calling it again does nothing. */
  release(): void;
}

/** Keeps locks from the garbage collector: better-sqlite3 closes a database that nobody refers to, and the lock goes with it. */
const locks = new Set<Database.Database>();

/**
 * Takes the folder for this process; `doing` tells the next one what it met, such as `waybill start`.
 * @throws Fault `data.in_use` that names the holder, `data.unusable` when there can be no lock.
 */
export const holdDataFolder = (folder: string, doing: string): Hold => {
  const holderFile = join(folder, 'holder.txt');
  const lock = takeLock(folder, holderFile);
  writeFileSync(holderFile, `${doing}, process ${process.pid} on ${hostname()}`);
  return {
    release() {
      if (!locks.delete(lock)) return;
      rmSync(holderFile, { force: true });
      lock.close();
    },
  };
};

const takeLock = (folder: string, holderFile: string): Database.Database => {
  let lock: Database.Database | null = null;
  try {
    lock = new Database(join(folder, 'lock'), { timeout: 0 });
    lock.exec('begin exclusive');
    locks.add(lock);
    return lock;
  } catch (thrown) {
    lock?.close();
    if (thrown instanceof Database.SqliteError && thrown.code === 'SQLITE_BUSY') throw inUse(folder, holderFile);
    throw new Fault('data.unusable', `The data folder ${folder} cannot be locked: ${messageOf(thrown)}`, {
      hint: 'Set WAYBILL_DATA to a folder on a local disk that this user may write to.',
      retryable: false,
      cause: thrown,
    });
  }
};

const inUse = (folder: string, holderFile: string): Fault => {
  const holder = readHolder(holderFile);
  return new Fault('data.in_use', `The data folder ${folder} is in use by ${holder}.`, {
    hint: 'Stop that one first, or set WAYBILL_DATA to another folder.',
    retryable: false,
  });
};

/** The lock is what counts: its holder may not have written who it is yet. */
const readHolder = (file: string): string => {
  try {
    return readFileSync(file, 'utf8') || 'another process';
  } catch {
    return 'another process';
  }
};
