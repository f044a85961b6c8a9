import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteCredentials } from '../support/credentials.ts';
import { sqliteProxies } from '../../src/storage/sqlite/session-proxies.ts';
import { sqliteWebhookRecords } from '../../src/storage/sqlite/webhook-records.ts';
import {
  forgetUnopenedProxies,
  forgetUnopenedSecrets,
  keysInUse,
  openKeyTables,
  putAsideUnopened,
  resealKeys,
  wipeFreePages,
} from '../../src/storage/sqlite/key-tables.ts';
import { vaultAtHand } from '../../src/storage/sqlite/vault.ts';
import { testSeal } from '../support/seal.ts';

const SECRET = Buffer.from('this is what a key would look like');
const NUMBER = '6281234567890.0';

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'waybill-keys-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
};

const database = (file = ':memory:'): Database.Database => {
  const db = openDatabase(file);
  onTestFinished(() => void db.close());
  return db;
};

/** Credentials with one key for each of two contacts. */
const stored = async (db: Database.Database, seal = testSeal()) => {
  const { auth } = sqliteCredentials(db, seal).open('default');
  await auth.keys.set({ session: { [NUMBER]: SECRET, other: Buffer.from('another') } });
  return auth.creds;
};

const keyIn = async (db: Database.Database, seal = testSeal()) =>
  (await sqliteCredentials(db, seal).open('default').auth.keys.get('session', [NUMBER]))[NUMBER];

const rows = (db: Database.Database) => [
  db.prepare('select * from whatsapp_credentials').all(),
  db.prepare('select * from whatsapp_keys').all(),
];

test('an upload whose key is lost is made again', () => {
  const db = database();
  const upload = { account: '6281110000001', id: 'image/ab', value: 'an upload', until: 1 };
  vaultAtHand(db, testSeal()).keepUpload(upload, 0);
  const other = vaultAtHand(db, testSeal(2));
  expect(other.findUpload(upload.account, upload.id)).toBeNull();
  other.keepUpload({ ...upload, value: 'again' }, 0);
  expect(other.findUpload(upload.account, upload.id)).toBe('again');
});

/** Whether any file of the folder contains these bytes, raw or as text. */
const standsIn = (path: string, secret: Uint8Array): boolean => {
  const forms = [
    Buffer.from(secret),
    ...(['base64', 'base64url', 'hex'] as const).map((as) => Buffer.from(secret).toString(as)),
  ];
  return readdirSync(path).some((file) => forms.some((form) => readFileSync(join(path, file)).includes(form)));
};

/** The tables and values from before keys were sealed. */
const unsealed = (db: Database.Database, creds: string, key: string): void => {
  db.exec(`
    create table whatsapp_credentials (
      id integer primary key, session text not null, root text not null, archived integer not null default 0, value text not null
    ) strict;
    create unique index whatsapp_credentials_in_use on whatsapp_credentials (session, root) where archived = 0;
    create table whatsapp_keys (
      credentials integer not null references whatsapp_credentials (id), type text not null, id text not null,
      value text not null, primary key (credentials, type, id)
    ) strict, without rowid;
  `);
  db.prepare(`insert into whatsapp_credentials (session, root, value) values ('default', 'whatsapp', ?)`).run(creds);
  db.prepare(`insert into whatsapp_keys values (1, 'session', ?, ?)`).run(NUMBER, key);
};

const asJson = (secret: Uint8Array) => JSON.stringify({ type: 'Buffer', data: Buffer.from(secret).toString('base64') });

