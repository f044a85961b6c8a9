/**
 * P9: what it takes to find the next jobs, and to start them and put them back, with 1k and with 1M jobs waiting.
 *
 *     node test/bench/claim.ts [jobs] [folder]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentIdOf } from '../../src/events/content.ts';
import { openDatabase } from '../../src/events/database.ts';
import type { JobFact } from '../../src/events/job.ts';
import type { Recorded } from '../../src/events/log.ts';
import { streamOf } from '../../src/kernel/ids.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { openProjections } from '../../src/projections/projector.ts';
import { openReads } from '../../src/projections/reads.ts';

const MANY = Number(process.argv[2] ?? 1_000_000);
const FEW = 1_000;
const CLAIMS = 5_000;
const ROUNDS = 5;
const CONCURRENCY = 3;
const PAGE = 10_000;
const T0 = 1_700_000_000_000;

const content = contentIdOf('Hello');
const jobIdOf = (number: number): string => number.toString(16).padStart(18, '0');
const numberOf = (jobId: string): number => Number.parseInt(jobId, 16);

interface Scene {
  readonly name: string;
  readonly chatOf: (number: number) => number;
  readonly notBefore: (number: number) => number | null;
}

const scenes: readonly Scene[] = [
  { name: 'many chats', chatOf: (number) => number % 50_000, notBefore: () => null },
  { name: 'one chat', chatOf: () => 1, notBefore: () => null },
  { name: 'all for later', chatOf: (number) => number % 50_000, notBefore: () => T0 * 2 },
  { name: 'all overdue', chatOf: (number) => number % 50_000, notBefore: (number) => T0 - (number % 1_000) },
];

const recorded = (position: number, job: number, fact: JobFact, from: string | null, to: string): Recorded => {
  const { type, ...data } = fact;
  const stream = { stream: streamOf.job(jobIdOf(job)), streamId: job, version: 1 };
  const origin = { at: T0, by: 'system', correlation: null, causation: null, hash: '', schema: 1 };
  return { position, ...stream, type, data, ...origin, from, to } as Recorded;
};

const queued = ({ chatOf, notBefore }: Scene, job: number): JobFact => ({
  type: 'job.queued',
  session: 'default',
  chat: `62812${String(chatOf(job)).padStart(8, '0')}@s.whatsapp.net`,
  content,
  messageId: messageIdOf(jobIdOf(job)),
  priority: 'NORMAL',
  notBefore: notBefore(job),
  idempotency: null,
});

/** Microseconds a time, the best of some rounds. */
const measure = (work: () => void): number => {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (let count = 0; count < CLAIMS; count += 1) work();
    best = Math.min(best, (performance.now() - start) / CLAIMS);
  }
  return best * 1_000;
};

const run = (scene: Scene, jobs: number, folder: string): { find: number; claim: number } => {
  const db = openDatabase(join(folder, `${scene.name}-${jobs}.db`));
  const { apply } = openProjections(db);
  const { line } = openReads(db);
  const commit = db.transaction(apply);
  let position = 0;
  while (position < jobs) {
    const page: Recorded[] = [];
    for (let count = 0; count < PAGE && position < jobs; count += 1) {
      position += 1;
      page.push(recorded(position, position, queued(scene, position), null, 'waiting'));
    }
    commit(page);
  }

  const next = () => line.next('default', T0, CONCURRENCY, new Set());
  const find = measure(next);
  const write = (job: number, fact: JobFact, from: string, to: string): void => {
    position += 1;
    apply([recorded(position, job, fact, from, to)]);
  };
  // One open transaction: the disk would only hide what is measured.
  db.exec('begin');
  const claim = measure(() => {
    for (const { jobId } of next()) {
      const job = numberOf(jobId);
      write(job, { type: 'job.started', attempt: 1 }, 'waiting', 'active.validating');
      write(job, { type: 'job.interrupted' }, 'active.validating', 'waiting');
    }
  });
  db.exec('rollback');
  db.close();
  return { find, claim };
};

const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'waybill-claim-'));
try {
  for (const scene of scenes) {
    const few = run(scene, FEW, folder);
    const many = run(scene, MANY, folder);
    for (const what of ['find', 'claim'] as const) {
      const figures = `${few[what].toFixed(1)} µs with ${FEW} waiting, ${many[what].toFixed(1)} µs with ${MANY}`;
      console.log(`P9 ${scene.name}, ${what}: ${figures}, ratio ${(many[what] / few[what]).toFixed(2)}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
