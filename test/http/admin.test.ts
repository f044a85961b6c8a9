import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { settingsIn } from '../../src/config/settings.ts';
import { createInstallation } from '../../src/gateway/operation/installation.ts';
import { createAudit } from '../../src/gateway/operation/audit.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { hashOfFile } from '../../src/storage/sqlite/files.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { BACKUPS } from '../support/inside.ts';
import { type Api, api } from './api.ts';

afterEach(() => rmSync(BACKUPS, { recursive: true, force: true }));

interface Made {
  readonly name: string;
  readonly size: number;
  readonly head: { readonly position: number; readonly hash: string };
  readonly sha256: string;
}

const backup = async (waybill: Api) => {
  const { status, body } = await waybill.json('POST /api/admin/backup');
  return { status, made: body as unknown as Made };
};

test('a backup is a whole log that ends where the answer says, and is on record with who made it', async () => {
  const waybill = await api();
  await waybill.send();
  waybill.facts();
  const before = waybill.log.head();
  const { status, made } = await backup(waybill);
  expect(status).toBe(201);
  expect(made.name).toMatch(/^waybill-[\dTZ-]+\.db$/);
  const file = join(BACKUPS, made.name);
  expect(made).toMatchObject({ size: statSync(file).size, head: before, sha256: await hashOfFile(file) });
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  expect((statSync(BACKUPS).mode & 0o777).toString(8)).toBe('700');
  expect(waybill.facts()).toEqual(['process.backed_up']);
  expect(waybill.log.page({ after: before.position, limit: 1 })).toMatchObject([
    { by: waybill.userId, data: { name: made.name, head: before.position, sha256: made.sha256 } },
  ]);

  const db = openDatabase(file);
  const log = sqliteLog(db);
  expect((await createAudit({ db, log, clock: waybill.clock }).run()).problem).toBeNull();
  await log.close();
});

test('an administrator sees the settings, and what the data folder holds', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'media', 'ab'), { recursive: true });
  writeFileSync(join(folder, 'media', 'ab', 'one'), 'x'.repeat(3_000));
  writeFileSync(join(folder, 'waybill.db'), 'x'.repeat(1_000));
  const settings = settingsIn({ WAYBILL_PORT: '8080', WAYBILL_JWT_SECRET: 'canary' }, new Set());
  const waybill = await api({ installation: createInstallation({ settings, folder }) });
  const { status, body } = await waybill.json('GET /api/admin/settings');
  expect(status).toBe(200);
  expect(body).toMatchObject({ version: '0.0.0-test', node: process.version });
  expect(body['data']).toMatchObject({
    folder,
    bytes: 4_000,
    complete: true,
    parts: [
      { name: 'media', bytes: 3_000 },
      { name: 'waybill.db', bytes: 1_000 },
    ],
  });
  expect(body['settings']).toEqual(settings);
  expect(JSON.stringify(body)).not.toContain('canary');
});

test('only an administrator may make one, and nothing is made or recorded for others', async () => {
  const waybill = await api();
  await waybill.accounts.users.add({ email: 'max@example.com', password: 'correct horse', role: 'operator' }, SYSTEM);
  const login = await waybill.json('POST /api/auth/login', {
    json: { email: 'max@example.com', password: 'correct horse' },
    token: null,
  });
  waybill.facts();
  const { status, body } = await waybill.json('POST /api/admin/backup', { token: login.body.accessToken });
  expect({ status, code: body.code }).toEqual({ status: 403, code: 'auth.forbidden' });
  expect((await waybill.json('POST /api/admin/backup', { token: null })).status).toBe(401);
  expect(waybill.facts()).toEqual([]);
  expect(existsSync(BACKUPS)).toBe(false);
});

test('a client chooses neither the name nor the place', async () => {
  const waybill = await api();
  const { status, body } = await waybill.json('POST /api/admin/backup?file=/etc/passwd', {
    json: { name: '../../x.db', file: '/tmp/x.db' },
  });
  expect(status).toBe(201);
  expect(readdirSync(BACKUPS)).toEqual([(body as unknown as Made).name]);
});

test('one backup at a time', async () => {
  const waybill = await api();
  const answers = await Promise.all([backup(waybill), backup(waybill)]);
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([201, 409]);
  expect(readdirSync(BACKUPS)).toHaveLength(1);
  waybill.clock.advance(1);
  expect((await backup(waybill)).status).toBe(201);
});

test('where none can be written the answer is 503, and the next one works', async () => {
  const waybill = await api();
  writeFileSync(BACKUPS, 'in the way');
  const { status, body } = await waybill.json('POST /api/admin/backup');
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'backup.not_writable' });
  rmSync(BACKUPS);
  const { made } = await backup(waybill);
  const copy = new Database(join(BACKUPS, made.name), { readonly: true });
  expect(copy.prepare('select position from head').pluck().get()).toBe(made.head.position);
  copy.close();
});
