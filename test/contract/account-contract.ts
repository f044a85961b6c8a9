/** The contract of every store of accounts. */
import { describe, expect, test } from 'vitest';
import type { AccountStore, NewFamily, StoredUser } from '../../src/access/store.ts';

const ANNA: StoredUser = { id: 'a1', email: 'Anna@example.com', role: 'admin', hash: 'hash-1', addedAt: 1 };
const BOB: StoredUser = { id: 'b2', email: 'bob@example.com', role: 'operator', hash: 'hash-2', addedAt: 2 };
const bytes = (n: number) => new Uint8Array(32).fill(n);
const LOGIN: NewFamily = {
  id: 'family-1',
  userId: ANNA.id,
  userHash: ANNA.hash,
  address: '10.0.0.1',
  expiresAt: 1_000,
  token: bytes(1),
};

const rotate = (store: AccountStore, token: number, successor: number, now: number) =>
  store.rotate({ token: bytes(token), successor: bytes(successor), expiresAt: now + 1_000, graceFrom: now - 10 }, now);

const hasEnded = async (store: AccountStore): Promise<boolean> =>
  (await store.userOfFamily(LOGIN.id, ANNA.id)) === null && (await rotate(store, 1, 9, 1)) === null;

export const accountContract = (where: string, open: () => AccountStore | Promise<AccountStore>): void => {
  const people = async (): Promise<AccountStore> => {
    const store = await open();
    for (const user of [BOB, ANNA]) await store.addUser(user);
    return store;
  };
  const loggedIn = async (): Promise<AccountStore> => {
    const store = await people();
    expect(await store.beginFamily(LOGIN, 0)).toBe(true);
    return store;
  };

  describe(`accounts ${where}`, () => {
    test('finds a user by id and by email, in upper or lower case, and lists them as they came', async () => {
      const store = await people();
      expect(await store.users()).toEqual([ANNA, BOB]);
      expect(await store.user('a1')).toEqual(ANNA);
      expect(await store.user('anna@EXAMPLE.com')).toEqual(ANNA);
      expect(await store.user('nobody@example.com')).toBeNull();
    });

    test('keeps one user for each email', async () => {
      const store = await people();
      expect(await store.addUser({ ...BOB, id: 'c3', email: 'ANNA@example.com' })).toBe(false);
      expect(await store.users()).toHaveLength(2);
    });

    test('ends every login with the password, and none of another user', async () => {
      const store = await loggedIn();
      expect(await store.setHash(BOB.id, 'new')).toBe(true);
      expect(await store.userOfFamily(LOGIN.id, ANNA.id)).toEqual({ id: 'a1', email: ANNA.email, role: 'admin' });
      expect(await store.setHash(ANNA.id, 'new')).toBe(true);
      expect(await hasEnded(store)).toBe(true);
      expect((await store.user('a1'))?.hash).toBe('new');
      expect(await store.setHash('nobody', 'new')).toBe(false);
    });

    test('keeps an administrator, whatever is asked', async () => {
      const store = await loggedIn();
      expect(await store.setRole(ANNA.id, 'viewer')).toBe('last');
      expect(await store.removeUser(ANNA.id)).toBe('last');
      expect(await store.setRole(ANNA.id, 'admin')).toBe('done');
      expect(await store.userOfFamily(LOGIN.id, ANNA.id)).not.toBeNull();
      expect(await store.setRole(BOB.id, 'admin')).toBe('done');
      expect(await store.removeUser(ANNA.id)).toBe('done');
      expect(await hasEnded(store)).toBe(true);
      expect(await store.removeUser(ANNA.id)).toBe('unknown');
      expect(await store.setRole('nobody', 'viewer')).toBe('unknown');
      expect(await store.users()).toEqual([{ ...BOB, role: 'admin' }]);
    });

    test('of two administrators who remove each other at the same time, one stays', async () => {
      const store = await people();
      await store.setRole(BOB.id, 'admin');
      const changes = await Promise.all([store.removeUser(ANNA.id), store.removeUser(BOB.id)]);
      expect(changes.toSorted()).toEqual(['done', 'last']);
      expect(await store.users()).toHaveLength(1);
    });

    test('begins no login for a password that has changed, or a user who is gone', async () => {
      const store = await people();
      expect(await store.beginFamily({ ...LOGIN, userHash: 'old' }, 0)).toBe(false);
      expect(await store.beginFamily({ ...LOGIN, userId: 'nobody' }, 0)).toBe(false);
      expect(await hasEnded(store)).toBe(true);
      expect(await store.knows(ANNA.id, '10.0.0.1')).toBe(false);
    });

    test('remembers where a user was, beyond the logout and not beyond its time', async () => {
      const store = await loggedIn();
      await store.endFamily(LOGIN.id);
      expect(await hasEnded(store)).toBe(true);
      expect(await store.knows(ANNA.id, '10.0.0.1')).toBe(true);
      expect(await store.knows(ANNA.id, '10.0.0.2')).toBe(false);
      await store.beginFamily({ ...LOGIN, id: 'family-2', address: null, token: bytes(2), expiresAt: 2_000 }, 1_000);
      expect(await store.knows(ANNA.id, '10.0.0.1')).toBe(false);
    });

    test('spends a refresh token once, again within the grace, and then no more', async () => {
      const store = await loggedIn();
      const spent = { family: LOGIN.id, userId: ANNA.id };
      expect(await rotate(store, 1, 2, 100)).toEqual({ ...spent, rotated: true, spentAt: null });
      expect(await rotate(store, 1, 3, 110)).toEqual({ ...spent, rotated: true, spentAt: 100 });
      expect(await rotate(store, 1, 4, 111)).toEqual({ ...spent, rotated: false, spentAt: 100 });
      // A clock that was set back does not extend the time.
      expect(await rotate(store, 1, 5, 99)).toEqual({ ...spent, rotated: false, spentAt: 100 });
      for (const token of [2, 3]) expect(await rotate(store, token, 10 + token, 120)).toMatchObject({ rotated: true });
      for (const token of [4, 5, 77]) expect(await rotate(store, token, 20 + token, 120)).toBeNull();
    });

    test('of many who use one token at the same time, one spends it', async () => {
      const store = await loggedIn();
      const told = await Promise.all([2, 3, 4, 5].map((successor) => rotate(store, 1, successor, 100)));
      expect(told.filter((spent) => spent?.spentAt === null)).toHaveLength(1);
      expect(told.every((spent) => spent?.rotated)).toBe(true);
    });

    test('lets a login live as long as its newest refresh token', async () => {
      const store = await loggedIn();
      await rotate(store, 1, 2, 900);
      await store.beginFamily({ ...LOGIN, id: 'family-2', token: bytes(50), expiresAt: 3_000 }, 1_100);
      expect(await rotate(store, 1, 3, 1_100)).toBeNull();
      expect(await rotate(store, 2, 4, 1_100)).toMatchObject({ rotated: true });
      expect(await rotate(store, 4, 5, 2_100)).toMatchObject({ rotated: false, spentAt: null });
    });
  });
};
