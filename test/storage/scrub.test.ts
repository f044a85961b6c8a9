/** Deleted rows are gone from every byte of the file. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  expect(await scrubber(db)()).toBe(true);
  expect(count()).toBe(0);

  insert(ROWS + 1);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.prepare('select count(*) from contents').pluck().get()).toBe(2 * ROWS - ROWS / 10);
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
