/**
 * The gain and cost of an archive: the size of the database, of the segment, and the time of reading across the seam.
 *
 *     node test/bench/archive.ts [messages]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archive, giveBack } from '../../src/storage/archive/archive.ts';
import type { State } from '../../src/events/facts/catalogue.ts';
import { textRef } from '../support/said.ts';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import { openDepartures } from '../../src/storage/archive/departures.ts';
import type { JobFact } from '../../src/events/facts/job.ts';
import type { Entry, Recorded } from '../../src/events/log/log.ts';
import { sqliteLog } from '../../src/storage/sqlite/sqlite-log.ts';
import { SYSTEM } from '../../src/kernel/caller.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { streamOf } from '../../src/kernel/ids.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { isFinished, leavesInPart } from '../../src/machines/kinds.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';

const MESSAGES = Number(process.argv[2] ?? 20_000);
const AT_ONCE = 500;
const T0 = 1_700_000_000_000;

const newJobId = (): string => Buffer.from(systemEntropy.bytes(9)).toString('hex');

const entry = (fact: JobFact, from: State | null, to: State): Entry => ({ fact, from, to });

const entriesOf = (id: string, number: number): readonly Entry[] => {
  const chat = `62812${String(number).padStart(8, '0')}@s.whatsapp.net`;
  const said = { content: textRef('Hello'), messageId: messageIdOf(id), priority: 'NORMAL' } as const;
  return [
    entry({ type: 'job.queued', session: 'default', chat, ...said }, null, 'waiting'),
    entry({ type: 'job.started', attempt: 1 }, 'waiting', 'active.validating'),
    entry({ type: 'job.validated', chat }, 'active.validating', 'active.sending'),
    entry({ type: 'job.completed' }, 'active.sending', 'completed.acknowledged'),
    entry({ type: 'job.delivered', deliveredAt: T0 }, 'completed.acknowledged', 'completed.delivered'),
    entry({ type: 'job.read', readAt: T0 }, 'completed.delivered', 'completed.read'),
  ];
};

const folder = mkdtempSync(join(tmpdir(), 'waybill-bench-'));
const file = join(folder, 'waybill.db');
const db = openDatabase(file);
const projections = openProjections(db);
const departures = openDepartures(db);
const log = sqliteLog(db, {
  project: {
    ...projections,
    apply(facts: readonly Recorded[]) {
      projections.apply(facts);
      departures.apply(facts);
    },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const timed = async <T>(what: string, work: () => Promise<T> | T): Promise<T> => {
  const begun = performance.now();
  const result = await work();
  say(`${what.padEnd(32)} ${((performance.now() - begun) / 1_000).toFixed(2)} s`);
  return result;
};
const perMessage = (bytes: number): string => `${Math.round(bytes / MESSAGES)} bytes a message`;
const size = (): number => {
  db.pragma('wal_checkpoint(truncate)');
  return statSync(file).size;
};

const jobs: string[] = [];
for (let start = 0; start < MESSAGES; start += AT_ONCE) {
  const group = Array.from({ length: Math.min(AT_ONCE, MESSAGES - start) }, newJobId);
  for (let step = 0; step < 6; step += 1)
    await Promise.all(
      group.map((id, index) =>
        log.append({
          stream: streamOf.job(id),
          expected: step,
          entries: entriesOf(id, start + index).slice(step, step + 1),
          at: T0 + start,
          by: 'system',
          correlation: null,
          causation: null,
        }),
      ),
    );
  jobs.push(...group);
}

const readSome = (): void => {
  for (let n = 0; n < 1_000; n += 1) log.read(streamOf.job(jobs[(n * 7_919) % jobs.length] ?? ''));
};

const before = size();
say(`database before                  ${perMessage(before)}`);
await timed('1,000 streams at random', readSome);
await timed('verify', () => log.verify());
const asked = { before: T0 + MESSAGES + 1, isFinished, leavesInPart, caller: SYSTEM, progress: () => {} };
const archived = await timed('archive', () => archive({ db, log, departures, clock: systemClock }, asked));
await timed('give the space back', () => giveBack(db));
say(`database after                   ${perMessage(size())}, ${((size() / before) * 100).toFixed(0)} % of before`);
say(`segment                          ${perMessage(statSync(join(folder, 'archive', archived?.file ?? '')).size)}`);
await timed('1,000 archived streams at random', readSome);
await timed('verify, across the seam', () => log.verify());
await log.close();
rmSync(folder, { recursive: true });
