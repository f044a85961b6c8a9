/** Moves the write-ahead log into the file while nobody waits for it. */
import type { Database } from 'better-sqlite3';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import { diskFault } from './disk-fault.ts';

/** A log that was quiet for so long checkpoints. */
const IDLE_MS = 1_000;

export interface IdleCheckpoint {
  /** Something was committed. */
  touch(): void;
  stop(): void;
  /** Why the last checkpoint failed; null when it did not. */
  trouble(): string | null;
}

export const idleCheckpoint = (db: Database, clock: Clock): IdleCheckpoint => {
  let cancel: Cancel | null = null;
  let touched = false;
  let trouble: string | null = null;

  const checkpoint = (): void => {
    try {
      db.pragma('wal_checkpoint(passive)');
      trouble = null;
    } catch (thrown) {
      const fault = diskFault('The log cannot be checkpointed', thrown);
      if (!fault) throw thrown;
      trouble = fault.message;
    }
  };

  // One timer for each quiet spell, not one for each commit.
  const wait = (): void => {
    touched = false;
    cancel = clock.after(IDLE_MS, () => {
      cancel = null;
      if (touched) wait();
      else checkpoint();
    });
  };

  return {
    touch() {
      touched = true;
      if (!cancel) wait();
    },
    stop: () => cancel?.(),
    trouble: () => trouble,
  };
};
