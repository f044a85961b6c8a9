/**
 * Moves the write-ahead log into the file while the log is quiet, and shrinks it after a long reader.
 *
 * SQLite restarts the write-ahead log once it is fully copied and nobody reads it, but never shortens it: after a
 * backup or another long reader it would stay large forever. A write-ahead log within the bound keeps its length,
 * because a commit into allocated space needs fewer writes.
 */
import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import { diskFault } from './disk-fault.ts';

/** The quiet time before a checkpoint. */
const IDLE_MS = 1_000;
/** The delay before the next attempt if the write-ahead log is too large and somebody reads it. */
const READ_MS = 30_000;
/** Twice the size at which SQLite checkpoints by itself. */
export const WAL_BYTES_MAX = 8 * 1024 * 1024;

export interface IdleCheckpoint {
  /** Called after each commit. */
  touch(): void;
  stop(): void;
  /** Why the last checkpoint failed; null if it succeeded. */
  trouble(): string | null;
}

const walBytes = ({ name }: Database): number => statSync(`${name}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/** False if somebody reads the write-ahead log. Never waits, because that would block the event loop. */
export const truncate = (db: Database): boolean => {
  const waitMs = db.pragma('busy_timeout', { simple: true }) as number;
  db.pragma('busy_timeout = 0');
  try {
    return db.pragma('wal_checkpoint(truncate)', { simple: true }) === 0;
  } finally {
    db.pragma(`busy_timeout = ${waitMs}`);
  }
};

/** `settle` is called before each checkpoint. */
export const idleCheckpoint = (db: Database, clock: Clock, settle: () => void = () => {}): IdleCheckpoint => {
  let cancel: Cancel | null = null;
  let touched = false;
  let trouble: string | null = null;

  const checkpoint = (): void => {
    try {
      settle();
      db.pragma('wal_checkpoint(passive)');
      const isShort = walBytes(db) <= WAL_BYTES_MAX || truncate(db);
      trouble = null;
      if (!isShort) wait(READ_MS);
    } catch (thrown) {
      const fault = diskFault('The log cannot be checkpointed', thrown);
      if (!fault) throw thrown;
      trouble = fault.message;
    }
  };

  // One timer for each quiet period, not one for each commit.
  const wait = (ms: number): void => {
    touched = false;
    cancel = clock.after(ms, () => {
      cancel = null;
      if (touched) wait(IDLE_MS);
      else checkpoint();
    });
  };

  return {
    touch() {
      touched = true;
      if (!cancel) wait(IDLE_MS);
    },
    stop: () => cancel?.(),
    trouble: () => trouble,
  };
};
