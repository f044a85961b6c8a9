/**
 * Tables that only answer questions take the facts of many commits at once, and no reader can tell: in this process and
 * in the next, everything that was committed is found.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openReads } from '../../src/projections/reads.ts';
import { compare } from '../../src/storage/sqlite/compare.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { LAG_MAX, openProjections } from '../../src/storage/sqlite/projector.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { manualClock } from '../support/manual-clock.ts';
import { ANNA, jobIdOf, openStory, queued, streamOfJob, T0 } from './story.ts';

const newFile = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'waybill-lagging-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return join(path, 'waybill.db');
};

/** The jobs in the table, read past the barrier. */
const written = (db: Database.Database): unknown => db.prepare('select count(*) from jobs').pluck().get();
const synchronous = (db: Database.Database): unknown => db.pragma('synchronous', { simple: true });
const FULL = 2;

test('a reader finds what was committed; the line needs no such table', async () => {
  const { db, log, queue, job, reads } = openStory();
  await queue(1, { chat: ANNA });
  expect(reads.line.next('default', T0 + 9, 5, new Set()).map(({ jobId }) => jobId)).toEqual([jobIdOf(1)]);
  expect(written(db)).toBe(0);
  expect(reads.jobs.byId(jobIdOf(1))).toMatchObject({ status: 'waiting' });
  expect(written(db)).toBe(1);
  await job(1, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.completed' });
  expect(reads.jobs.rowById(jobIdOf(1))).toMatchObject({ status: 'completed' });
  expect(reads.chats.conversation('default', ANNA)).toMatchObject({ chatId: ANNA });
  expect(reads.messages.at(1)).toMatchObject({ session: 'default', own: true });
  expect(reads.stats.lastHour('default', T0).completed.at(-1)).toBe(1);
  await log.close();
});

test('a reader finds it in the midst of other reads as well, which go on as one', async () => {
  const { db, log, queue, reads } = openStory();
  await queue(1);
  const found = reads.together(() => [
    reads.stats.counts('default').waiting,
    reads.together(() => reads.jobs.rowById(jobIdOf(1))?.status),
    db.inTransaction,
  ]);
  expect([found, db.inTransaction]).toEqual([[1, 'waiting', true], false]);
  await log.close();
});

test('the tables lag by a bounded number of facts', async () => {
  const { db, log, queue } = openStory(newFile());
  for (let n = 1; n < LAG_MAX; n += 1) await queue(n);
  expect(written(db)).toBe(0);
  await queue(LAG_MAX);
  expect([written(db), synchronous(db)]).toEqual([LAG_MAX, FULL]);
  await log.close();
});

test('the tables are written as soon as the log is quiet, and before it closes', async () => {
  const [file, clock] = [newFile(), manualClock()];
  const db = openDatabase(file);
  const log = sqliteLog(db, { project: openProjections(db), clock });
  const queue = (n: number) =>
    log.append({
      stream: streamOfJob(n),
      expected: 0,
      entries: [{ fact: queued(n), from: null, to: 'waiting' }],
      at: T0,
      by: 'system',
      correlation: null,
      causation: null,
    });
  const committed = new Promise((resolve) => log.onCommit(resolve));
  await queue(1);
  expect(written(db)).toBe(0);
  await committed;
  clock.advance(1_000);
  expect(written(db)).toBe(1);
  await queue(2);
  await log.close();
  const closed = new Database(file, { readonly: true });
  expect(written(closed)).toBe(2);
  closed.close();
});

test('a process that dies loses nothing: the next one takes the facts from the log', async () => {
  const file = newFile();
  const { log, queue, job, reads } = openStory(file);
  await queue(1);
  expect(reads.jobs.rowById(jobIdOf(1))?.status).toBe('waiting');
  await queue(2);
  await job(1, { type: 'job.started', attempt: 1 });
  const left = newFile();
  for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, `${left}${suffix}`);
  await log.close();

  const db = openDatabase(left);
  const projections = openProjections(db);
  const next = sqliteLog(db, { project: projections });
  expect([written(db), projections.stale(3)]).toEqual([1, ['chats', 'jobs', 'messages', 'minutes']]);
  await projections.catchUp(next);
  expect(openReads(db, next).jobs.rowById(jobIdOf(1))?.status).toBe('active');
  expect([written(db), projections.stale(3), await compare(db, next)]).toEqual([2, [], null]);
  await next.close();
});

test('tables that cannot be written keep no append from the disk, and their readers are told', async () => {
  const { db, log, queue, reads } = openStory();
  db.exec(`create trigger full before insert on jobs begin select raise(abort, 'no room'); end`);
  for (let n = 1; n <= LAG_MAX + 1; n += 1) await queue(n);
  expect(() => reads.jobs.byId(jobIdOf(1))).toThrow('no room');
  expect(() => reads.together(() => reads.jobs.byId(jobIdOf(1)))).toThrow('no room');
  expect([db.inTransaction, synchronous(db), reads.stats.counts('default').waiting]).toEqual([
    false,
    FULL,
    LAG_MAX + 1,
  ]);
  db.exec('drop trigger full');
  expect(reads.jobs.byId(jobIdOf(LAG_MAX + 1))).toMatchObject({ status: 'waiting' });
  expect([written(db), await compare(db, log)]).toEqual([LAG_MAX + 1, null]);
  await log.close();
});

test('an audit checks a table that lags where it is, and finds one that lags too far', async () => {
  const { db, log, projections, queue } = openStory(newFile());
  await queue(1);
  projections.settle();
  await queue(2);
  expect(written(db)).toBe(1);
  expect(await compare(db, log)).toBeNull();
  db.exec(`update jobs set attempts = 7`);
  expect(await compare(db, log)).toMatchObject({ projection: 'jobs', problem: 'differs in attempts' });
  db.exec(`update jobs set attempts = 0`);
  for (let n = 3; n <= LAG_MAX + 3; n += 1) await queue(n);
  db.exec(`update projections set position = 1 where name = 'jobs'`);
  expect(await compare(db, log)).toEqual({
    projection: 'jobs',
    row: 'none',
    problem: `stands at position 1, the log at ${LAG_MAX + 3}`,
  });
  await log.close();
});
