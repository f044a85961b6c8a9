/** API keys in memory, for tests. */
import type { Millis } from '../kernel/clock.ts';
import type { KeyStore, StoredKey } from './key-store.ts';

interface Text {
  readonly id: string;
  endsAt: Millis | null;
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const memoryKeys = (): KeyStore => {
  const keys = new Map<string, StoredKey>();
  const texts = new Map<string, Text>();
  /** Changes a key that is not revoked. */
  const change = (id: string, changes: Partial<StoredKey>): boolean => {
    const key = keys.get(id);
    if (!key || key.revokedAt !== null) return false;
    keys.set(id, { ...key, ...changes });
    return true;
  };
  return {
    async add(key, hash) {
      keys.set(key.id, key);
      texts.set(textOf(hash), { id: key.id, endsAt: null });
    },
    all: async () => [...keys.values()].toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
    find: async (id) => keys.get(id) ?? null,
    async byHash(hash) {
      const text = texts.get(textOf(hash));
      const key = text && keys.get(text.id);
      return key ? { key, endsAt: text.endsAt } : null;
    },
    async rotate(id, { hash, prefix, overlapUntil }) {
      if (!change(id, { prefix })) return false;
      for (const text of texts.values())
        if (text.id === id) text.endsAt = Math.min(text.endsAt ?? overlapUntil, overlapUntil);
      texts.set(textOf(hash), { id, endsAt: null });
      return true;
    },
    revoke: async (id, at) => change(id, { revokedAt: at }),
    used: async (id, at) => void change(id, { lastUsedAt: at }),
  };
};
