import { chmodSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { saltedDigest } from '../../src/events/log/content.ts';
import { writeSegment } from '../../src/storage/archive/segment.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { APPLICATION_ID, STEPS } from '../../src/storage/sqlite/schema.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { folder } from './folder.ts';

const pragma = (db: Database.Database, name: string): unknown => db.pragma(name, { simple: true });

/** The Fault with which opening fails. */
const refusal = (file: string): Fault => {
  try {
    openDatabase(file).close();
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error(`${file} was opened`);
};

test('every commit reaches the disk, at the first open and at each one after', () => {
  const file = join(folder(), 'waybill.db');
  for (const _ of ['first', 'second', 'third']) {
    const db = openDatabase(file);
    expect(pragma(db, 'journal_mode')).toBe('wal');
    expect(pragma(db, 'synchronous')).toBe(2);
    expect(pragma(db, 'foreign_keys')).toBe(1);
    expect(pragma(db, 'trusted_schema')).toBe(0);
    db.close();
  }
});

test('nobody but the owner may read the file, not even when that was once allowed', () => {
  const file = join(folder(), 'waybill.db');
  openDatabase(file).close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o644);
  const db = openDatabase(file);
  db.exec("insert into contents values (1, 0, 'text', null, 'written')");
  for (const suffix of ['', '-wal', '-shm']) expect(statSync(file + suffix).mode & 0o777).toBe(0o600);
  db.close();
});

/** Moves the fact at position 4 to where it would be after archiving. */
const archiveFourth = (db: Database.Database, path: string, content: string): void => {
  mkdirSync(join(path, 'archive'));
  const said = {
    session: 'default',
    chat: '6281234567890@s.whatsapp.net',
    content,
    messageId: `3EB0${'0'.repeat(18)}`,
  };
  const data = JSON.stringify({ ...said, priority: 'LOW', notBefore: null, idempotency: { key: 'k', digest: 'd' } });
  const stream = { stream: 'job/4', streamId: 4, version: 1, type: 'job.queued', schema: 1, data, at: 0 };
  const row = { ...stream, from: null, to: 'waiting', causation: null, correlation: null, by: 'system' };
  const header = { segment: 1, previous: '0'.repeat(64) };
  const segment = writeSegment(
    join(path, 'archive', '000001.jsonl.gz'),
    header,
    [{ ...row, position: 4, hash: '0'.repeat(64) }],
    () => {},
  );
  db.prepare('insert into streams values (?, ?)').run(4, 'job/4');
  db.prepare('insert into segments values (1, ?, 4, 4, 1, zeroblob(32))').run('000001.jsonl.gz');
  for (const { first, last, start, bytes, types } of segment.blocks)
    db.prepare('insert into segment_blocks values (1, ?, ?, ?, ?, ?)').run(
      last,
      first,
      start,
      bytes,
      JSON.stringify(types),
    );
  db.exec('insert into archived values (4, 1, 4, 1)');
};

test('texts of an older Waybill, kept by their digest, are moved to the facts that name them', () => {
  const path = folder();
  const file = join(path, 'waybill.db');
  const old = new Database(file);
  for (const step of STEPS.slice(0, 2)) if (typeof step === 'string') old.exec(step);
  old.pragma(`application_id = ${APPLICATION_ID}`);
  old.pragma('user_version = 2');
  const [hello, bye] = ['Hello', 'Goodbye'].map((text) => ({ text, id: saltedDigest(null, text) }));
  for (const said of [hello, bye]) old.prepare('insert into contents values (unhex(?), ?)').run(said?.id, said?.text);
  const queue = old.prepare(
    `insert into events values (?, ?, 1, 'job.queued', 1, ?, 0, null, 'waiting', null, null, 'system', zeroblob(32))`,
  );
  for (const [position, said] of [
    [1, hello],
    [2, bye],
    [3, hello],
  ] as const) {
    old.prepare('insert into streams values (?, ?)').run(position, `job/${position}`);
    queue.run(position, position, JSON.stringify({ content: said?.id }));
  }
  archiveFourth(old, path, bye?.id ?? '');
  old.close();

  const moved = join(path, 'moved');
  renameSync(join(path, 'archive'), moved);
  expect(refusal(file)).toMatchObject({ code: 'archive.missing' });
  renameSync(moved, join(path, 'archive'));
  const db = openDatabase(file);
  expect(db.prepare('select position, body from contents').raw().all()).toEqual([
    [1, 'Hello'],
    [2, 'Goodbye'],
    [3, 'Hello'],
    [4, 'Goodbye'],
  ]);
  expect(db.prepare('select session, priority from streams where id = 4').raw().get()).toEqual(['default', 2]);
  expect(db.prepare('select key, position from claims').raw().all()).toEqual([['k', 4]]);
  db.close();
});

test('a file of a newer Waybill is refused and left as it is', () => {
  const file = join(folder(), 'waybill.db');
  const db = openDatabase(file);
  db.pragma('user_version = 99');
  db.close();
  expect(refusal(file)).toMatchObject({ code: 'log.newer', retryable: false, hint: expect.stringContaining('newer') });
  expect(refusal(file).message).toContain('format 99');
});

test("another program's database is refused and left as it is", () => {
  const file = join(folder(), 'other.db');
  const other = new Database(file);
  other.exec('create table theirs (id)');
  other.close();
  expect(refusal(file)).toMatchObject({ code: 'log.foreign', retryable: false });
  const after = new Database(file);
  expect(pragma(after, 'journal_mode')).toBe('delete');
  expect(pragma(after, 'application_id')).toBe(0);
  after.close();
});

test('a file that is no database, and a folder that is not there, are refused with what to do', () => {
  const text = join(folder(), 'notes.txt');
  writeFileSync(text, 'Dear diary, '.repeat(1_000));
  expect(refusal(text)).toMatchObject({ message: expect.stringContaining('not a SQLite database'), retryable: false });
  expect(refusal(join(folder(), 'missing', 'waybill.db')).hint).toContain('WAYBILL_DATA');
});
