import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Config, readConfig } from '../../src/config/config.ts';
import { databaseFile } from '../../src/cli/data-folder.ts';
import { encryptionKeyFile, newEncryptionKey, openSeal } from '../../src/cli/encryption-key.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { lockFolder } from '../../src/storage/sqlite/lock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { sqliteCredentials } from '../support/credentials.ts';
import { waybill } from './fake-shell.ts';

const ports = { entropy: systemEntropy, logger: silentLogger };
const ROTATE_UNTIL_KILLED = join(import.meta.dirname, 'rotate-until-killed.ts');
const KEYS = 20;

let data: string;
let keyFile: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'waybill-keys-'));
  keyFile = encryptionKeyFile(data);
  return () => rmSync(data, { recursive: true });
});

const newKey = () => newEncryptionKey(systemEntropy);
const envOf = (key?: string) => ({ WAYBILL_DATA: data, ...(key === undefined ? {} : { WAYBILL_ENCRYPTION_KEY: key }) });

const configOf = (key?: string): Config => {
  const read = readConfig(envOf(key), false);
  if (!read.ok) throw new Error(read.problems.map(({ sentence }) => sentence).join());
  return read.config;
};

/** Opens the data as a start does, all keys included, and returns what identifies these keys. */
const opened = async (key?: string) => {
  const db = openDatabase(databaseFile(data));
  try {
    const { auth } = sqliteCredentials(db, openSeal(configOf(key), db, ports)).open('default');
    const ids = Array.from({ length: KEYS }, (_, id) => String(id));
    if (!(await auth.keys.get('session', ['0']))['0'])
      await auth.keys.set({ session: Object.fromEntries(ids.map((id) => [id, Buffer.from(`key ${id}`)])) });
    const keys = await auth.keys.get('session', ids);
    return { advSecretKey: auth.creds.advSecretKey, keys: Object.values(keys).map(String) };
  } finally {
    db.close();
  }
};

const keyIn = (file: string) => readFileSync(file, 'utf8').trim();

describe('the encryption key', () => {
  test('is made once, kept beside the data, and opens it again', async () => {
    const first = await opened();
    expect(keyIn(keyFile)).toMatch(/^[0-9a-f]{64}$/);
    expect(await opened()).toEqual(first);
    expect(await opened(keyIn(keyFile))).toEqual(first);
  });

  test('is not written anywhere when the environment has it', async () => {
    const key = newKey();
    const first = await opened(key);
    expect(existsSync(keyFile)).toBe(false);
    expect(await opened(key)).toEqual(first);
  });

  test.each([
    ['in the environment', /^WAYBILL_ENCRYPTION_KEY is not the key .* Nothing was changed\.$/, () => newKey()],
    ['in the file', /encryption-key does not hold the key /, () => writeFileSync(keyFile, newKey(), { mode: 0o600 })],
    ['that is gone', /encryption-key is missing/, () => rmSync(keyFile)],
  ])('%s: another than the right one is refused, and what was there stays', async (_, message, change) => {
    const first = await opened();
    const right = keyIn(keyFile);
    const key = change() ?? undefined;
    const present = existsSync(keyFile) ? keyIn(keyFile) : null;
    await expect(opened(key)).rejects.toMatchObject({
      code: 'seal.wrong_key',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/(set WAYBILL_ENCRYPTION_KEY|Set it) to that key.*\n.*'waybill keys forget'/),
    });
    expect(existsSync(keyFile) ? keyIn(keyFile) : null).toBe(present);
    expect(await opened(right)).toEqual(first);
  });

  test('is refused when the file holds something else', async () => {
    writeFileSync(keyFile, 'not a key', { mode: 0o600 });
    await expect(opened()).rejects.toMatchObject({ code: 'data.unusable' });
    expect(keyIn(keyFile)).toBe('not a key');
  });
});

