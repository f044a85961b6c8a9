/**
 * Processes no-op jobs, from when they are all queued until the last has ended, and prints how many a second.
 *
 *     node test/bench/kit/no-op-jobs.ts waybill|plainjob|plainjob-default|liteque|bullmq JOBS CONCURRENCY [IDLE]
 *
 * IDLE sessions without a phone are added to the busy ones.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../src/storage/sqlite/database.ts';
import { sqliteLog } from '../../../src/storage/sqlite/sqlite-log.ts';
import { SYSTEM } from '../../../src/kernel/caller.ts';
import { systemClock as clock } from '../../../src/kernel/clock.ts';
import { systemEntropy as entropy } from '../../../src/kernel/entropy.ts';
import { silentLogger as logger } from '../../../src/kernel/logger.ts';
import { openProjections } from '../../../src/storage/sqlite/projector.ts';
import { startInside } from '../../support/inside.ts';
import { instantWhatsApp } from './instant-whatsapp.ts';
import { PEERS } from './peers.ts';
import { perSecond, type Side } from './side.ts';

const CHATS = 5_000;
/** The maximum concurrency of one queue; more is spread over several sessions. */
const CONCURRENCY_MAX = 50;
const TOGETHER = 500;

const waybill: Side = async ({ folder, jobs, concurrency, idle }) => {
  const db = openDatabase(join(folder, 'waybill.db'));
  const project = openProjections(db);
  const log = sqliteLog(db, { project, clock });
  await project.catchUp(log);
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
  const sessions = Array.from({ length: Math.ceil(concurrency / CONCURRENCY_MAX) }, (_, index) => `bench-${index}`);
  for (const session of sessions) {
    await gateway.sessions.start(session, SYSTEM);
    await gateway.sessions.stop(session, SYSTEM);
    await gateway.queues.configure(session, { concurrency: concurrency / sessions.length }, SYSTEM);
  }
  for (let n = 0; n < idle; n += 1) {
    await gateway.sessions.start(`idle-${n}`, SYSTEM);
    await gateway.sessions.stop(`idle-${n}`, SYSTEM);
  }
  for (let first = 0; first < jobs; first += TOGETHER) {
    await Promise.all(
      Array.from({ length: Math.min(TOGETHER, jobs - first) }, (_, index) => {
        const session = sessions[index % sessions.length] ?? '';
        return queue({ session, number: `62812${String((first + index) % CHATS).padStart(8, '0')}` });
      }),
    );
  }
  const rate = await perSecond(jobs, async () => {
    let left = jobs;
    const ended = new Promise<void>((resolve) => {
      log.onCommit((facts) => {
        left -= facts.filter(({ type }) => type === 'job.completed').length;
        if (left === 0) resolve();
      });
    });
    for (const session of sessions) await gateway.sessions.start(session, SYSTEM);
    await ended;
  });
  await system.stop();
  await log.close();
  return rate;
};

const SIDES: Readonly<Record<string, Side>> = { waybill, ...PEERS };

const [name = '', jobs = '10000', concurrency = '3', idle = '0'] = process.argv.slice(2);
const side = SIDES[name];
if (!side) throw new Error(`There is no side "${name}"; there are ${Object.keys(SIDES).join(', ')}.`);
const folder = mkdtempSync(join(tmpdir(), 'waybill-bench-'));
try {
  console.log(await side({ folder, jobs: Number(jobs), concurrency: Number(concurrency), idle: Number(idle) }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
