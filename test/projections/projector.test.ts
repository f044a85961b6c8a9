import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import type { EventLog, Projector } from '../../src/events/log/log.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { projections as all } from '../../src/projections/all.ts';
import { compare } from '../../src/storage/sqlite/compare.ts';
import { type Projection, projection } from '../../src/projections/projection.ts';
import { IN_STEP, openProjections } from '../../src/storage/sqlite/projector.ts';
import { openReads } from '../../src/projections/reads.ts';
import { ANNA, jobIdOf, openStory, queued, streamOfJob, T0 } from './story.ts';

/** Counts facts; `version` 2 counts each twice. */
const counted = (version: number): Projection =>
  projection({
    name: 'counted',
    version,
    schema: 'create table counted (type text primary key, count integer not null) strict',
    prepare: (db) => ({
      add: db.prepare(
        'insert into counted values (?, ?) on conflict (type) do update set count = count + excluded.count',
      ),
    }),
    on: { 'job.queued': (db, { type }) => db.add.run(type, version) },
  });

const queue = (log: EventLog, number: number): Promise<unknown> => {
  const entries = [{ fact: queued(number), from: null, to: 'waiting' } as const];
  const origin = { at: T0, by: 'system', correlation: null, causation: null };
  return log.append({ stream: streamOfJob(number), expected: 0, entries, ...origin });
};

const count = (db: Database): unknown => db.prepare('select count from counted').pluck().get();

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'waybill-projections-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
};

test('a projection that is new or whose code changed is filled from the log', async () => {
  const db = openDatabase(':memory:');
  const log = sqliteLog(db);
  for (const number of [1, 2, 3]) await queue(log, number);
  const first = openProjections(db, [...all, counted(1)]);
  expect(first.stale(3)).toEqual([...all.map(({ name }) => name), 'counted'].toSorted());
  const progress: number[][] = [];
  await first.catchUp(log, (...step) => progress.push(step));
  expect([first.stale(3), progress, count(db)]).toEqual([[], [[3, 3]], 3]);

  const second = openProjections(db, [...all, counted(2)]);
  expect(second.stale(3)).toEqual(['counted']);
  await second.catchUp(log);
  expect(count(db)).toBe(6);

  openProjections(db);
  expect(() => count(db)).toThrow('no such table');
  await log.close();
});

/** Writes two facts to a log whose tables have caught up, and closes it. */
const closedAfterTwo = async (): Promise<string> => {
  const file = join(folder(), 'waybill.db');
  const db = openDatabase(file);
  const projections = openProjections(db, [...all, counted(1)]);
  const log = sqliteLog(db, { project: projections });
  await projections.catchUp(log);
  for (const number of [1, 2]) await queue(log, number);
  expect(db.prepare('select distinct position from projections').pluck().all()).toEqual([IN_STEP, 0]);
  expect(projections.stale(2)).toEqual([]);
  await log.close();
  return file;
};

test.each([
  ['moved with the log', IN_STEP],
  ['were left by an older Waybill, which wrote in each commit where they stand', 2],
])('tables that %s are found where they were', async (_, position) => {
  const db = openDatabase(await closedAfterTwo());
  db.prepare('update projections set position = ?').run(position);
  const projections = openProjections(db, [...all, counted(1)]);
  const log = sqliteLog(db, { project: projections });
  expect(projections.stale(2)).toEqual([]);
  await projections.catchUp(log);
  await queue(log, 3);
  expect([projections.stale(3), count(db)]).toEqual([[], 3]);
  expect(await compare(db, log)).toBeNull();
  await log.close();
});

test('nothing is appended while a projection lags behind', async () => {
  const db = openDatabase(':memory:');
  let late: Pick<Projector, 'apply'> = { apply: () => {} };
  const log = sqliteLog(db, { project: { apply: (facts) => late.apply(facts), committed() {}, settle() {} } });
  await queue(log, 1);
  const projections = openProjections(db, [counted(1)]);
  late = projections;
  await expect(queue(log, 2)).rejects.toThrow('restart to let it catch up');
  await projections.catchUp(log);
  await queue(log, 2);
  expect(count(db)).toBe(2);
  await log.close();
});

test('a table that is ahead of its log is rebuilt', async () => {
  const { db, log, projections, queue, reads } = openStory();
  await queue(1);
  projections.settle();
  db.exec(`update projections set position = 9 where name = 'stats'; update stats set waiting = 9`);
  expect(projections.stale(1)).toEqual(['stats']);
  await projections.catchUp(log);
  expect(reads.stats.counts('default').waiting).toBe(1);
  await log.close();
});

