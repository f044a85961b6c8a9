/**
 * How fast the log takes facts: appends that arrive together, in groups of 1 to 1,000, against bare inserts of the same
 * size with the same number of rows a transaction. Both are on disk (WAL, synchronous=FULL) before they count.
 *
 *     node test/bench/append.ts [seconds a measurement] [folder]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { contentIdOf } from '../../src/events/content.ts';
import { openDatabase } from '../../src/events/database.ts';
import type { JobFact } from '../../src/events/job.ts';
import type { Append } from '../../src/events/log.ts';
import { sqliteLog } from '../../src/events/sqlite-log.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { messageIdOf, newJobId, streamOf } from '../../src/kernel/ids.ts';

const SECONDS = Number(process.argv[2] ?? 3);
const chat = '6281234567890@s.whatsapp.net';
const content = contentIdOf('Hello');

const STATES = [null, 'waiting', 'active.validating', 'active.sending', 'completed'] as const;

/** The four appends in the life of a job. */
const lifeOf = (job: string): readonly Append[] => {
  const said = { session: 'default', chat, content, messageId: messageIdOf(job), priority: 'NORMAL' } as const;
  const facts: readonly JobFact[] = [
    { type: 'job.queued', ...said, notBefore: null, idempotency: null },
    { type: 'job.started', attempt: 1 },
    { type: 'job.validated', chat },
    { type: 'job.completed' },
  ];
  return facts.map((fact, expected) => ({
    stream: streamOf.job(job),
    expected,
    entries: [{ fact, from: STATES[expected] ?? null, to: STATES[expected + 1] ?? null }],
    at: Date.now(),
    by: 'system',
    correlation: null,
    causation: null,
  }));
};

/** Facts a second until the time is up; `work` writes `group` facts a call. */
const rate = async (group: number, work: () => unknown): Promise<number> => {
  const start = performance.now();
  let facts = 0;
  while (performance.now() - start < SECONDS * 1_000) {
    await work();
    facts += group;
  }
  return (facts / (performance.now() - start)) * 1_000;
};

const logRate = async (file: string, group: number): Promise<{ rate: number; bytesPerJob: number }> => {
  const log = sqliteLog(openDatabase(file));
  let waiting: Append[][] = [];
  const reached = await rate(group, async () => {
    if (waiting.length === 0) {
      const lives = Array.from({ length: group }, () => lifeOf(newJobId(systemEntropy)));
      waiting = [0, 1, 2, 3].map((step) => lives.flatMap((life) => life.slice(step, step + 1)));
    }
    await Promise.all((waiting.shift() ?? []).map((append) => log.append(append)));
  });
  const facts = log.head().position;
  await log.close();
  return { rate: reached, bytesPerJob: (statSync(file).size / facts) * 4 };
};

const bareRate = async (file: string, group: number): Promise<number> => {
  const db = new Database(file);
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  db.exec('create table events (position integer primary key, data text not null) strict');
  const insert = db.prepare('insert into events (data) values (?)');
  const data = 'x'.repeat(300);
  const write = db.transaction(() => {
    for (let row = 0; row < group; row += 1) insert.run(data);
  });
  const reached = await rate(group, write);
  db.close();
  return reached;
};

const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'waybill-append-'));
try {
  for (const group of [1, 10, 100, 1_000]) {
    const bare = await bareRate(join(folder, `bare-${group}.db`), group);
    const { rate: log, bytesPerJob } = await logRate(join(folder, `log-${group}.db`), group);
    console.log(
      `${group} a commit: log ${Math.round(log)}/s, bare inserts ${Math.round(bare)}/s, ratio ${(log / bare).toFixed(2)}, ${Math.round(bytesPerJob)} bytes a job of four facts`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