describe('the stored keys', () => {
  test('stand nowhere in the file in the clear', async () => {
    const path = folder();
    const creds = await stored(database(join(path, 'waybill.db')));
    for (const secret of [SECRET, creds.noiseKey.private, creds.signedIdentityKey.private])
      expect(standsIn(path, secret)).toBe(false);
    expect(standsIn(path, Buffer.from(creds.advSecretKey, 'base64'))).toBe(false);
  });

  test('do not open in the place of another', async () => {
    const db = database();
    await stored(db);
    db.exec(`update whatsapp_keys set sealed = (select sealed from whatsapp_keys where id = 'other')`);
    await expect(async () => keyIn(db)).rejects.toMatchObject({
      code: 'seal.broken',
      message: expect.stringContaining('whatsapp_keys/1/session'),
    });
  });

  test('do not open for another session, nor does an older set for the present one', () => {
    const db = database();
    const credentials = sqliteCredentials(db, testSeal());
    credentials.open('one');
    credentials.forget('one', null);
    credentials.open('one');
    credentials.open('two');
    const sealed = (id: number) => db.prepare('select sealed from whatsapp_credentials where id = ?').pluck().get(id);
    const put = db.prepare('update whatsapp_credentials set sealed = ? where id = ?');
    const own = sealed(2);
    for (const id of [1, 3]) {
      put.run(sealed(id), 2);
      expect(() => openKeyTables(db, testSeal())).toThrow(expect.objectContaining({ code: 'seal.broken' }));
      put.run(own, 2);
    }
    openKeyTables(db, testSeal());
  });

  test('are refused to another key, and stay as they are', async () => {
    const db = database();
    await stored(db);
    const before = rows(db);
    expect(() => sqliteCredentials(db, testSeal(2))).toThrow(expect.objectContaining({ code: 'seal.wrong_key' }));
    expect(rows(db)).toEqual(before);
  });

  test('are refused when one bit was changed, by the name of their row and without a number', async () => {
    const db = database();
    await stored(db);
    const flip = db.prepare(`select sealed from whatsapp_keys where id = ?`).pluck().get(NUMBER) as Buffer;
    flip[flip.length - 1] = (flip.at(-1) ?? 0) ^ 1;
    db.prepare('update whatsapp_keys set sealed = ? where id = ?').run(flip, NUMBER);
    await expect(async () => keyIn(db)).rejects.toThrow(
      /^What is stored as whatsapp_keys\/1\/session cannot be opened: it was changed, or belongs elsewhere$/,
    );
  });
});

describe('keys from before they were sealed', () => {
  test('are sealed at the first start, and nothing of them stays in the file', async () => {
    const path = folder();
    const db = database(join(path, 'waybill.db'));
    const noise = Buffer.from('the private half of the noise key');
    unsealed(db, JSON.stringify({ noiseKey: { private: JSON.parse(asJson(noise)) } }), asJson(SECRET));
    expect(standsIn(path, SECRET)).toBe(true);

    const { auth } = sqliteCredentials(db, testSeal()).open('default');
    expect(auth.creds.noiseKey.private).toEqual(noise);
    expect(await keyIn(db)).toEqual(SECRET);
    for (const secret of [SECRET, noise]) expect(standsIn(path, secret)).toBe(false);
    expect(keysInUse(db)).toEqual([testSeal().keyName]);
  });

  test('stay as they were when one of them cannot be sealed', () => {
    const db = database();
    unsealed(db, '{}', asJson(SECRET));
    const failing = {
      ...testSeal(),
      seal() {
        throw new Error('no entropy');
      },
    };
    expect(() => openKeyTables(db, failing)).toThrow('no entropy');
    expect(rows(db)).toMatchObject([[{ value: '{}' }], [{ value: asJson(SECRET) }]]);
    expect(keysInUse(db)).toEqual([]);
  });
});

