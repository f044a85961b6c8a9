/** The contract of every store of API keys. */
import { describe, expect, test } from 'vitest';
import type { KeyStore, StoredKey } from '../../src/access/key-store.ts';

const KEY: StoredKey = {
  id: 'key_1',
  name: 'shop',
  prefix: 'wb_aaaaaa',
  scopes: ['messages:send'],
  sessions: ['default'],
  chats: '*',
  ips: ['10.0.0.0/8'],
  ratePerMinute: 60,
  expiresAt: 5_000,
  createdBy: 'anna',
  createdAt: 2,
  lastUsedAt: null,
  revokedAt: null,
};
const OLDER: StoredKey = {
  ...KEY,
  id: 'key_2',
  name: 'bot',
  ips: null,
  ratePerMinute: null,
  expiresAt: null,
  createdAt: 1,
};
const hash = (n: number) => new Uint8Array(32).fill(n);

export const keyContract = (where: string, open: () => KeyStore | Promise<KeyStore>): void => {
  const filled = async (): Promise<KeyStore> => {
    const store = await open();
    await store.add(KEY, hash(1));
    await store.add(OLDER, hash(2));
    return store;
  };

  describe(`keys ${where}`, () => {
    test('are found by id and by text, and listed as they were made', async () => {
      const store = await filled();
      expect(await store.all()).toEqual([OLDER, KEY]);
      expect(await store.find('key_1')).toEqual(KEY);
      expect(await store.find('nobody')).toBeNull();
      expect(await store.byHash(hash(1))).toEqual({ key: KEY, endsAt: null });
      expect(await store.byHash(hash(3))).toBeNull();
    });

    test('have a new text after a rotation, beside the former ones until these end', async () => {
      const store = await filled();
      expect(await store.rotate('key_1', { hash: hash(3), prefix: 'wb_bbbbbb', overlapUntil: 100 })).toBe(true);
      const key = { ...KEY, prefix: 'wb_bbbbbb' };
      expect(await store.byHash(hash(1))).toEqual({ key, endsAt: 100 });
      expect(await store.byHash(hash(3))).toEqual({ key, endsAt: null });
      // A second rotation gives the first text no more time.
      await store.rotate('key_1', { hash: hash(4), prefix: 'wb_cccccc', overlapUntil: 500 });
      expect((await store.byHash(hash(1)))?.endsAt).toBe(100);
      expect((await store.byHash(hash(3)))?.endsAt).toBe(500);
      expect((await store.byHash(hash(2)))?.endsAt).toBeNull();
      expect(await store.rotate('nobody', { hash: hash(5), prefix: 'wb_d', overlapUntil: 1 })).toBe(false);
      expect(await store.byHash(hash(5))).toBeNull();
    });

    test('are revoked once, stay on record, and change no more', async () => {
      const store = await filled();
      expect(await store.revoke('key_1', 50)).toBe(true);
      expect(await store.revoke('key_1', 60)).toBe(false);
      await store.used('key_1', 70);
      expect(await store.rotate('key_1', { hash: hash(3), prefix: 'wb_b', overlapUntil: 1 })).toBe(false);
      expect(await store.byHash(hash(1))).toEqual({ key: { ...KEY, revokedAt: 50 }, endsAt: null });
      expect(await store.find('key_2')).toEqual(OLDER);
    });

    test('remember their last use', async () => {
      const store = await filled();
      await store.used('key_2', 60_000);
      expect((await store.find('key_2'))?.lastUsedAt).toBe(60_000);
      expect((await store.find('key_1'))?.lastUsedAt).toBeNull();
    });
  });
};
