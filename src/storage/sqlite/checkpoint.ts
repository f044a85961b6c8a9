/**
 * Moves the write-ahead log into the file while nobody waits for it, and gives back the space that a long reader cost.
 *
 * SQLite writes the log from its start again once all of it is in the file and nobody reads it, but never makes it shorter: a
 * backup or another program that read for long would leave it large for good. A log within the bound keeps its length,
 * because a commit into space that is there needs fewer writes.
 */
import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import { diskFault } from './disk-fault.ts';

/** A log that was quiet for so long checkpoints. */
const IDLE_MS = 1_000;
/** How long a log that is too large, and that somebody reads, is left alone. */
const READ_MS = 30_000;
/** Twice of what SQLite lets it grow to before it moves the log by itself. */
export const WAL_BYTES_MAX = 8 * 1024 * 1024;

export interface IdleCheckpoint {
  /** Something was committed. */
  touch(): void;
  stop(): void;
  /** Why the last checkpoint failed; null when it did not. */
  trouble(): string | null;
}

const walBytes = ({ name }: Database): number => statSync(`${name}-wal`, { throwIfNoEntry: false })?.size ?? 0;

/** False when somebody reads the log. Waits for nobody: the event loop would stand still meanwhile. */
const truncate = (db: Database): boolean => {
  const waitMs = db.pragma('busy_timeout', { simple: true }) as number;
  db.pragma('busy_timeout = 0');
  try {
    return db.pragma('wal_checkpoint(truncate)', { simple: true }) === 0;
  } finally {
    db.pragma(`busy_timeout = ${waitMs}`);
  }
};

export const idleCheckpoint = (db: Database, clock: Clock): IdleCheckpoint => {
  let cancel: Cancel | null = null;
  let touched = false;
  let trouble: string | null = null;

  const checkpoint = (): void => {
    try {
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

  // One timer for each quiet spell, not one for each commit.
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
