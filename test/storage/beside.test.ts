/** Rows that stand beside a log in PostgreSQL: changed in the copy, and kept when it is lost. */
import type { Database } from 'better-sqlite3';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { BESIDE_TABLES, openBeside } from '../../src/storage/postgres/beside.ts';
import { type Lane, openLane } from '../../src/storage/postgres/lane.ts';
import { type OwnedLog, takeLog } from '../../src/storage/postgres/owned-log.ts';
import { migrate } from '../../src/storage/postgres/schema.ts';
import { createKeyTables } from '../../src/storage/sqlite/key-tables.ts';
import { openWire, type Wire } from '../support/cut-wire.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

let postgres: Postgres;
/** A connection that nothing cuts. */
let sight: Lane;
let wire: Wire;
let lane: Lane;
let cluster: string;

beforeAll(async () => {
  postgres = await startPostgres();
  sight = openLane(postgres.url);
  cluster = await migrate(sight);
});
afterAll(async () => {
  await sight.close();
  postgres.remove();
});
beforeEach(async () => {
  await sight.run({ text: 'truncate logs, beside restart identity cascade' });
  const url = new URL(postgres.url);
  wire = await openWire({ host: url.hostname, port: Number(url.port) });
  url.port = String(wire.port);
  lane = openLane(url.href);
});
afterEach(async () => {
  await lane.close();
  await wire.close();
});

const newCopy = (): Database => {
  const db = memoryDatabase();
  createKeyTables(db);
  return db;
};

const take = (over = lane): Promise<OwnedLog> => takeLog(over, { name: 'main', node: 'one', again: () => nextTurn() });

/** Opens a copy for the next owner. Nothing is sent that nobody waits for. */
const open = async (db = newCopy()) => {
  const owned = await take();
  return { db, owned, ...(await openBeside({ db, lane, owned, cluster, later: () => () => {} })) };
};

const setKey = (db: Database, id: string, sealed: string): void => {
  db.prepare(
    `insert into whatsapp_keys values (1, 'session', ?, ?) on conflict do update set sealed = excluded.sealed`,
  ).run(id, Buffer.from(sealed));
};
const link = (db: Database): void =>
  void db.prepare(`insert into whatsapp_credentials values (1, 'default', 'root', 0, x'00ff', null)`).run();

const keysIn = (db: Database): unknown[] =>
  db
    .prepare<[], { id: string; sealed: Buffer }>('select id, sealed from whatsapp_keys order by id')
    .all()
    .map(({ id, sealed }) => `${id} ${String(sealed)}`);

test('a copy that was lost gets every row back, byte for byte', async () => {
  const { db, flushed } = await open();
  link(db);
  db.exec(`
    insert into whatsapp_keys values (1, 'pre-key', '7', x'00010203');
    insert into whatsapp_uploads values ('root', 'me', 'a/b', 1790000000000, x'ff');
    insert into session_proxies values ('default', 'digest', x'');
    insert into webhook_places values ('one', '[[1,9]]');
    insert into webhook_secrets values ('one', 'current', null, x'0a');
    insert into webhook_lanes values ('one', 'default/é "quoted" \\ chat', 4, 1);
    insert into webhook_parcels values ('one', 'p', '[]', 2, 1790000000000, 1);
    insert into webhook_deliveries values (3, 'one', 'evt', 4, 0, 'message.sent', 'default', null, 'p', 'waiting', 1, 2, 3, null, 200, null, 'line
break', 12);
    insert into media_files values ('med_1', x'00');
  `);
  await flushed();
  const next = await open();
  for (const table of BESIDE_TABLES) {
    const rows = (from: Database): unknown[] => from.prepare(`select * from ${table}`).all();
    expect([table, rows(next.db)]).toEqual([table, rows(db)]);
    expect(rows(next.db)).toHaveLength(1);
  }
});

test('every table beside the log is known here', () => {
  const all = newCopy()
    .prepare<[], string>(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`)
    .pluck()
    .all();
  expect(all.filter((name) => /^(whatsapp|webhook|session_proxies|media_files)/.test(name))).toEqual(
    expect.arrayContaining([...BESIDE_TABLES]),
  );
  expect(all.filter((name) => /^(whatsapp_|webhook_)/.test(name)).toSorted()).toEqual(
    BESIDE_TABLES.filter((name) => /^(whatsapp_|webhook_)/.test(name)).toSorted(),
  );
});

test('a row that changed often is sent once, as it is, and one that was removed is gone', async () => {
  const { db, flushed } = await open();
  link(db);
  for (const value of ['a', 'b', 'c']) setKey(db, 'kept', value);
  setKey(db, 'gone', 'x');
  await flushed();
  db.exec(`delete from whatsapp_keys where id = 'gone'`);
  db.exec(`update whatsapp_keys set id = 'moved' where id = 'kept'`);
  expect(db.prepare('select count(*) from unsent').pluck().get()).toBe(3);
  await flushed();
  expect(keysIn((await open()).db)).toEqual(['moved c']);
});

test('many rows go in parts, and all have arrived when the wait is over', async () => {
  const { db, flushed } = await open();
  link(db);
  for (let n = 0; n < 2_500; n += 1) setKey(db, `key ${n}`, 'x');
  const waits = [flushed(), flushed()];
  setKey(db, 'later', 'x');
  await Promise.all(waits);
  const [stored] = await sight.run<{ count: number }>({ text: `select count(*)::int as count from beside` });
  expect(stored?.count).toBeGreaterThanOrEqual(2_501);
});

test('an answer that is lost is made up for: sending a row again changes nothing', async () => {
  const { db, flushed } = await open();
  link(db);
  await flushed();
  setKey(db, 'one', 'a');
  wire.cut('answer');
  await expect(flushed()).rejects.toMatchObject({ code: 'log.unavailable' });
  setKey(db, 'one', 'b');
  await flushed();
  expect(keysIn((await open()).db)).toEqual(['one b']);
});

test('an owner that lost its log sends nothing more', async () => {
  const first = await open();
  link(first.db);
  await first.flushed();
  const second = await open();
  setKey(first.db, 'late', 'x');
  await expect(first.flushed()).rejects.toMatchObject({ code: 'log.fenced' });
  expect(keysIn(second.db)).toEqual([]);
  const [stored] = await sight.run<{ count: number }>({ text: `select count(*)::int as count from beside` });
  expect(stored?.count).toBe(1);
});

test('a copy that nobody came between keeps what it had not sent', async () => {
  const first = await open();
  link(first.db);
  setKey(first.db, 'unsent', 'x');
  const again = await open(first.db);
  expect(keysIn(again.db)).toEqual(['unsent x']);
  await again.flushed();
  expect(keysIn((await open()).db)).toEqual(['unsent x']);
});

test('a copy that another owner came between gives up what it had not sent', async () => {
  const first = await open();
  link(first.db);
  setKey(first.db, 'sent', 'x');
  await first.flushed();
  setKey(first.db, 'unsent', 'x');
  const second = await open();
  setKey(second.db, 'of the other', 'y');
  await second.flushed();
  expect(keysIn((await open(first.db)).db)).toEqual(['of the other y', 'sent x']);
});
