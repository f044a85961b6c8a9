/** Deleted rows are gone from every byte of the file. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { clearFreePages } from '../../src/storage/sqlite/migrations.ts';
import { scrubber } from '../../src/storage/sqlite/scrub.ts';

const ROWS = 4_000;
/** Lengths that differ from row to row, and make SQLite move cells without clearing where they were. */
const bodyOf = (at: number): string =>
  (at % 10 === 0 ? 'canary ' : 'robin ') + 'x'.repeat(20 + ((Math.imul(at, 2_654_435_761) >>> 0) % 300));

test('also from where pages were split, whatever stays beside them; the file is whole, and grows on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-scrub-'));
  const db = openDatabase(join(folder, 'waybill.db'));
  onTestFinished(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  const add = db.prepare("insert into contents (position, place, kind, body) values (?, 0, 'text', ?)");
  const remove = db.prepare('delete from contents where position = ?');
  const insert = (from: number) =>
    db.transaction(() => {
      for (let at = from; at < from + ROWS; at += 1) add.run(at, bodyOf(at));
    })();
  const count = () => readFileSync(db.name, 'latin1').split('canary').length - 1;

  insert(1);
  db.transaction(() => {
    for (let at = 10; at <= ROWS; at += 10) remove.run(at);
  })();
  db.pragma('wal_checkpoint(truncate)');
  // Without this, the test would show nothing.
  expect(count()).toBeGreaterThan(0);
  expect(await scrubber(db).scrub()).toBe(db.pragma('page_count', { simple: true }));
  expect(count()).toBe(0);

  insert(ROWS + 1);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.prepare('select count(*) from contents').pluck().get()).toBe(2 * ROWS - ROWS / 10);
});

/** A file whose texts are scattered over all of its pages. */
const filled = () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-scrub-'));
  const db = openDatabase(join(folder, 'waybill.db'));
  onTestFinished(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  const add = db.prepare("insert into contents (position, place, kind, body) values (?, 0, 'text', ?)");
  const erase = db.prepare("delete from contents where position = ? and body like 'canary%'");
  const { look, scrub } = scrubber(db);
  return {
    db,
    look,
    scrub,
    insert: db.transaction((from: number, count: number) => {
      for (let at = from; at < from + count; at += 1) add.run(at, bodyOf(at));
    }),
    erase: db.transaction((from: number, count: number) => {
      for (let at = from; at < from + count; at += 1) erase.run(at);
    }),
    pages: () => db.pragma('page_count', { simple: true }) as number,
    /** Also where the write-ahead log has them. */
    found: () =>
      [db.name, `${db.name}-wal`].reduce(
        (sum, name) => sum + readFileSync(name, 'latin1').split('canary').length - 1,
        0,
      ),
  };
};

test('the first erasure reads every page, and a later one those that were written since', async () => {
  const { look, scrub, insert, erase, pages, found } = filled();
  insert(1, 8_000);
  erase(1, 4_000);
  expect(await scrub()).toBe(pages());
  expect(await scrub()).toBe(0);

  erase(4_001, 20);
  look();
  const few = await scrub();
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThan(12);

  // Some hundred pages, and nothing of it was erased meanwhile.
  insert(8_001, 2_000);
  look();
  erase(4_021, 5_980);
  look();
  const many = await scrub();
  expect(many).toBeGreaterThan(100);
  expect(many).toBeLessThanOrEqual(pages());
  expect(found()).toBe(0);
});

test('also where SQLite has started the write-ahead log over between two looks', async () => {
  const { db, look, scrub, insert, erase, pages, found } = filled();
  insert(1, 8_000);
  expect(await scrub()).toBe(pages());
  for (let from = 8_001; from < 10_001; from += 250) {
    insert(from, 250);
    look();
  }
  // Written unseen, then moved into the file: the next commit replaces the first frames.
  erase(9_501, 500);
  db.pragma('wal_checkpoint(passive)');
  erase(1, 10);
  look();
  const some = await scrub();
  expect(some).toBeGreaterThan(100);
  expect(some).toBeLessThan(pages());
  expect(found()).toBe(8_000 / 10 - 1 + 150);
  erase(1, 10_000);
  look();
  await scrub();
  expect(found()).toBe(0);
});

test('where a frame may have been replaced unseen, every page is read again', async () => {
  const { db, look, scrub, insert, erase, pages, found } = filled();
  insert(1, 8_000);
  expect(await scrub()).toBe(pages());
  erase(1, 1_000);
  db.pragma('wal_checkpoint(passive)');
  erase(1_001, 7_000);
  look();
  expect(await scrub()).toBe(pages());
  expect(found()).toBe(0);

  // And where the log was emptied unseen, as after a long reader.
  insert(8_001, 100);
  look();
  erase(8_001, 100);
  db.pragma('wal_checkpoint(truncate)');
  insert(8_101, 10);
  look();
  expect(await scrub()).toBe(pages());
});

test('what could not be cleared while somebody read is cleared the next time', async () => {
  const { db, look, scrub, insert, erase, pages, found } = filled();
  insert(1, 8_000);
  await scrub();
  erase(1, 8_000);
  look();
  const reader = new Database(db.name);
  reader.exec('begin; select count(*) from contents;');
  erase(1, 1);
  insert(8_001, 1);
  expect(await scrub()).toBe(null);
  reader.close();
  const cleared = await scrub();
  expect(cleared).toBeGreaterThan(0);
  expect(cleared).toBeLessThanOrEqual(pages());
  expect(found()).toBe(0);
});

test('a file of an older version has its free pages overwritten', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-scrub-'));
  const db = openDatabase(join(folder, 'waybill.db'));
  onTestFinished(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  db.pragma('secure_delete = off');
  db.exec('create table old (body text)');
  const add = db.prepare('insert into old values (?)');
  for (let at = 0; at < 100; at += 1) add.run('canary '.repeat(2_000));
  db.exec('drop table old');
  db.pragma('wal_checkpoint(truncate)');
  expect(readFileSync(db.name, 'latin1')).toContain('canary');
  db.pragma('secure_delete = on');
  clearFreePages(db);
  db.pragma('wal_checkpoint(truncate)');
  expect(readFileSync(db.name, 'latin1')).not.toContain('canary');
});
