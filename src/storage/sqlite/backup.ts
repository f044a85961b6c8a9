/**
 * A copy of the database while it is in use.
 *
 * SQLite copies page by page and repeats pages that change meanwhile, so the copy is the database as it is at the end.
 * It is a single file, never replaces an older one, and gets its name only when it is complete and on disk. After a
 * kill, a file that ends in `.part` remains, and the next attempt removes it.
 */
import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Defect, Fault, messageOf } from '../../kernel/fault.ts';
import { diskFault } from './disk-fault.ts';
import { copyFiles, mediaBeside } from '../media/copies.ts';
import { hashOfFile, syncPath } from './files.ts';
import { neededFiles } from './media-index.ts';
import type { Head } from '../../events/log/log.ts';

export interface BackupProgress {
  readonly pagesDone: number;
  readonly pagesTotal: number;
}

/** A complete copy. */
export interface Backup {
  readonly bytes: number;
  /** The head of the log in the copy. */
  readonly head: Head;
  /** SHA-256 of the file, 64 hex digits. */
  readonly sha256: string;
}

/** Pages copied in one turn of the event loop: 1 MiB. */
const PAGES_PER_TURN = 256;

const notWritable = (file: string, why: string, hint: string, cause?: unknown): Fault =>
  new Fault('backup.not_writable', `A backup cannot be written to ${file}: ${why}`, { hint, retryable: false, cause });

const refuseExisting = (file: string): void => {
  if (existsSync(file)) throw notWritable(file, 'it exists', 'Choose another name, or move the old backup away.');
};

/** The name of a backup until it is complete. */
const begin = (file: string): string => {
  refuseExisting(file);
  const part = `${file}.part`;
  try {
    for (const left of [part, `${part}-journal`]) rmSync(left, { force: true });
    closeSync(openSync(part, 'wx', 0o600));
    return part;
  } catch (thrown) {
    throw notWritable(file, messageOf(thrown), 'Choose a folder that exists and is writable.', thrown);
  }
};

/** Removes the mark that the copy, like its origin, has a write-ahead log: the copy is complete without one. */
const seal = (part: string): Head | null => {
  const copy = new Database(part);
  try {
    copy.pragma('journal_mode = delete');
    return headOf(copy);
  } finally {
    copy.close();
    syncPath(part);
  }
};

const headOf = (copy: Database.Database): Head | null =>
  copy.prepare<[], Head>('select position, lower(hex(hash)) as hash from head').get() ?? null;

const name = (part: string, file: string): void => {
  refuseExisting(file);
  renameSync(part, file);
  syncPath(dirname(file));
};

/** Copies the files that the copied database needs. Those that are missing are missing here as well: `verify` names them. */
const copyMedia = async (part: string, file: string, media: string): Promise<void> => {
  const copy = new Database(part, { readonly: true });
  try {
    await copyFiles(media, mediaBeside(file), neededFiles(copy));
  } finally {
    copy.close();
  }
};

/**
 * With `media`, the files of that folder are copied to `FILE.media`: those of now, and then those that the copy needs, so
 * that a file that goes meanwhile is there.
 * @throws Fault when `file` exists or cannot be written; an incomplete copy is removed.
 */
export const backupTo = async (
  db: Database.Database,
  file: string,
  progress: (progress: BackupProgress) => void = () => {},
  media: string | null = null,
): Promise<Backup> => {
  const part = begin(file);
  try {
    rmSync(mediaBeside(file), { recursive: true, force: true });
    if (media !== null) await copyFiles(media, mediaBeside(file), neededFiles(db));
    const { totalPages: pages } = await db.backup(part, {
      progress({ totalPages, remainingPages }) {
        progress({ pagesDone: totalPages - remainingPages, pagesTotal: totalPages });
        return PAGES_PER_TURN;
      },
    });
    const head = seal(part);
    if (!head) throw new Defect('The copy has lost the row that says where its log ends');
    if (media !== null) await copyMedia(part, file, media);
    const copied = { bytes: statSync(part).size, head, sha256: await hashOfFile(part) };
    // Reading back a large copy takes seconds: check the abort signal once more.
    progress({ pagesDone: pages, pagesTotal: pages });
    name(part, file);
    return copied;
  } catch (thrown) {
    rmSync(part, { force: true });
    rmSync(mediaBeside(file), { recursive: true, force: true });
    throw diskFault(`The backup to ${file} failed`, thrown) ?? thrown;
  }
};