test('a commit that fails leaves nothing behind, in the tables or for the next one', async () => {
  const { db, log, projections, queue, reads } = openStory();
  await queue(1);
  const [fact] = log.page({ after: 0, limit: 1 });
  if (!fact) throw new Error('there is no fact');
  const again = { ...fact, position: 2, streamId: 2, stream: streamOfJob(2) };
  const doomed = db.transaction(() => {
    projections.apply([again]);
    throw new Error('the disk is full');
  });
  expect(doomed).toThrow('the disk is full');
  await queue(3, { chat: ANNA });
  expect(reads.stats.counts('default').waiting).toBe(2);
  expect(reads.jobs.byId(jobIdOf(2))).toBeNull();
  expect(await compare(db, log)).toBeNull();
  await log.close();
});

test('a comparison names the first row that is wrong, without a phone number', async () => {
  // A copied database hands out no change before its commit.
  const { db, log, projections, queue } = openStory(openDatabase(':memory:'));
  for (const number of [1, 2, 3]) await queue(number, {}, T0 + number);
  projections.settle();
  const broken = async (sql: string): Promise<unknown> => {
    db.exec(`savepoint probe; ${sql}`);
    const difference = await compare(db, log);
    db.exec('rollback to probe; release probe');
    return difference;
  };
  expect(await broken('')).toBeNull();
  expect(await broken('update jobs set progress = 7, attempts = 1 where stream_id = 2')).toEqual({
    projection: 'jobs',
    row: 'stream_id 2',
    problem: 'differs in attempts, progress',
  });
  expect(await broken('delete from jobs where stream_id = 1')).toMatchObject({
    row: 'stream_id 1',
    problem: 'is missing',
  });
  expect(await broken('delete from jobs where stream_id = 3')).toMatchObject({
    row: 'stream_id 3',
    problem: 'is missing',
  });
  expect(await broken('update jobs set stream_id = 9 where stream_id = 2')).toMatchObject({
    row: 'stream_id 2',
    problem: 'is missing',
  });
  expect(await broken('update jobs set stream_id = 9 where stream_id = 3')).toMatchObject({
    row: 'stream_id 3',
    problem: 'is missing',
  });
  expect(await broken('update line set head = 1')).toEqual({
    projection: 'line',
    row: 'session default, chat 62812…890, priority 1, scheduled 0, place 2',
    problem: 'differs in head',
  });
  expect(await broken(`insert into queues (session, state) values ('x', 'paused')`)).toMatchObject({
    projection: 'queues',
    row: 'session x',
    problem: 'should not be there',
  });
  expect(await broken(`update projections set position = 1 where name = 'stats'`)).toMatchObject({
    projection: 'stats',
    problem: 'stands at position 1, the log at 3',
  });
  await log.close();
});

test('a comparison is of one moment, though appends go on', async () => {
  const { db, log, queue, reads } = openStory(join(folder(), 'waybill.db'));
  await Promise.all(Array.from({ length: 2_500 }, (_, index) => queue(index + 1)));
  const steps: number[] = [];
  const comparing = compare(db, log, (position) => steps.push(position));
  await queue(3_000);
  expect(await comparing).toBeNull();
  expect(steps).toEqual([1_000, 2_000, 2_500]);
  expect(reads.stats.counts('default').waiting).toBe(2_501);
  expect(await compare(db, log)).toBeNull();
  await log.close();
});

test('a rebuild that was cut short goes on at the next start', async () => {
  const file = join(folder(), 'waybill.db');
  const { log, projections, queue } = openStory(file);
  const count = 20_500;
  await Promise.all(Array.from({ length: count }, (_, index) => queue(index + 1)));
  const cut = projections.rebuild(log, {
    names: ['stats'],
    progress: () => {
      throw new Error('killed');
    },
  });
  await expect(cut).rejects.toThrow('killed');
  await log.close();

  const db = openDatabase(file);
  const again = openProjections(db);
  const reopened = sqliteLog(db, { project: again });
  expect(again.stale(count)).toEqual(['stats']);
  const progress: number[] = [];
  await again.catchUp(reopened, (position) => progress.push(position));
  expect(progress).toEqual([count]);
  expect(openReads(db, reopened).stats.counts('default').waiting).toBe(count);
  await reopened.close();
});
