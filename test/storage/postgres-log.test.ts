/** A log in PostgreSQL when things go wrong between it and its server. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EventLog } from '../../src/events/log/log.ts';
import type { Store } from '../../src/events/log/store.ts';
import { Defect } from '../../src/kernel/fault.ts';
import { type Lane, openLane } from '../../src/storage/postgres/lane.ts';
import { postgresLog } from '../../src/storage/postgres/postgres-log.ts';
import { FORMAT, migrate } from '../../src/storage/postgres/schema.ts';
import { sqliteStore } from '../../src/storage/sqlite/sqlite-store.ts';
import { append, appendSaying, completed, job, positions, queued, started, tell, upTo } from '../events/story.ts';
import { type Cut, openWire, type Wire } from '../support/cut-wire.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { rounds } from '../support/rounds.ts';

let postgres: Postgres;
/** A connection that nothing cuts, to look at the database. */
let sight: Lane;
let wire: Wire;
let lane: Lane;

beforeAll(async () => {
  postgres = await startPostgres({ durable: true });
  sight = openLane(postgres.url);
  await migrate(sight);
});
afterAll(async () => {
  await sight.close();
  postgres.remove();
});
beforeEach(async () => {
  await sight.run({ text: 'truncate logs, streams, events, contents, claims, beside restart identity' });
  const { hostname, port } = new URL(postgres.url);
  wire = await openWire({ host: hostname, port: Number(port) });
  const url = new URL(postgres.url);
  url.port = String(wire.port);
  lane = openLane(url.href);
});
afterEach(async () => {
  await lane.close();
  await wire.close();
});

const newCopy = (): Store => sqliteStore(memoryDatabase());

/** A connection that is refused has taken its own time. */
const again = (): Promise<void> => nextTurn();

const take = (node: string, copy = newCopy(), over = lane): Promise<EventLog> =>
  postgresLog(over, copy, { name: 'main', node, again });

const stored = async (): Promise<number[]> =>
  positions(
    (await sight.run<{ position: number }>({ text: 'select position from events order by position' })) as never,
  );

describe('a connection that breaks', () => {
  test('after a commit and before its answer loses nothing: the append is acknowledged', async () => {
    const log = await take('one');
    await log.append(append(job(1), 0, started()));
    wire.cut('answer');
    expect(await log.append(append(job(1), 1, completed))).toMatchObject([{ position: 2 }]);
    expect(await log.append(append(job(2), 0, started()))).toMatchObject([{ position: 3 }]);
    expect(await stored()).toEqual([1, 2, 3]);
    expect(await log.verify()).toBeNull();
    await log.close();
  });

  test('before a commit writes nothing, and says so', async () => {
    const log = await take('one');
    await log.append(append(job(1), 0, started()));
    wire.cut('question');
    await expect(log.append(append(job(1), 1, completed))).rejects.toMatchObject({
      code: 'log.unavailable',
      retryable: true,
    });
    expect(await log.append(append(job(1), 1, completed))).toMatchObject([{ position: 2 }]);
    expect(await stored()).toEqual([1, 2]);
    await log.close();
  });

  test('with its server, which comes back, leaves the log where its acknowledgements say', async () => {
    const log = await take('one');
    await log.append(append(job(1), 0, started()));
    postgres.stop('immediate');
    const late = log.append(append(job(1), 1, completed)).then(
      () => true,
      () => false,
    );
    postgres.start();
    const wasWritten = await late;
    await log.append(append(job(2), 0, started()));
    expect(await stored()).toEqual(wasWritten ? [1, 2, 3] : [1, 2]);
    await log.close();
  });

  test('at any time leaves one chain with exactly what was acknowledged', async () => {
    const cuts = fc.array(fc.constantFrom<Cut | null>('answer', 'question', null, null), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(cuts, async (script) => {
        await sight.run({ text: 'truncate logs, streams, events, contents, claims, beside restart identity' });
        const log = await take('one');
        const acknowledged: string[] = [];
        for (const [index, cut] of script.entries()) {
          if (cut !== null) wire.cut(cut);
          const streams = [job(2 * index), job(2 * index + 1)];
          const told = await Promise.allSettled(streams.map((stream) => log.append(append(stream, 0, started()))));
          acknowledged.push(...streams.filter((_, at) => told[at]?.status === 'fulfilled'));
        }
        const names = await sight.run<{ name: string }>({ text: 'select name from streams order by id' });
        expect(names.map(({ name }) => name)).toEqual(acknowledged);
        expect(await stored()).toEqual(upTo(acknowledged.length));
        expect(positions(log.page({ after: 0, limit: 100 }))).toEqual(upTo(acknowledged.length));
        expect(await log.verify()).toBeNull();
        await log.close();
      }),
      { numRuns: rounds(8) },
    );
  });
});