describe('keys that are sealed again', () => {
  test('open with the new key only, those that were put aside among them', async () => {
    const db = database();
    await stored(db);
    sqliteCredentials(db, testSeal()).forget('default', null);
    const creds = await stored(db);
    const upload = { account: '6281110000001', id: 'image/ab', value: 'an upload', until: 1 };
    vaultAtHand(db, testSeal()).keepUpload(upload, 0);
    resealKeys(db, testSeal(), testSeal(2));
    expect(sqliteCredentials(db, testSeal(2)).open('default').auth.creds).toEqual(creds);
    expect(await keyIn(db, testSeal(2))).toEqual(SECRET);
    expect(() => openKeyTables(db, testSeal())).toThrow(expect.objectContaining({ code: 'seal.wrong_key' }));
    resealKeys(db, testSeal(2), testSeal(3));
    expect(vaultAtHand(db, testSeal(3)).findUpload('6281110000001', 'image/ab')).toBe('an upload');
    expect(JSON.stringify(rows(db).flat().map(headOf))).not.toContain(testSeal(2).keyName);
  });

  test('leave nothing in the file that the old key opens', async () => {
    const path = folder();
    const db = database(join(path, 'waybill.db'));
    await stored(db);
    const header = Buffer.concat([Buffer.of(1), Buffer.from(testSeal().keyName, 'hex')]);
    expect(standsIn(path, header)).toBe(true);
    resealKeys(db, testSeal(), testSeal(2));
    wipeFreePages(db);
    expect(standsIn(path, header)).toBe(false);
  });

  test('stay as they were when one of them does not open', async () => {
    const db = database();
    await stored(db);
    db.exec(`update whatsapp_keys set sealed = substr(sealed, 1, 20) where id = 'other'`);
    const before = rows(db);
    expect(() => resealKeys(db, testSeal(), testSeal(2))).toThrow(expect.objectContaining({ code: 'seal.broken' }));
    expect(rows(db)).toEqual(before);
  });
});

test('keys that do not open can be put aside, and the session then starts again', async () => {
  const db = database();
  const old = await stored(db);
  expect(putAsideUnopened(db, testSeal())).toEqual([]);
  expect(putAsideUnopened(db, testSeal(2))).toEqual(['default']);
  const fresh = sqliteCredentials(db, testSeal(2)).open('default').auth;
  expect(fresh.creds.noiseKey.private).not.toEqual(old.noiseKey.private);
  expect(await keyIn(db, testSeal(2))).toBeUndefined();
  resealKeys(db, testSeal(2), testSeal(3));
  openKeyTables(db, testSeal(3));
  expect(db.prepare('select count(*) from whatsapp_credentials where archived = 1').pluck().get()).toBe(1);
});

test('the secrets of webhooks name the key that sealed them, and can be given up when it is lost', () => {
  const db = database();
  const records = sqliteWebhookRecords(db, testSeal());
  records.keepSecrets('1', { secret: 'whsec_one', formers: [], headers: {} });
  expect(keysInUse(db)).toEqual([testSeal().keyName]);
  expect(forgetUnopenedSecrets(db, testSeal())).toEqual([]);
  expect(records.secrets('1')).toMatchObject({ secret: 'whsec_one' });
  expect(forgetUnopenedSecrets(db, testSeal(2))).toEqual(['1']);
  expect(records.secrets('1')).toBeNull();
  expect(keysInUse(db)).toEqual([]);
});

test('the address of a proxy goes with the encryption key, and can be given up when that is lost', () => {
  const db = database();
  const digest = 'ab'.repeat(32);
  const proxies = sqliteProxies(db, testSeal());
  proxies.keep('shop', digest, 'socks5://anna:secret@proxy:1080');
  expect(keysInUse(db)).toEqual([testSeal().keyName]);
  openKeyTables(db, testSeal());
  resealKeys(db, testSeal(), testSeal(2));
  expect(() => proxies.find('shop', digest)).toThrow(expect.objectContaining({ code: 'seal.wrong_key' }));
  expect(sqliteProxies(db, testSeal(2)).find('shop', digest)).toBe('socks5://anna:secret@proxy:1080');
  expect([forgetUnopenedProxies(db, testSeal(2)), forgetUnopenedProxies(db, testSeal())]).toEqual([[], ['shop']]);
  expect(keysInUse(db)).toEqual([]);
});

const headOf = (row: unknown): string => (row as { sealed: Buffer }).sealed.subarray(0, 5).toString('hex');
