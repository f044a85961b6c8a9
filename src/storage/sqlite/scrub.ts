/**
 * Clears the unused bytes of all pages of the database file, beside SQLite.
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
import { truncate } from './checkpoint.ts';
import { clearGaps } from './page-gaps.ts';

/** Bytes in one turn: some milliseconds of work. */
const TURN_BYTES = 4 * 1024 * 1024;
/** Where the first page has its header. */
const FIRST_HEADER = 100;
/** From this page on, a page that continues a long value may look like a page of a b-tree. */
const PAGES_MAX = 2 ** 25;

const pragma = (db: Database, name: string): number => db.pragma(name, { simple: true }) as number;

const scrubPages = (file: number, start: number, pageSize: number): number => {
  const bytes = Buffer.alloc(TURN_BYTES);
  const length = readSync(file, bytes, 0, TURN_BYTES, start);
  for (let at = 0; at + pageSize <= length; at += pageSize) {
    const page = bytes.subarray(at, at + pageSize);
    if (clearGaps(page, start + at === 0 ? FIRST_HEADER : 0)) writeSync(file, page, 0, pageSize, start + at);
  }
  return length;
};

/** Empties the write-ahead log, and clears all pages. False while somebody reads the database. */
export const scrubber = (db: Database): (() => Promise<boolean>) => {
  let file: number | null = null;
  return async () => {
    if (!truncate(db)) return false;
    if (db.memory || pragma(db, 'page_count') >= PAGES_MAX || pragma(db, 'auto_vacuum') !== 0) return true;
    file ??= openSync(db.name, 'r+');
    const pageSize = pragma(db, 'page_size');
    for (let start = 0; ; start += TURN_BYTES) {
      if (!db.open || !truncate(db)) return false;
      db.pragma('shrink_memory');
      if (scrubPages(file, start, pageSize) < TURN_BYTES) break;
      await nextTurn();
    }
    fsyncSync(file);
    return true;
  };
};
