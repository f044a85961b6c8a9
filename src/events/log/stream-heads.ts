/**
 * A cache of where the streams stand that were written to last, so that an append need not ask the store each time.
 *
 * Nobody else writes to the log, so what is remembered stays true. It takes what a commit moved only when that stands.
 */
import type { StreamHead } from './store.ts';

export interface StreamHeads {
  of(stream: string): StreamHead | null;
  moved(heads: Iterable<readonly [stream: string, head: StreamHead]>): void;
}

/** A job's facts come close together. */
const KEPT_MAX = 10_000;

export const openStreamHeads = (read: (stream: string) => StreamHead | null): StreamHeads => {
  const kept = new Map<string, StreamHead>();
  return {
    of: (stream) => kept.get(stream) ?? read(stream),
    moved(heads) {
      if (kept.size >= KEPT_MAX) kept.clear();
      for (const [stream, head] of heads) kept.set(stream, head);
    },
  };
};
