/**
 * Clears the unused bytes of pages of the database file, beside SQLite: the first time of all pages, and later of those
 * that were written since (`changed-pages.ts`).
 *
 * It writes only where SQLite reads nothing, and only while the write-ahead log is empty and SQLite has no page in its
 * cache: all within one turn of the event loop, so nothing can be in between. A crash leaves a page with some of its
 * unused bytes cleared. The file is opened once and never closed, because closing it would release the locks that SQLite
 * has on it for this process (`fcntl`).
 *
 * Rejected: `vacuum`, which blocks everything for seconds on a large file, and needs its size again on the disk.
 */
import { fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { changedPages } from './changed-pages.ts';
import { truncate } from './checkpoint.ts';
import { clearGaps } from './page-gaps.ts';

/** Pages in one turn: some milliseconds of work. A read costs as much as some pages that are read. */
const TURN_PAGES = 1_024;
const READ_COST = 16;
/** Where the first page has its header. */
const FIRST_HEADER = 100;
/** From this page on, a page that continues a long value may look like a page of a b-tree. */
const PAGES_MAX = 2 ** 25;

const pragma = (db: Database, name: string): number => db.pragma(name, { simple: true }) as number;

/** Pages that follow on each other. */
interface Run {
  readonly first: number;
  readonly count: number;
}

const upTo = function* (last: number): Generator<number> {
  for (let page = 1; page <= last; page += 1) yield page;
};

/** Pages in ascending order, as runs of what one turn may read. */
const runsOf = function* (pages: Iterable<number>): Generator<Run> {
  let [first, count] = [0, 0];
  for (const page of pages) {
    if (page === first + count && count < TURN_PAGES) count += 1;
    else {
      if (count > 0) yield { first, count };
      [first, count] = [page, 1];
    }
  }
  if (count > 0) yield { first, count };
};

const clearRun = (file: number, pageSize: number, { first, count }: Run): void => {
  const bytes = Buffer.allocUnsafe(count * pageSize);
  const start = (first - 1) * pageSize;
  const length = readSync(file, bytes, 0, bytes.length, start);
  for (let at = 0; at + pageSize <= length; at += pageSize) {
    const page = bytes.subarray(at, at + pageSize);
    if (clearGaps(page, start + at === 0 ? FIRST_HEADER : 0)) writeSync(file, page, 0, pageSize, start + at);
  }
};

export interface Scrubber {
  /** Called after commits: notes which pages were written. */
  look(): void;
  /** Empties the write-ahead log, and clears pages. Resolves to their number; null while somebody reads the database. */
  scrub(): Promise<number | null>;
}

export const scrubber = (db: Database): Scrubber => {
  const changed = changedPages(db);
  let file: number | null = null;

  const emptied = (): boolean => {
    if (!db.open) return false;
    changed.look();
    if (!truncate(db)) return false;
    changed.emptied();
    return true;
  };

  /** The number of pages; null if somebody came in between. */
  const clear = async (pages: Iterable<number>): Promise<number | null> => {
    file ??= openSync(db.name, 'r+');
    const pageSize = pragma(db, 'page_size');
    let [cleared, left] = [0, 0];
    for (const run of runsOf(pages)) {
      if (left <= 0) {
        if (cleared > 0) await nextTurn();
        if (!emptied()) return null;
        db.pragma('shrink_memory');
        left = TURN_PAGES;
      }
      clearRun(file, pageSize, run);
      cleared += run.count;
      left -= run.count + READ_COST;
    }
    fsyncSync(file);
    return cleared;
  };

  return {
    look: changed.look,
    async scrub() {
      if (!emptied()) return null;
      const last = pragma(db, 'page_count');
      if (db.memory || last >= PAGES_MAX || pragma(db, 'auto_vacuum') !== 0) return 0;
      const taken = changed.take();
      const cleared = await clear(taken === null ? upTo(last) : [...taken].sort((a, b) => a - b));
      if (cleared === null) changed.putBack(taken);
      return cleared;
    },
  };
};
