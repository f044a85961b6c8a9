/**
 * P9: finding the next jobs, starting them and putting them back, with 1M and with 1k waiting, in four kinds of line.
 */
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/sqlite/database.ts';
import type { JobFact } from '../../src/events/facts/job.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { openProjections } from '../../src/storage/sqlite/projector.ts';
import { openReads } from '../../src/projections/reads.ts';
import type { Bench, Size } from './bench.ts';
import { headerTo, openClaims, recorded } from './kit/claim.ts';
import { newFolder } from './kit/folder.ts';
import { chatOf, CONTENT, T0 } from './kit/past.ts';

const MANY: Record<Size, number> = { full: 1_000_000, quick: 20_000 };
const FEW = 1_000;
const CLAIMS: Record<Size, number> = { full: 5_000, quick: 500 };
const CONCURRENCY = 3;
const PAGE = 10_000;

const jobIdOf = (number: number): string => number.toString(16).padStart(18, '0');
const numberOf = (jobId: string): number => Number.parseInt(jobId, 16);

interface Line {
  readonly name: string;
  readonly title: string;
  /** A chat among this many jobs. */
  readonly chat: (number: number, jobs: number) => string;
  readonly notBefore: (number: number) => number | null;
}

/** The same number at either length: with more than one job in a chat, the next has to be promoted and demoted. */
const JOBS_A_CHAT = 20;
const manyChats = (number: number, jobs: number): string => chatOf(number, jobs / JOBS_A_CHAT);

const lines: readonly Line[] = [
  { name: 'p9', title: 'to many chats', chat: manyChats, notBefore: () => null },
  { name: 'p9-one-chat', title: 'to one chat', chat: () => chatOf(1), notBefore: () => null },
  { name: 'p9-later', title: 'all for later', chat: manyChats, notBefore: () => T0 * 2 },
  { name: 'p9-overdue', title: 'all overdue', chat: manyChats, notBefore: (number) => T0 - (number % 1_000) },
];

const laterThan = (notBefore: number | null) => (notBefore === null ? {} : { notBefore });

const queued = ({ chat, notBefore }: Line, job: number, jobs: number): JobFact => ({
  type: 'job.queued',
  session: 'default',
  chat: chat(job, jobs),
  content: CONTENT,
  messageId: messageIdOf(jobIdOf(job)),
  priority: 'NORMAL',
  ...laterThan(notBefore(job)),
});

interface Scene {
  /** Microseconds of one claim. */
  measure(claims: number): number;
  close(): void;
}

/** Tables only, in one open transaction: the disk would hide the difference. */
const sceneOf = (line: Line, jobs: number, file: string): Scene => {
  const db = openDatabase(file);
  const { apply } = openProjections(db);
  const reads = openReads(db, { streamId: numberOf, content: () => null, beside: () => null, page: () => [] });
  const commit = db.transaction(apply);
  let position = 0;
  for (let first = 1; first <= jobs; first += PAGE) {
    const page = Array.from({ length: Math.min(PAGE, jobs - first + 1) }, (_, index) => first + index);
    commit(
      page.map((job) =>
        recorded(
          job,
          { jobId: jobIdOf(job), streamId: job, header: headerTo(line.chat(job, jobs)) },
          queued(line, job, jobs),
          null,
          'waiting',
        ),
      ),
    );
    position += page.length;
  }
  const claim = openClaims({ apply, line: reads.line, position });
  db.exec('begin');
  return {
    measure(claims) {
      const start = performance.now();
      for (let count = 0; count < claims; count += 1) claim(CONCURRENCY);
      return ((performance.now() - start) / claims) * 1_000;
    },
    close() {
      db.exec('rollback');
      db.close();
    },
  };
};

const claiming = (line: Line): Bench => ({
  name: line.name,
  title: `Claim of the next three jobs with 1M waiting, ${line.title}`,
  against: 'the same with 1k waiting',
  unit: 'µs',
  better: 'less',
  floor: 3,
  aim: 1.2,
  async open(size) {
    const folder = newFolder();
    const many = sceneOf(line, MANY[size], join(folder.path, 'many.db'));
    const few = sceneOf(line, FEW, join(folder.path, 'few.db'));
    for (const scene of [many, few]) scene.measure(CLAIMS[size]);
    return {
      ours: async () => many.measure(CLAIMS[size]),
      theirs: async () => few.measure(CLAIMS[size]),
      async close() {
        many.close();
        few.close();
        folder.remove();
      },
    };
  },
});

export const p9s: readonly Bench[] = lines.map(claiming);
