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
import type { Sha256 } from '../../messages/media.ts';
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

/** Copies the files that the copied database needs, and returns those that are not there. */
const copyMedia = async (part: string, file: string, media: string): Promise<readonly Sha256[]> => {
  const copy = new Database(part, { readonly: true });
  try {
    return await copyFiles(media, mediaBeside(file), neededFiles(copy));
  } finally {
    copy.close();
  }
};

/** Whether a file was removed while it was copied. A file that the database still needs is lost: `verify` names it. */
const wasRemoved = (db: Database.Database, missing: readonly Sha256[]): boolean => {
  if (missing.length === 0) return false;
  const needed = new Set(neededFiles(db));
  return missing.some((sha256) => !needed.has(sha256));
};

/** How often a copy is made again because a file that it needs was removed meanwhile. */
const COPIES_MAX = 5;

/**
 * With `media`, the files of that folder are copied to `FILE.media`: those of now, and then those that the copy needs, so
 * that a file that goes meanwhile is there. If one that came meanwhile is gone already, the pages are copied once more.
 * A caller that reads the database as it was at one moment takes a new one in `renew`: else that moment would go on to
 * need the file.
 * @throws Fault when `file` exists or cannot be written; an incomplete copy is removed.
 */
export const backupTo = async (
  db: Database.Database,
  file: string,
  progress: (progress: BackupProgress) => void = () => {},
  media: string | null = null,
  renew: () => void = () => {},
): Promise<Backup> => {
  const part = begin(file);
  try {
    rmSync(mediaBeside(file), { recursive: true, force: true });
    if (media !== null) await copyFiles(media, mediaBeside(file), neededFiles(db));
    const copyPages = async () => {
      const { totalPages } = await db.backup(part, {
        progress({ totalPages: all, remainingPages }) {
          progress({ pagesDone: all - remainingPages, pagesTotal: all });
          return PAGES_PER_TURN;
        },
      });
      return { pages: totalPages, head: seal(part) };
    };
    let { pages, head } = await copyPages();
    for (let copies = 1; copies <= COPIES_MAX; copies += 1) {
      const missing = media === null ? [] : await copyMedia(part, file, media);
      if (missing.length > 0) renew();
      if (copies === COPIES_MAX || !wasRemoved(db, missing)) break;
      ({ pages, head } = await copyPages());
    }
    if (!head) throw new Defect('The copy has lost the row that says where its log ends');
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
