/** A past of any size, written through the real log and its projections, in groups as large as a commit allows. */
import type { State } from '../../../src/events/facts/catalogue.ts';
import { sayText, textRef } from '../../support/said.ts';
import { openDatabase } from '../../../src/storage/sqlite/database.ts';
import type { JobFact } from '../../../src/events/facts/job.ts';
import type { Entry, EventLog } from '../../../src/events/log/log.ts';
import { sqliteLog } from '../../../src/storage/sqlite/sqlite-log.ts';
import { streamOf } from '../../../src/kernel/ids.ts';
import { messageIdOf } from '../../../src/kernel/message-ids.ts';
import { openProjections } from '../../../src/storage/sqlite/projector.ts';

export interface Past {
  readonly file: string;
  /** Completed jobs: four facts each. */
  readonly finished?: number;
  /** Waiting jobs: one fact each. */
  readonly waiting?: number;
  /** The number of chats, which take turns. */
  readonly chats?: number;
}

/** How many are queued before the first starts, and how many are in hand at once. */
const QUEUED = 1_000;
const IN_HAND = 250;
const CHATS = 50_000;
export const FACTS_A_JOB = 4;
/** The time of the first fact. */
export const T0 = 1_700_000_000_000;
export const CONTENT = textRef('Hello');
const { said: HELLO } = sayText('Hello');

export const chatOf = (number: number, chats = CHATS): string =>
  `62812${String(number % chats).padStart(8, '0')}@s.whatsapp.net`;

/** Grows with time, like the ids of real jobs. */
export const jobIdOf = (number: number): string => {
  const time = (T0 + number).toString(16).padStart(12, '0');
  return time + ((number * 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').slice(0, 6);
};

export const numberOf = (jobId: string): number => Number.parseInt(jobId.slice(0, 12), 16) - T0;

const entriesOf = (number: number, chats: number): readonly Entry[] => {
  const chat = chatOf(number, chats);
  const said = { session: 'default', chat, content: CONTENT, messageId: messageIdOf(jobIdOf(number)) };
  const steps: readonly [fact: JobFact, to: State][] = [
    [{ type: 'job.queued', ...said, priority: 'NORMAL' }, 'waiting'],
    [{ type: 'job.started', attempt: 1 }, 'active.validating'],
    [{ type: 'job.validated', chat }, 'active.sending'],
    [{ type: 'job.completed' }, 'completed.acknowledged'],
  ];
  return steps.map(([fact, to], index) => ({
    fact,
    from: steps[index - 1]?.[1] ?? null,
    to,
    ...(index === 0 ? { contents: [HELLO] } : {}),
  }));
};

type Append = (number: number, step: number) => Promise<unknown>;

const appendTo =
  (log: EventLog, chats: number): Append =>
  (number, step) =>
    log.append({
      stream: streamOf.job(jobIdOf(number)),
      expected: step,
      entries: entriesOf(number, chats).slice(step, step + 1),
      at: T0 + number,
      by: 'system',
      correlation: null,
      causation: null,
    });

/** Takes jobs through these steps of their lives, `size` of them at a time. */
const walk = async (append: Append, jobs: readonly number[], size: number, steps: readonly number[]): Promise<void> => {
  for (let start = 0; start < jobs.length; start += size) {
    const some = jobs.slice(start, start + size);
    for (const step of steps) await Promise.all(some.map((number) => append(number, step)));
  }
};

export const writePast = async ({ file, finished = 0, waiting = 0, chats = CHATS }: Past): Promise<void> => {
  const db = openDatabase(file);
  const log = sqliteLog(db, { project: openProjections(db) });
  const append = appendTo(log, chats);
  for (let first = 0; first < finished + waiting; first += QUEUED) {
    const length = Math.min(QUEUED, finished + waiting - first);
    const jobs = Array.from({ length }, (_, index) => first + index);
    await walk(append, jobs, QUEUED, [0]);
    await walk(
      append,
      jobs.filter((number) => number < finished),
      IN_HAND,
      [1, 2, 3],
    );
  }
  db.pragma('wal_checkpoint(truncate)');
  await log.close();
};
