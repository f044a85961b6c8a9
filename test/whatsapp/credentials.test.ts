import { proto } from 'baileys';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import type { Credentials } from '../../src/whatsapp/baileys/credentials.ts';
import { sqliteCredentials } from '../support/credentials.ts';
import { testSeal } from '../support/seal.ts';

let db: ReturnType<typeof openDatabase>;
let credentials: Credentials;

beforeEach(() => {
  db = openDatabase(':memory:');
  credentials = sqliteCredentials(db, testSeal());
});
afterEach(() => db.close());

const reopened = () => sqliteCredentials(db, testSeal());

const link = (session: string) => {
  const keyring = credentials.open(session);
  keyring.auth.creds.me = { id: '6281110000001:7@s.whatsapp.net' };
  keyring.auth.creds.account = { details: Buffer.from('details'), accountSignatureKey: Buffer.from('key') };
  keyring.save();
  return keyring;
};

test('a session keeps its keys from one start to the next', () => {
  const first = credentials.open('default').auth.creds;
  const second = reopened().open('default').auth.creds;
  expect(second.noiseKey.private).toEqual(first.noiseKey.private);
  expect(second.advSecretKey).toBe(first.advSecretKey);
});

test('sessions do not share keys', () => {
  const one = credentials.open('one').auth.creds;
  expect(credentials.open('two').auth.creds.noiseKey.private).not.toEqual(one.noiseKey.private);
});

test('keys come back as they were set, and only those that exist', async () => {
  const { keys } = credentials.open('default').auth;
  await keys.set({
    'pre-key': { '1': { public: Buffer.from([1]), private: Buffer.from([2]) } },
    session: { '628.0': Buffer.from('ratchet') },
    'lid-mapping': { '628': '100' },
    'device-list': { '628': ['0', '3'] },
  });
  const found = reopened().open('default').auth.keys;
  expect(await found.get('pre-key', ['1', '2'])).toEqual({
    '1': { public: Buffer.from([1]), private: Buffer.from([2]) },
  });
  expect(await found.get('session', ['628.0'])).toEqual({ '628.0': Buffer.from('ratchet') });
  expect(await found.get('lid-mapping', ['628'])).toEqual({ '628': '100' });
  expect(await found.get('device-list', ['628'])).toEqual({ '628': ['0', '3'] });
});

test('setting a key to null removes it', async () => {
  const { keys } = credentials.open('default').auth;
  await keys.set({ session: { a: Buffer.from('a'), b: Buffer.from('b') } });
  await keys.set({ session: { a: null } });
  expect(Object.keys(await keys.get('session', ['a', 'b']))).toEqual(['b']);
});

test('keys of one set are stored together or not at all', async () => {
  const { keys } = credentials.open('default').auth;
  const unwritable = {
    toJSON: () => {
      throw new Error('cannot be written');
    },
  } as unknown as Uint8Array;
  expect(() => keys.set({ session: { a: Buffer.from('a'), b: unwritable } })).toThrow('cannot be written');
  expect(await keys.get('session', ['a', 'b'])).toEqual({});
});

test('an app state key comes back as the message that Baileys expects', async () => {
  const { keys } = credentials.open('default').auth;
  const key = proto.Message.AppStateSyncKeyData.fromObject({ keyData: Buffer.from('secret'), timestamp: 7 });
  await keys.set({ 'app-state-sync-key': { AAAA: key } });
  const { AAAA: found } = await keys.get('app-state-sync-key', ['AAAA']);
  expect(found).toBeInstanceOf(proto.Message.AppStateSyncKeyData);
  expect(found?.keyData).toEqual(Buffer.from('secret'));
});

test('a session is paired once a phone has linked it', () => {
  expect(credentials.paired('default')).toBe(false);
  credentials.open('default');
  expect(credentials.paired('default')).toBe(false);
  link('default');
  expect(reopened().paired('default')).toBe(true);
});

test('keys that named an account but were never linked are not opened again', () => {
  const keyring = credentials.open('default');
  keyring.auth.creds.me = { id: '6281110000001@s.whatsapp.net', name: '~' };
  keyring.save();
  expect(credentials.paired('default')).toBe(false);
  expect(credentials.open('default').auth.creds.me).toBeUndefined();
});

test('forgotten keys are kept, and what an old connection still saves goes to them', async () => {
  const old = link('default');
  credentials.forget('default', null);
  expect(credentials.paired('default')).toBe(false);
  const fresh = credentials.open('default');
  expect(fresh.auth.creds.me).toBeUndefined();

  old.auth.creds.accountSyncCounter = 9;
  old.save();
  await old.auth.keys.set({ session: { late: Buffer.from('late') } });
  expect(credentials.open('default').auth.creds.accountSyncCounter).toBe(0);
  expect(await fresh.auth.keys.get('session', ['late'])).toEqual({});

  const kept = db.prepare('select count(*) from whatsapp_credentials where archived = 1').pluck().get();
  expect(kept).toBe(1);
});

test('keys that were linked at one WhatsApp are not shown to another', () => {
  link('default');
  const sandbox = sqliteCredentials(db, testSeal(), 'ab'.repeat(32));
  expect(sandbox.paired('default')).toBe(false);
  expect(sandbox.open('default').auth.creds.me).toBeUndefined();
  sandbox.forget('default', null);
  expect(credentials.paired('default')).toBe(true);
});
