import { beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { cachedVault } from '../../src/whatsapp/baileys/cached-vault.ts';
import { vaultAtHand } from '../../src/storage/sqlite/vault.ts';
import type { ThreadVault } from '../../src/whatsapp/vault.ts';
import { testSeal } from '../support/seal.ts';

let vault: ThreadVault;
let cached: ThreadVault;
/** The ids that were requested from the real vault. */
let asked: string[][];
let broken: boolean;

const cachedWith = (keysMax?: number): ThreadVault =>
  cachedVault(
    {
      ...vault,
      getKeys(ring, type, ids) {
        asked.push([...ids]);
        return vault.getKeys(ring, type, ids);
      },
      async setKeys(ring, changes) {
        if (broken) throw new Error('the disk is full');
        await vault.setKeys(ring, changes);
      },
    },
    keysMax,
  );

beforeEach(() => {
  vault = vaultAtHand(openDatabase(':memory:'), testSeal());
  asked = [];
  broken = false;
  cached = cachedWith();
});

const RING = 1;
const set = (id: string, value: string | null) => cached.setKeys(RING, [{ type: 'session', id, value }]);
const get = (...ids: string[]) => cached.getKeys(RING, 'session', ids);

beforeEach(() => void vault.create('default', '{}'));

test('a key is fetched once, whether it exists or not', async () => {
  await vault.setKeys(RING, [{ type: 'session', id: 'a', value: '1' }]);
  expect(get('a', 'b')).toEqual({ a: '1' });
  expect(get('b', 'a')).toEqual({ a: '1' });
  expect(asked).toEqual([['a', 'b']]);
  expect(get('a', 'c')).toEqual({ a: '1' });
  expect(asked).toEqual([['a', 'b'], ['c']]);
});

test('what was set is read, and is in the vault', async () => {
  get('a');
  await set('a', '1');
  expect(get('a')).toEqual({ a: '1' });
  await set('a', '2');
  expect(get('a')).toEqual({ a: '2' });
  await set('a', null);
  expect(get('a')).toEqual({});
  await set('b', '3');
  expect(get('b')).toEqual({ b: '3' });
  expect(vault.getKeys(RING, 'session', ['a', 'b'])).toEqual({ b: '3' });
});

test('what could not be stored is not taken for stored', async () => {
  await set('a', '1');
  get('a');
  broken = true;
  await expect(set('a', '2')).rejects.toThrow('the disk is full');
  expect(get('a')).toEqual({ a: '1' });
});

test('what is being stored is read already', async () => {
  await set('a', '1');
  get('a');
  const stored = set('a', '2');
  expect(get('a')).toEqual({ a: '2' });
  await stored;
});

test('rings and types are kept apart', async () => {
  const other = vault.create('second', '{}');
  await set('a', '1');
  get('a');
  expect(cached.getKeys(other, 'session', ['a'])).toEqual({});
  expect(cached.getKeys(RING, 'pre-key', ['a'])).toEqual({});
});

test('it holds so many keys and no more: those that were asked for last', async () => {
  cached = cachedWith(2);
  for (const id of ['a', 'b', 'a', 'c']) {
    await set(id, id);
    get(id);
  }
  asked.length = 0;
  expect(get('a', 'c')).toEqual({ a: 'a', c: 'c' });
  expect(asked).toEqual([]);
  expect(get('b')).toEqual({ b: 'b' });
  expect(asked).toEqual([['b']]);
});

test('a key that takes the place of another one of the same question hides it from nobody', async () => {
  for (const id of ['a', 'b', 'c']) await vault.setKeys(RING, [{ type: 'session', id, value: id }]);
  cached = cachedWith(2);
  get('a');
  get('b');
  expect(get('c', 'a')).toEqual({ a: 'a', c: 'c' });
  expect(get('a')).toEqual({ a: 'a' });
});
