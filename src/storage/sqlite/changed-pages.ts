/**
 * Which pages of the database file were written since they were taken last, as the write-ahead log tells.
 *
 * Every write goes through that log, and each of its frames names a page. SQLite starts it over once all of it is in the
 * file: its generation grows by one, and new frames replace the old ones from the beginning. A reader that looks often enough
 * sees each frame before that. Where a frame may have been replaced unseen, no page is known to be unchanged, and the
 * answer is that any may have changed. So a wrong guess costs time, and nothing else.
 *
 * Nothing is read until somebody has taken all pages once. The layout is that of
 * https://www.sqlite.org/fileformat2.html, section 4, and https://www.sqlite.org/walformat.html, section 2. The files are
 * opened once and never closed, because closing the index would release the locks that SQLite has on it for this process.
 */
import { fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import type { Database } from 'better-sqlite3';

export interface ChangedPages {
  /** Notes what was written since the last call. */
  look(): void;
  /** The pages that were written since they were taken last; null if any may have been. From now on there are none. */
  take(): ReadonlySet<number> | null;
  /** They are noted again; null for all. */
  putBack(pages: ReadonlySet<number> | null): void;
  /** The write-ahead log was emptied just now, and nothing has been written since the last look. */
  emptied(): void;
}

/** In the index: the number of frames, in the order of the machine's bytes, and the generation. */
const INDEX_BYTES = 40;
const FRAMES_AT = 16;
const GENERATION_AT = 32;
const GENERATIONS = 2 ** 32;

const LOG_HEADER = 32;
const FRAME_HEADER = 24;
const FRAME_GENERATION_AT = 8;
/** Frames that are read at once: a megabyte of usual pages. */
const FRAMES_READ = 256;
/** More are not kept apart: some megabytes of memory. */
const PAGES_MAX = 200_000;

interface Files {
  readonly index: number;
  readonly log: number;
  readonly frameBytes: number;
}

const frameCountIn = (index: Buffer): number =>
  endianness() === 'LE' ? index.readUInt32LE(FRAMES_AT) : index.readUInt32BE(FRAMES_AT);

export const changedPages = (db: Database): ChangedPages => {
  let files: Files | null = null;
  let pages: Set<number> | null = null;
  let generation = 0;
  let seen = 0;

  const forget = (): void => {
    pages = null;
  };

  const opened = (): Files => {
    files ??= {
      index: openSync(`${db.name}-shm`, 'r'),
      log: openSync(`${db.name}-wal`, 'r'),
      frameBytes: FRAME_HEADER + (db.pragma('page_size', { simple: true }) as number),
    };
    return files;
  };

  const now = ({ index }: Files): { readonly frames: number; readonly generation: number } => {
    const bytes = Buffer.alloc(INDEX_BYTES);
    readSync(index, bytes, 0, INDEX_BYTES, 0);
    return { frames: frameCountIn(bytes), generation: bytes.readUInt32BE(GENERATION_AT) };
  };

  /** Notes the pages of frames, as far as they are of this generation. */
  const note = (into: Set<number>, { log, frameBytes }: Files, from: number, to: number, of: number): void => {
    const bytes = Buffer.allocUnsafe(Math.min(FRAMES_READ, to - from) * frameBytes);
    for (let first = from; first < to; first += FRAMES_READ) {
      const wanted = Math.min(FRAMES_READ, to - first) * frameBytes;
      const length = readSync(log, bytes, 0, wanted, LOG_HEADER + first * frameBytes);
      for (let at = 0; at + frameBytes <= length; at += frameBytes) {
        if (bytes.readUInt32BE(at + FRAME_GENERATION_AT) !== of) return;
        into.add(bytes.readUInt32BE(at));
      }
    }
  };

  /** The log was started over once. What it had got since the last look stands behind the new frames, or is lost. */
  const noteBoth = (into: Set<number>, open: Files, frames: number, next: number): void => {
    const written = Math.floor((fstatSync(open.log).size - LOG_HEADER) / open.frameBytes);
    if (frames >= seen || written < seen) return forget();
    note(into, open, seen, written, generation);
    note(into, open, 0, frames, next);
  };

  const lookAgain = (into: Set<number>): void => {
    const open = opened();
    const { frames, generation: current } = now(open);
    if (current === generation) note(into, open, seen, frames, current);
    else if (current === (generation + 1) % GENERATIONS) noteBoth(into, open, frames, current);
    else forget();
    generation = current;
    seen = frames;
    if (into.size > PAGES_MAX) forget();
  };

  const orForget = (work: () => void): void => {
    try {
      work();
    } catch {
      forget();
    }
  };

  return {
    look() {
      const into = pages;
      if (into) orForget(() => lookAgain(into));
    },
    take() {
      const taken = pages;
      pages = new Set();
      return taken;
    },
    putBack(taken) {
      if (taken === null) forget();
      else for (const page of taken) pages?.add(page);
    },
    emptied() {
      seen = 0;
      orForget(() => {
        generation = now(opened()).generation;
      });
    },
  };
};
