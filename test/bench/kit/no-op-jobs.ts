/**
 * Processes jobs that do nothing, from when they are all queued until the last has ended, and prints how many a second.
 *
 *     node test/bench/kit/no-op-jobs.ts waybill|plainjob JOBS CONCURRENCY
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openDatabase } from '../../../src/events/database.ts';
import { sqliteLog } from '../../../src/events/sqlite-log.ts';
import { SYSTEM } from '../../../src/kernel/caller.ts';
import { systemClock as clock } from '../../../src/kernel/clock.ts';
import { systemEntropy as entropy } from '../../../src/kernel/entropy.ts';
import { silentLogger as logger } from '../../../src/kernel/logger.ts';
import { openProjections } from '../../../src/projections/projector.ts';
import { startInside } from '../../support/inside.ts';
import { instantWhatsApp } from './instant-whatsapp.ts';

const [, , side, jobs = '10000', asked = '3'] = process.argv;
const JOBS = Number(jobs);
const CONCURRENCY = Number(asked);
const CHATS = 5_000;
/** As many as one queue may have in hand; more of them are spread over several sessions. */
const CONCURRENCY_MAX = 50;
const TOGETHER = 500;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (JOBS / (performance.now() - start)) * 1_000;
};

const waybill = async (file: string): Promise<number> => {
  const db = openDatabase(file);
  const log = sqliteLog(db, { project: openProjections(db), clock });
  const keepalive = { keepaliveMs: 30_000, keepaliveTimeoutMs: 15_000 };
  const { system, gateway, queue } = await startInside({
    db,
    log,
    clock,
    entropy,
    logger,
    keepalive,
    whatsapp: instantWhatsApp(),
  });
  const sessions = Array.from({ length: Math.ceil(CONCURRENCY / CONCURRENCY_MAX) }, (_, index) => `bench-${index}`);
  for (const session of sessions) {
    await gateway.sessions.start(session, SYSTEM);
    await gateway.sessions.stop(session, SYSTEM);
    await gateway.queues.configure(session, { concurrency: CONCURRENCY / sessions.length }, SYSTEM);
  }
  for (let first = 0; first < JOBS; first += TOGETHER) {
    await Promise.all(
      Array.from({ length: Math.min(TOGETHER, JOBS - first) }, (_, index) => {
        const session = sessions[index % sessions.length] ?? '';
        return queue({ session, number: `62812${String((first + index) % CHATS).padStart(8, '0')}` });
      }),
    );
  }
  const rate = await timed(async () => {
    let left = JOBS;
    const ended = new Promise<void>((resolve) => {
      log.onCommit((facts) => {
        left -= facts.filter(({ type }) => type === 'job.completed').length;
        if (left === 0) resolve();
      });
    });
    for (const session of sessions) await gateway.sessions.start(session, SYSTEM);
    await ended;
  });
  await system.stop(1_000);
  await log.close();
  return rate;
};

interface Plainjob {
  better(db: Database.Database): unknown;
  defineQueue(options: object): { addMany(type: string, data: readonly unknown[]): void; close(): void };
  defineWorker(
    type: string,
    work: () => Promise<void>,
    options: object,
  ): { start(): Promise<void>; stop(): Promise<void> };
}

const plainjob = async (file: string): Promise<number> => {
  const { better, defineQueue, defineWorker } = (await import(
    new URL('../peers/node_modules/plainjob/dist/plainjob.js', import.meta.url).href
  )) as Plainjob;
  const db = new Database(file);
  const connection = better(db);
  const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
  const queue = defineQueue({ connection, logger: quiet });
  db.pragma('synchronous = full');
  queue.addMany(
    'bench',
    Array.from({ length: JOBS }, (_, index) => ({ number: index, message: 'Hello' })),
  );
  let left = JOBS;
  const { promise: ended, resolve: done } = Promise.withResolvers<void>();
  const onCompleted = (): void => {
    left -= 1;
    if (left === 0) done();
  };
  const workers = Array.from({ length: CONCURRENCY }, () =>
    defineWorker('bench', async () => {}, { queue, logger: quiet, onCompleted, pollIntervall: 10 }),
  );
  const rate = await timed(async () => {
    for (const worker of workers) void worker.start();
    await ended;
  });
  if (db.pragma('synchronous', { simple: true }) !== 2) throw new Error('plainjob did not run with synchronous=FULL');
  return rate;
};

const folder = mkdtempSync(join(tmpdir(), 'waybill-bench-'));
try {
  console.log(await (side === 'plainjob' ? plainjob : waybill)(join(folder, 'bench.db')));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
