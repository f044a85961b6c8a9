/**
 * Restores a backup into a data folder. The backup is copied next to its destination, checked there, and renamed only
 * when all is well. A failure before that leaves the folder as it was.
 */
import { copyFileSync, chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { Fault, messageOf } from '../../kernel/fault.ts';
import { diskFault } from './disk-fault.ts';
import { syncPath } from './files.ts';
import { APPLICATION_ID } from './schema.ts';

const refusal = (message: string, hint: string, cause?: unknown): Fault =>
  new Fault('restore.refused', message, { hint, retryable: false, cause });

const OTHER = 'Restore another backup. Nothing was changed.';

/** A database in its place, or files that remain of one. */
const refuseExisting = (target: string): void => {
  const name = basename(target);
  const there = readdirSync(dirname(target)).filter((known) => [name, `${name}-wal`, `${name}-shm`].includes(known));
  if (there.length === 0) return;
  throw refusal(
    `${join(dirname(target), there[0] ?? name)} exists, and a restore takes nothing's place`,
    `Move ${there.join(' and ')} away first, or set WAYBILL_DATA to an empty folder. Nothing was changed.`,
  );
};

/**
 * Checks that the file is a backup. A database in use has its newest facts in a separate file, so a copy of the main
 * file alone would lose them.
 * @throws Fault `restore.refused` when there is no such file, or when it is in use
 */
export const refuseNoBackup = (file: string): void => {
  if (!existsSync(file)) throw refusal(`There is no file ${file}`, 'Name the file of a backup.');
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  throw refusal(
    `${file} is a database in use, and no backup: its newest facts are in ${basename(file)}-wal`,
    "Make a backup of it with 'waybill backup', and restore that. Nothing was changed.",
  );
};

const remove = (staged: string): void => {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(staged + suffix, { force: true });
};

const copy = (file: string, staged: string): void => {
  try {
    copyFileSync(file, staged);
    chmodSync(staged, 0o600);
  } catch (thrown) {
    throw (
      diskFault(`${file} cannot be copied`, thrown) ?? refusal(`${file} cannot be copied: ${messageOf(thrown)}`, OTHER)
    );
  }
};

/** The state that the file records, and whether its pages and indexes are sound. The file is opened read-only. */
const checkFile = (file: string, staged: string): void => {
  const say = (finding: string): never => {
    throw refusal(`${file} ${finding}`, OTHER);
  };
  const db = new Database(staged, { readonly: true });
  try {
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) say('is no backup of Waybill');
    const found = db.pragma('integrity_check(1)', { simple: true });
    if (found !== 'ok') say(`is damaged: ${String(found)}`);
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError) say(`is damaged, or no backup of Waybill: ${thrown.message}`);
    throw thrown;
  } finally {
    db.close();
  }
};

/**
 * Puts a backup in place. `prepare` gets the copy before it is renamed; an error from it leaves everything as it was.
 * The caller holds the lock of the folder.
 * @throws Fault `restore.refused` with what to do
 */
export const restoreTo = async <T>(
  file: string,
  target: string,
  prepare: (staged: string) => Promise<T>,
): Promise<T> => {
  refuseExisting(target);
  refuseNoBackup(file);
  const staged = `${target}.restoring`;
  remove(staged);
  try {
    copy(file, staged);
    checkFile(file, staged);
    const prepared = await prepare(staged);
    syncPath(staged);
    refuseExisting(target);
    renameSync(staged, target);
    syncPath(dirname(target));
    return prepared;
  } catch (thrown) {
    remove(staged);
    throw thrown;
  }
};
