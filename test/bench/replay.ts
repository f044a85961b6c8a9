/**
 * P5: replaying a log into every projection, against a raw paged read of the same log with JSON.parse.
 *
 *     node test/bench/replay.ts [facts] [backlog] [folder]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { contentIdOf } from '../../src/events/content.ts';
import { openDatabase } from '../../src/events/database.ts';
import type { JobFact } from '../../src/events/job.ts';
import type { Entry, EventLog } from '../../src/events/log.ts';
import { sqliteLog } from '../../src/events/sqlite-log.ts';
import { streamOf } from '../../src/kernel/ids.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { openProjections } from '../../src/projections/projector.ts';

const FACTS = Number(process.argv[2] ?? 1_000_000);
const BACKLOG = Number(process.argv[3] ?? 1_000);
const IN_HAND = 100;
const FACTS_A_JOB = 4;
const CHATS = 50_000;
const T0 = 1_700_000_000_000;

const chatOf = (number: number): string => `62812${String(number % CHATS).padStart(8, '0')}@s.whatsapp.net`;
const jobIdOf = (number: number): string =>
  (BigInt(number) * 0x9e3779b97f4a7c15n).toString(16).padStart(18, '0').slice(-18);
const content = contentIdOf('Hello');

const entry = (fact: JobFact, from: string | null, to: string): Entry => ({ fact, from, to });

const entriesOf = (number: number): readonly Entry[] => {
  const messageId = messageIdOf(jobIdOf(number));
  const said = { session: 'default', chat: chatOf(number), content, messageId, priority: 'NORMAL' } as const;
  return [
    entry({ type: 'job.queued', ...said, notBefore: null, idempotency: null }, null, 'waiting'),
    entry({ type: 'job.started', attempt: 1 }, 'waiting', 'active.validating'),
    entry({ type: 'job.validated', chat: chatOf(number) }, 'active.validating', 'active.sending'),
    entry({ type: 'job.completed' }, 'active.sending', 'completed.acknowledged'),
  ];
};

const append = (log: EventLog, number: number, step: number): Promise<unknown> => {
  const entries = entriesOf(number).slice(step, step + 1);
  const origin = { at: T0 + number, by: 'system', correlation: null, causation: null };
  return log.append({ stream: streamOf.job(jobIdOf(number)), expected: step, entries, ...origin });
};

/** Jobs are queued `BACKLOG` at a time, and then go through their steps a hundred at a time. */
const fill = async (log: EventLog): Promise<void> => {
  const jobs = FACTS / FACTS_A_JOB;
  const range = (from: number, length: number): number[] =>
    Array.from({ length: Math.min(length, jobs - from) }, (_, index) => from + index);
  for (let start = 0; start < jobs; start += BACKLOG) {
    const queued = range(start, BACKLOG);
    await Promise.all(queued.map((number) => append(log, number, 0)));
    for (let done = 0; done < queued.length; done += IN_HAND) {
      const inHand = queued.slice(done, done + IN_HAND);
      for (const step of [1, 2, 3]) await Promise.all(inHand.map((number) => append(log, number, step)));
    }
  }
};

const rawRead = (db: Database): number => {
  const page = db.prepare<[number], { position: number; data: string }>(
    'select * from events where position > ? order by position limit 1000',
  );
  let read = 0;
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.position ?? 0)) {
    for (const { data } of rows) read += JSON.parse(data) === null ? 0 : 1;
  }
  return read;
};

const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const rate = (ms: number): string => `${Math.round(FACTS / ms)}k facts/s (${(ms / 1000).toFixed(2)} s)`;

const folder = mkdtempSync(join(process.argv[4] ?? tmpdir(), 'waybill-replay-'));
try {
  const db = openDatabase(join(folder, 'waybill.db'));
  const log = sqliteLog(db);
  console.log(`${FACTS} facts written: ${rate(await timed(() => fill(log)))}`);
  const raw = await timed(() => rawRead(db));
  console.log(`raw paged read with JSON.parse: ${rate(raw)}`);
  console.log(
    `log.page, checked: ${rate(
      await timed(() => {
        for (let after = 0; after < log.head().position; after += 1_000) log.page({ after, limit: 1_000 });
      }),
    )}`,
  );
  const projections = openProjections(db);
  const replay = await timed(() => projections.catchUp(log));
  console.log(`replay into all projections: ${rate(replay)}`);
  console.log(`P5 ratio: ${(raw / replay).toFixed(2)}`);
  await log.close();
} finally {
  rmSync(folder, { recursive: true });
}
