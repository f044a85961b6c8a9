/**
 * A cache in front of the vault, for a thread that has to ask another thread for each key.
 *
 * Baileys reads the same few keys for each message. Most of them do not exist. The cache assumes that nobody else
 * writes to the ring, which holds because a session has one thread. A new value can be read at once, before it is
 * stored. If it cannot be stored, the cache fetches it again.
 */
import type { ThreadVault } from '../vault.ts';
import { keepLatest } from '../../kernel/latest.ts';

/** Room for some five hundred contacts, at a kilobyte or two each. */
const KEYS_MAX = 5_000;

const nameOf = (ring: number, type: string, id: string): string => `${ring}/${type}/${id}`;

export const cachedVault = (vault: ThreadVault, keysMax = KEYS_MAX): ThreadVault => {
  /** Null for a key that does not exist. Ordered by use, the least recently used first. */
  const known = new Map<string, string | null>();

  const keep = (name: string, value: string | null): void => {
    keepLatest(known, name, value, keysMax);
  };

  return {
    ...vault,
    getKeys(ring, type, ids) {
      const missing = ids.filter((id) => !known.has(nameOf(ring, type, id)));
      const fetched = missing.length > 0 ? vault.getKeys(ring, type, missing) : {};
      // All keys are read before any is cached, because caching one may evict another.
      const values = ids.map((id) => [id, known.get(nameOf(ring, type, id)) ?? fetched[id] ?? null] as const);
      const found: Record<string, string> = {};
      for (const [id, value] of values) {
        keep(nameOf(ring, type, id), value);
        if (value !== null) found[id] = value;
      }
      return found;
    },
    async setKeys(ring, changes) {
      // Only keys that were read before: of the eight hundred keys that a login sets, few are ever needed again.
      for (const { type, id, value } of changes) {
        const name = nameOf(ring, type, id);
        if (known.has(name)) keep(name, value);
      }
      try {
        await vault.setKeys(ring, changes);
      } catch (thrown) {
        for (const { type, id } of changes) known.delete(nameOf(ring, type, id));
        throw thrown;
      }
    },
  };
};