describe('waybill keys rotate', () => {
  test('seals everything again with a generated key, which replaces the old one', async () => {
    const first = await opened();
    const old = keyIn(keyFile);
    expect(await waybill('keys rotate', { env: envOf() })).toMatchObject({
      exit: 0,
      out: `${keyFile} holds the new key.\nBackups from before are opened by the old key only: make a new one.`,
    });
    expect(keyIn(keyFile)).not.toBe(old);
    expect(await opened()).toEqual(first);
    await expect(opened(old)).rejects.toMatchObject({ code: 'seal.wrong_key' });
  });

  test('takes a new key from standard input, for the variable', async () => {
    const [old, next] = [newKey(), newKey()];
    const first = await opened(old);
    const rotated = await waybill('keys rotate --key-stdin', { env: envOf(old), input: `${next}\n` });
    expect(rotated).toMatchObject({ exit: 0, out: expect.stringContaining('Set WAYBILL_ENCRYPTION_KEY') });
    expect(await opened(next)).toEqual(first);
    await expect(opened(old)).rejects.toMatchObject({ code: 'seal.wrong_key' });
  });

  test('moves from the file to the variable', async () => {
    const first = await opened();
    const next = newKey();
    expect((await waybill('keys rotate --key-stdin', { env: envOf(), input: next })).exit).toBe(0);
    expect(await opened(next)).toEqual(first);
    await expect(opened()).rejects.toMatchObject({ code: 'seal.wrong_key' });
  });

  test('requires the new key if the variable has the old one, and never prints a key', async () => {
    const key = newKey();
    await opened(key);
    const refused = await waybill('keys rotate', { env: envOf(key) });
    expect(refused).toMatchObject({ exit: 64, err: expect.stringContaining('must come from you') });
    const wrong = await waybill('keys rotate --key-stdin', { env: envOf(key), input: 'short' });
    expect(wrong).toMatchObject({ exit: 64, err: expect.stringContaining('openssl rand -hex 32') });
    expect(refused.err + wrong.err).not.toMatch(new RegExp(`${key}|short`));
    await opened(key);
  });

  test('with the wrong key ends with 78 and changes nothing', async () => {
    const first = await opened();
    expect(await waybill('keys rotate --key-stdin', { env: envOf(newKey()), input: newKey() })).toMatchObject({
      exit: 78,
    });
    expect(await opened()).toEqual(first);
  });

  test.each([1, KEYS / 2, KEYS + 1])(
    'killed at sealed value %i, it did not happen, and can be had again',
    async (at) => {
      const first = await opened();
      const old = keyIn(keyFile);
      const child = spawn(process.execPath, [ROTATE_UNTIL_KILLED, data, String(at)], { stdio: 'inherit' });
      onTestFinished(() => void child.kill('SIGKILL'));
      await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
      expect(existsSync(`${keyFile}.new`)).toBe(true);

      expect(keyIn(keyFile)).toBe(old);
      expect(await opened()).toEqual(first);
      expect((await waybill('keys rotate', { env: envOf() })).exit).toBe(0);
      expect(keyIn(keyFile)).not.toBe(old);
      expect(await opened()).toEqual(first);
    },
  );

  test('cut off after everything was sealed and before the key was in its place, it is finished by the next start', async () => {
    const first = await opened();
    copyFileSync(keyFile, join(data, 'old'));
    await waybill('keys rotate', { env: envOf() });
    const next = keyIn(keyFile);
    copyFileSync(keyFile, `${keyFile}.new`);
    copyFileSync(join(data, 'old'), keyFile);

    expect(await opened()).toEqual(first);
    expect(keyIn(keyFile)).toBe(next);
    expect(existsSync(`${keyFile}.new`)).toBe(false);
  });
});

describe('waybill keys forget', () => {
  test('puts aside what a lost key has sealed, and the session starts again', async () => {
    const first = await opened();
    rmSync(keyFile);
    expect(await waybill('keys forget', { env: envOf() })).toMatchObject({
      exit: 0,
      out: 'Put aside the keys of default: link again with a QR after the next start.',
    });
    expect((await opened()).advSecretKey).not.toBe(first.advSecretKey);
    expect((await waybill('keys rotate', { env: envOf() })).exit).toBe(0);
  });

  test('keeps what opens', async () => {
    const first = await opened();
    expect(await waybill('keys forget', { env: envOf() })).toMatchObject({
      exit: 0,
      out: "All of WhatsApp's keys open; none was put aside.",
    });
    expect(await opened()).toEqual(first);
  });
});

test.each(['keys rotate', 'keys forget'])('waybill %s leaves the data of a running gateway alone', async (line) => {
  await opened();
  const lock = lockFolder(data);
  onTestFinished(() => lock.release());
  expect(await waybill(line, { env: envOf() })).toMatchObject({ exit: 69 });
});