describe('a log that another node takes', () => {
  test('is written by the new owner alone, from its head on', async () => {
    const first = await take('one');
    await first.append(append(job(1), 0, started()));
    const second = await take('two', newCopy(), sight);
    await expect(first.append(append(job(1), 1, completed))).rejects.toMatchObject({ code: 'log.fenced' });
    expect(await second.append(append(job(1), 1, completed))).toMatchObject([{ position: 2 }]);
    await expect(first.append(append(job(2), 0, started()))).rejects.toMatchObject({ code: 'log.fenced' });
    expect(await stored()).toEqual([1, 2]);
    await first.close();
    await second.close();
  });

  test('while a write of the old owner is in doubt, tells that owner that it lost it', async () => {
    const first = await take('one');
    await first.append(append(job(1), 0, started()));
    const late = expect(
      (async () => {
        wire.cut('question');
        const second = await take('two', newCopy(), sight);
        const told = first.append(append(job(1), 1, completed));
        await second.append(append(job(2), 0, started()));
        await second.close();
        return told;
      })(),
    ).rejects.toMatchObject({ code: 'log.fenced' });
    await late;
    await first.close();
  });

  test('is lost too for an owner whose database went back in time', async () => {
    const log = await take('one');
    await log.append(append(job(1), 0, started()));
    await log.append(append(job(1), 1, completed));
    await sight.run({ text: 'delete from events where position = 2' });
    await sight.run({ text: 'update logs set position = 1, hash = (select hash from events where position = 1)' });
    await expect(log.append(append(job(2), 0, started()))).rejects.toMatchObject({ code: 'log.fenced' });
    expect(await stored()).toEqual([1]);
    await log.close();
  });
});

describe('a copy', () => {
  test('that is new is filled with rows, headers, contents and claims, and goes on from there', async () => {
    const first = await take('one');
    await tell(first);
    await first.append({ ...append(job(7), 0, started()), claim: 'once' });
    const page = first.page({ after: 0, limit: 100 });
    await first.close();

    const again = await take('one');
    expect(again.page({ after: 0, limit: 100 })).toEqual(page);
    expect(again.content(1)).toEqual({ kind: 'text', body: 'Hello' });
    expect(again.claimed('once')).toBe(7);
    expect(again.head()).toEqual({ position: 7, hash: page.at(-1)?.hash });
    expect(await again.append(append(job(1), 3, started()))).toMatchObject([{ position: 8, version: 4 }]);
    expect(await again.verify()).toBeNull();
    await again.close();
  });

  test('of another history is refused, and nothing is written to it', async () => {
    const copy = newCopy();
    const one = await take('one', copy);
    await one.append(append(job(1), 0, started()));
    await sight.run({ text: 'truncate logs, streams, events, contents, claims, beside restart identity' });
    const other = await take('one');
    await other.append(append(job(2), 0, started(2)));
    await expect(take('one', copy)).rejects.toMatchObject({ code: 'log.foreign' });
    await other.close();
    await one.close();
  });

  test('is not filled from a log with a changed row', async () => {
    const log = await take('one');
    await tell(log);
    await log.close();
    await sight.run({ text: `update events set data = '{"attempt":9}' where type = 'job.started' and position = 3` });
    await expect(take('one')).rejects.toBeInstanceOf(Defect);
  });
});

test('what a fact erases is gone from the database too', async () => {
  const log = await take('one');
  await log.append(appendSaying('a secret', job(1), 0, queued('a secret')));
  const erased = { type: 'content.erased', positions: [1], reason: 'asked' } as never;
  await log.append({ ...append('session/default', 0, erased), expected: null });
  expect(await sight.run({ text: 'select * from contents' })).toEqual([]);
  expect(log.content(1)).toBeNull();
  await log.close();
});

describe('the tables', () => {
  test('are made once, however many nodes start at once, and a newer format is refused', async () => {
    const lanes = upTo(4).map(() => openLane(postgres.url));
    await sight.run({ text: 'drop schema waybill cascade' });
    await Promise.all(lanes.map(migrate));
    expect(await sight.run({ text: 'select format from waybill.meta' })).toEqual([{ format: FORMAT }]);
    await sight.run({ text: `update waybill.meta set format = ${FORMAT + 1}` });
    await expect(migrate(sight)).rejects.toMatchObject({ code: 'log.newer' });
    await sight.run({ text: `update waybill.meta set format = ${FORMAT}` });
    await Promise.all(lanes.map((each) => each.close()));
  });
});
