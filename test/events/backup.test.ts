import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type BackupProgress, backupTo } from '../../src/storage/sqlite/backup.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { folder } from './folder.ts';
import { append, appendSaying, job, queued, started, tell } from './story.ts';

test('a backup that is taken while facts are appended is a log of its own that verifies', async () => {
  const path = folder();
  const copy = join(path, 'copy.db');
  const db = openDatabase(join(path, 'waybill.db'));
  const log = sqliteLog(db);
  await tell(log);
  for (let n = 10; n < 60; n += 1) {
    const text = `${n} `.repeat(20_000);
    await log.append(appendSaying(text, job(n), 0, queued(text)));
  }

  let appended = 0;
  const steps: BackupProgress[] = [];
  const done = new AbortController();
  const backup = backupTo(db, copy, (step) => steps.push(step)).finally(() => done.abort());
  while (!done.signal.aborted) {
    await log.append(append(job(1_000 + appended), 0, started()));
    appended += 1;
    await nextTurn();
  }
  await backup;
  expect(appended).toBeGreaterThan(1);
  expect(steps.length).toBeGreaterThan(1);

  expect(readdirSync(path).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  const restored = sqliteLog(openDatabase(copy));
  expect(await restored.verify()).toBeNull();
  expect(restored.head().position).toBeGreaterThan(56);
  expect(restored.page({ after: 0, limit: 10 })).toEqual(log.page({ after: 0, limit: 10 }));
  await restored.close();
  await log.close();
});

/** Ends a complete backup before it gets its name. */
const unwanted = ({ pagesDone, pagesTotal }: BackupProgress): void => {
  if (pagesDone === pagesTotal) throw new Error('the process stops');
};

test('a backup that nobody wants any more when it is read back does not get its name', async () => {
  const path = folder();
  const db = openDatabase(join(path, 'waybill.db'));
  await expect(backupTo(db, join(path, 'copy.db'), unwanted)).rejects.toThrow('the process stops');
  expect(readdirSync(path).filter((name) => name.startsWith('copy'))).toEqual([]);
  db.close();
});

test('a backup never takes the place of a file', async () => {
  const file = join(folder(), 'precious.db');
  writeFileSync(file, 'precious');
  const db = openDatabase(':memory:');
  await expect(backupTo(db, file)).rejects.toMatchObject({
    code: 'backup.not_writable',
    hint: expect.stringContaining('another name'),
  });
  expect(readFileSync(file, 'utf8')).toBe('precious');
  db.close();
});

test('a backup into a folder that is not there, or that breaks off, leaves nothing behind', async () => {
  const path = folder();
  const db = openDatabase(join(path, 'waybill.db'));
  await expect(backupTo(db, join(path, 'missing', 'copy.db'))).rejects.toMatchObject({ code: 'backup.not_writable' });
  const copy = join(path, 'copy.db');
  const backup = backupTo(db, copy, () => {
    throw new Error('the terminal went away');
  });
  db.exec(`insert into contents values (1, 0, 'text', null, '${'x'.repeat(2_000_000)}')`);
  await expect(backup).rejects.toThrow('the terminal went away');
  expect(readdirSync(path).filter((name) => name.startsWith('copy'))).toEqual([]);
  db.close();
});

test('a backup has its name only once it is whole, and takes away what an interrupted one has left', async () => {
  const path = folder();
  const db = openDatabase(join(path, 'waybill.db'));
  const copy = join(path, 'copy.db');
  writeFileSync(`${copy}.part`, 'what a kill left behind');
  writeFileSync(`${copy}.part-journal`, 'and its journal');
  const named: boolean[] = [];
  await backupTo(db, copy, () => void named.push(existsSync(copy)));
  expect(named.length).toBeGreaterThan(0);
  expect(named).not.toContain(true);
  expect(readdirSync(path).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
  db.close();
});
