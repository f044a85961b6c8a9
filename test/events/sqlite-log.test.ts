import { copyFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { WAL_BYTES_MAX } from '../../src/storage/sqlite/checkpoint.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { Defect } from '../../src/kernel/fault.ts';
import { manualClock } from '../support/manual-clock.ts';
import { folder } from './folder.ts';
import { append, completed, job, started, tell } from './story.ts';

/** A closed log of six facts. */
const written = async (): Promise<string> => {
  const file = join(folder(), 'waybill.db');
  const log = sqliteLog(openDatabase(file));
  await tell(log);
  await log.close();
  return file;
};

/** An attacker with a database tool. */
const tamper = (file: string, sql: string): void => {
  const db = new Database(file);
  db.pragma('foreign_keys = off');
  for (const table of ['streams', 'events']) {
    db.exec(`drop trigger ${table}_refuses_update; drop trigger ${table}_refuses_delete`);
  }
  expect(db.prepare(sql).run().changes).toBeGreaterThan(0);
  db.close();
};

const verify = async (file: string) => {
  const log = sqliteLog(openDatabase(file));
  const problem = await log.verify();
  await log.close();
  return problem;
};

test('what was appended is there after a restart, and the log goes on where it was', async () => {
  const file = await written();
  expect(existsSync(`${file}-wal`)).toBe(false);
  const log = sqliteLog(openDatabase(file));
  expect(log.head().position).toBe(6);
  expect(await log.append(append(job(2), 2, completed))).toMatchObject([{ position: 7, version: 3, streamId: 4 }]);
  expect(await log.verify()).toBeNull();
  await log.close();
});

test.each([
  ['update events set at = 0'],
  ['delete from events where position = 6'],
  ["update streams set name = 'job/other'"],
  ['delete from streams'],
])('the file itself refuses: %s', async (sql) => {
  const db = openDatabase(await written());
  db.pragma('foreign_keys = off');
  expect(() => db.exec(sql)).toThrow('append-only');
  db.close();
});

describe('verify finds', () => {
  test.each([
    ['position', 'update events set position = 30 where position = 3'],
    ['stream', 'update events set stream = 2, version = 9 where position = 3'],
    ['version', 'update events set version = 7 where position = 3'],
    ['type', "update events set type = 'job.startee' where position = 3"],
    ['another type that is known', "update events set type = 'job.cancelled' where position = 5"],
    ['schema', 'update events set schema = 2 where position = 3'],
    ['data', `update events set data = '{"attempt":2}' where position = 3`],
    ['data that means the same', `update events set data = '{"attempt": 1}' where position = 3`],
    ['at', 'update events set at = at + 1 where position = 3'],
    ['from', "update events set from_state = '' where position = 3"],
    ['to', "update events set to_state = 'somewherf' where position = 3"],
    ['causation', 'update events set causation = 2 where position = 3'],
    ['correlation', 'update events set correlation = null where position = 3'],
    ['by', "update events set by = 'annb' where position = 3"],
    ['hash', "update events set hash = cast(x'00' || substr(hash, 2) as blob) where position = 3"],
    ['a missing row', 'delete from events where position = 3'],
    ['the name of a stream', "update streams set name = 'queue/defaulu' where id = 2"],
    ['the number of a stream', 'update streams set id = 9 where id = 2'],
    ['a text', "update contents set body = 'Hellp'"],
    ['where facts of a type are', "delete from type_blocks where type = 'job.started'"],
    ['whose text it is', 'update contents set position = 3'],
  ])('a change of %s', async (_what, sql) => {
    const file = await written();
    tamper(file, sql);
    const problem = await verify(file);
    expect(problem).toMatchObject({
      position: expect.any(Number),
      stream: expect.any(String),
      problem: expect.any(String),
    });
    expect(problem?.position).toBeLessThanOrEqual(5);
  });

  test('nothing wrong with a text that was erased', async () => {
    const file = await written();
    tamper(file, 'delete from contents');
    expect(await verify(file)).toBeNull();
  });
});

test.each([
  ['a last row that was cut off', 'delete from events where position = 6'],
  ['a head that was moved back', 'update head set position = 5'],
  ['a head with another hash', 'update head set hash = zeroblob(32)'],
  ['a last row that holds no fact', `update events set data = '{}' , type = 'job.started' where position = 6`],
  ['a head that is gone', 'delete from head'],
])('a log does not open on %s', async (_what, sql) => {
  const file = await written();
  tamper(file, sql);
  const db = openDatabase(file);
  expect(() => sqliteLog(db)).toThrow(Defect);
  db.close();
});

test('a stored fact that its schema refuses is a defect that names stream and position, wherever it is read', async () => {
  const file = await written();
  tamper(file, "update events set data = '{}' where position = 3");
  const log = sqliteLog(openDatabase(file));
  const where = { name: 'Defect', stream: job(1), position: 3, message: expect.stringContaining('position 3') };
  for (const read of [() => log.read(job(1)), () => log.page({ after: 0, limit: 10 })]) {
    expect(read).toThrow(expect.objectContaining(where));
  }
  expect(log.page({ after: 3, limit: 10 })).toHaveLength(3);
  await log.close();
});

test('a file that was changed by somebody else meanwhile is a defect, and nothing is acknowledged', async () => {
  const file = await written();
  const log = sqliteLog(openDatabase(file));
  const other = new Database(file);
  other.exec(
    "insert into events select 7, stream, 9, type, schema, data, at, null, null, null, null, 'x', hash from events where position = 6",
  );
  await expect(log.append(append(job(5), 0, started()))).rejects.toBeInstanceOf(Defect);
  expect(log.head().position).toBe(6);
  other.close();
  await log.close();
});

test('the write-ahead log that an outside reader has let grow is short again once the reader is gone', async () => {
  const file = join(folder(), 'waybill.db');
  const clock = manualClock();
  const db = openDatabase(file);
  const log = sqliteLog(db, { clock });
  const walBytes = () => statSync(`${file}-wal`).size;
  await log.append(append(job(1), 0, started()));
  await nextTurn();
  const reader = new Database(file, { readonly: true });
  reader.exec('begin');
  reader.prepare('select count(*) from events').get();
  db.exec('create table ballast (bytes blob)');
  for (let n = 0; n < 12; n += 1) db.exec('insert into ballast values (zeroblob(1000000))');
  clock.advance(2_000);
  expect(walBytes()).toBeGreaterThan(WAL_BYTES_MAX);
  reader.close();
  clock.advance(30_000);
  expect(walBytes()).toBe(0);
  expect(db.pragma('busy_timeout', { simple: true })).toBe(2_000);
  expect(db.pragma('journal_size_limit', { simple: true })).toBe(WAL_BYTES_MAX);
  await log.close();
});

test('a log that has nothing to do moves its write-ahead log into the file', async () => {
  const inside = folder();
  const file = join(inside, 'waybill.db');
  const clock = manualClock();
  const log = sqliteLog(openDatabase(file), { clock });
  /** The content of the file without its write-ahead log. */
  const moved = (): number => {
    const copy = join(inside, 'copy.db');
    copyFileSync(file, copy);
    const db = new Database(copy);
    const head = db.prepare('select position from head').pluck().get() as number;
    db.close();
    return head;
  };
  await log.append(append(job(1), 0, started()));
  await nextTurn();
  clock.advance(1_000);
  expect(moved()).toBe(1);
  await log.append(append(job(1), 1, completed));
  await nextTurn();
  clock.advance(500);
  expect(moved()).toBe(1);
  clock.advance(1_500);
  expect(moved()).toBe(2);
  await log.close();
});
