/** Who may do what to a file at the moment: turns by hash, and holds on files that were answered. */
import type { Sha256, StoredFile } from '../../messages/media.ts';

/** Runs work of the same key one after the other, in the order of the calls. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export const turns = (): InTurn => {
  const lasts = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const mine = (lasts.get(key) ?? Promise.resolve()).then(work);
    const ended = mine.catch(() => {});
    lasts.set(key, ended);
    try {
      return await mine;
    } finally {
      if (lasts.get(key) === ended) lasts.delete(key);
    }
  };
};

export interface Holds {
  add(stored: StoredFile): void;
  /** Ends this very hold. Releasing it twice does nothing, so that nobody ends the hold of another. */
  release(stored: StoredFile): void;
  has(sha256: Sha256): boolean;
}

export const holds = (): Holds => {
  const bySha256 = new Map<Sha256, Set<StoredFile>>();
  return {
    add(stored) {
      const held = bySha256.get(stored.sha256) ?? new Set();
      bySha256.set(stored.sha256, held.add(stored));
    },
    release(stored) {
      const held = bySha256.get(stored.sha256);
      held?.delete(stored);
      if (held?.size === 0) bySha256.delete(stored.sha256);
    },
    has: (sha256) => bySha256.has(sha256),
  };
};
