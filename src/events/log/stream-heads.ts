/**
 * A cache of the heads of recently written streams, so that an append need not ask the store each time.
 *
 * Only this process writes to the log, so the cache stays valid. It takes over the heads of a commit only after the
 * commit.
 */
import type { StreamHead } from './store.ts';

export interface StreamHeads {
  of(stream: string): StreamHead | null;
  moved(heads: Iterable<readonly [stream: string, head: StreamHead]>): void;
}

/** Large enough for jobs in progress, whose facts come close together. */
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
