/**
 * A vault whose keys need not be fetched each time, for a thread to which the real one is a question away.
 *
 * Baileys reads the same few keys for each message, most of which do not exist. It assumes that nobody else writes to the
 * ring meanwhile, which holds because a session has one thread. What is set can be read at once, as it could be when the
 * thread stood still until it was stored; when it could not be stored, it is fetched again.
 */
import type { ThreadVault } from '../vault.ts';

/** Some five hundred contacts, with a kilobyte or two for each. */
const KEYS_MAX = 5_000;

const nameOf = (ring: number, type: string, id: string): string => `${ring}/${type}/${id}`;

export const cachedVault = (vault: ThreadVault, keysMax = KEYS_MAX): ThreadVault => {
  /** Null for what does not exist. The first is what was not asked for longest. */
  const known = new Map<string, string | null>();

  const keep = (name: string, value: string | null): void => {
    known.delete(name);
    known.set(name, value);
    const [oldest] = known.keys();
    if (known.size > keysMax && oldest !== undefined) known.delete(oldest);
  };

  return {
    ...vault,
    getKeys(ring, type, ids) {
      const missing = ids.filter((id) => !known.has(nameOf(ring, type, id)));
      const fetched = missing.length > 0 ? vault.getKeys(ring, type, missing) : {};
      // All are read before any is kept: that may take the place of another one.
      const values = ids.map((id) => [id, known.get(nameOf(ring, type, id)) ?? fetched[id] ?? null] as const);
      const found: Record<string, string> = {};
      for (const [id, value] of values) {
        keep(nameOf(ring, type, id), value);
        if (value !== null) found[id] = value;
      }
      return found;
    },
    async setKeys(ring, changes) {
      // Only what was read before: of eight hundred keys that a login sets few are ever needed again.
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
