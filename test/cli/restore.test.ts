import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, test } from 'vitest';
import { databaseFile } from '../../src/cli/data-folder.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { lockFolder } from '../../src/storage/sqlite/lock.ts';
import { manualClock } from '../support/manual-clock.ts';
import { running } from '../support/running.ts';
import { scriptedWhatsApp } from '../support/scripted-whatsapp.ts';
import { waybill } from './fake-shell.ts';

let root: string;
let backup: string;
/** Facts in the backup. */
let facts: number;
/** An empty folder to restore into. */
let data: string;
let env: Record<string, string>;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'waybill-restore-'));
  const origin = join(root, 'origin');
  mkdirSync(origin);
  const gateway = await running({
    db: openDatabase(databaseFile(origin)),
    clock: manualClock(),
    script: scriptedWhatsApp(),
  });
  await gateway.queue({ text: 'sent' });
  await gateway.ready();
  await gateway.fact('job.completed');
  await gateway.gateway.queues.pause('default', { by: 'anna', correlation: null });
  await gateway.queue({ text: 'waits' });
  facts = gateway.log.head().position;
  await gateway.log.close();
  backup = join(root, 'backup.db');
  expect(await waybill(`backup ${backup}`, { env: { WAYBILL_DATA: origin } })).toMatchObject({ exit: 0 });
  data = join(root, 'data');
  env = { WAYBILL_DATA: data };
  return () => rmSync(root, { recursive: true });
});

const change = (file: string, sql: string): void => {
  const db = new Database(file);
  db.pragma('journal_mode = delete');
  db.exec(sql);
  db.close();
};

/** The copy of a stream's name in the index on names. */
const flipInIndex = (file: string): void => {
  const db = new Database(file, { readonly: true });
  const page =
    db.prepare<[], number>(`select pageno from dbstat where name = 'sqlite_autoindex_streams_1'`).pluck().get() ?? 0;
  const size = Number(db.pragma('page_size', { simple: true }));
  db.close();
  const bytes = readFileSync(file);
  const at = bytes.indexOf('job/', (page - 1) * size);
  expect(at).toBeLessThan(page * size);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
};

/** The files in the data folder, except the lock. */
const inside = () => (existsSync(data) ? readdirSync(data).filter((name) => !name.startsWith('lock')) : []);

const refused = async (says: RegExp, exit: number): Promise<void> => {
  const before = inside();
  const restored = await waybill(`restore ${backup}`, { env });
  expect(restored).toMatchObject({ exit, err: expect.stringMatching(says) });
  expect(inside()).toEqual(before);
};

test('a backup is checked, put in place, and told what it means', async () => {
  const before = readFileSync(backup);
  const { exit, out } = await waybill(`restore ${backup}`, { env });
  expect(exit).toBe(0);
  expect(out).toContain(`Restored ${join(data, 'waybill.db')} from ${backup}: ${facts} facts`);
  expect(out).toContain('1 message in it waits and will be sent');
  expect(out).toContain('WhatsApp drops the second copy');
  expect(out).toContain('the recipient gets it twice');
  expect(readFileSync(backup).equals(before)).toBe(true);
  expect(readdirSync(data).filter((name) => !name.startsWith('lock'))).toEqual(['waybill.db']);
  expect((statSync(join(data, 'waybill.db')).mode & 0o777).toString(8)).toBe('600');
  expect(await waybill('verify', { env })).toMatchObject({ exit: 0 });
  const { lines } = await waybill('events --type process.restored', { env });
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { position: facts + 1, by: 'system', data: { head: facts } },
  ]);
});

test('existing data is never overwritten, and neither is what is left of it', async () => {
  expect(await waybill(`restore ${backup}`, { env })).toMatchObject({ exit: 0 });
  const before = readFileSync(databaseFile(data));
  await refused(/waybill\.db exists.*\nMove waybill\.db away first/, 74);
  expect(readFileSync(databaseFile(data)).equals(before)).toBe(true);
  rmSync(databaseFile(data));
  writeFileSync(join(data, 'waybill.db-wal'), 'the newest facts of another database');
  await refused(/waybill\.db-wal exists/, 74);
});

test('a folder that a process holds is left alone', async () => {
  await waybill(`restore ${backup}`, { env });
  rmSync(databaseFile(data));
  const lock = lockFolder(data);
  await refused(/in use by process/, 69);
  lock.release();
});

test.each([
  ['is no database', (file: string) => writeFileSync(file, 'Dear diary, '.repeat(1_000)), /no backup of Waybill/, 74],
  ['is empty', (file: string) => writeFileSync(file, ''), /no backup of Waybill/, 74],
  [
    "is another program's",
    (file: string) => {
      rmSync(file);
      change(file, 'create table theirs (id)');
    },
    /no backup of Waybill/,
    74,
  ],
  ['is of a newer Waybill', (file: string) => change(file, 'pragma user_version = 99'), /newer Waybill/, 74],
  [
    'has a changed row',
    (file: string) =>
      change(file, `drop trigger events_refuses_update; update events set "by" = 'bob' where position = 2`),
    /is damaged: its hash does not match.*position 2.*\nRestore another/,
    1,
  ],
  ['has a changed table', (file: string) => change(file, 'update jobs set attempts = 7'), /is damaged: jobs/, 1],
  ['has a bit flipped in an index', flipInIndex, /is damaged: .*index/, 74],
  ['was cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, -4096)), /damaged/, 74],
  ['is not there', (file: string) => rmSync(file), /There is no file/, 74],
  [
    'is a database in use',
    (file: string) => writeFileSync(`${file}-wal`, 'the newest facts'),
    /no backup: its newest facts/,
    74,
  ],
])('a file that %s is refused, and nothing is left behind', async (_, damage, says, exit) => {
  damage(backup);
  await refused(says, exit);
});

test('where there is no backup, no data folder is made', async () => {
  const restored = await waybill(`restore ${join(root, 'missing.db')}`, { env });
  expect(restored).toMatchObject({ exit: 74, err: expect.stringContaining('There is no file') });
  expect(existsSync(data)).toBe(false);
});

test('what a kill has left of a restore is in nobody’s way', async () => {
  await waybill(`restore ${backup}`, { env });
  rmSync(databaseFile(data));
  for (const suffix of ['', '-wal', '-shm']) writeFileSync(join(data, `waybill.db.restoring${suffix}`), 'half');
  expect(await waybill(`restore ${backup}`, { env })).toMatchObject({ exit: 0 });
  expect(await waybill('verify', { env })).toMatchObject({ exit: 0 });
});
