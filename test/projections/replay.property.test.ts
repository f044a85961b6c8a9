/**
 * For any history of jobs, sessions and queues, and any grouping into commits: the line equals a naive reading of the
 * facts, and every table equals its rebuild.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../../src/events/facts/catalogue.ts';
import { failure } from '../../src/events/facts/failure.ts';
import type { JobFact } from '../../src/events/facts/job.ts';
import { DEFAULT_QUEUE_CONFIG, type QueueFact } from '../../src/events/facts/queue.ts';
import type { SessionFact } from '../../src/events/facts/session.ts';
import { PRIORITIES } from '../../src/events/facts/words.ts';
import { projections } from '../../src/projections/all.ts';
import { compare } from '../../src/storage/sqlite/compare.ts';
import type { Recorded } from '../../src/events/log/log.ts';
import { rounds } from '../support/rounds.ts';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import {
  ANNA,
  BUDI,
  blocked,
  CITRA,
  closed,
  drafted,
  jobIdOf,
  mediaIdOf,
  openStory,
  queued,
  stored,
  streamOfJob,
  streamOfMedia,
  T0,
} from './story.ts';

const SESSIONS = ['default', 'other'];
const CHATS = [ANNA, BUDI, CITRA];
const JOBS = 8;
const UPLOADS = 3;
const TICK = 1_000;

const time = fc.integer({ min: 0, max: 100 }).map((ticks) => T0 + ticks * TICK);
const firstFact = fc.record({
  session: fc.constantFrom(...SESSIONS),
  chat: fc.constantFrom(...CHATS),
  priority: fc.constantFrom(...PRIORITIES),
  notBefore: fc.option(time, { freq: 3 }),
  waitsFor: fc.option(fc.integer({ min: 1, max: JOBS }), { freq: 3 }),
  media: fc.uniqueArray(fc.integer({ min: 1, max: UPLOADS }).map(mediaIdOf), { maxLength: 2 }),
  expiresAt: fc.option(time, { freq: 3 }),
  isDraft: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
});

const jobFact: fc.Arbitrary<JobFact> = fc.oneof(
  fc.constant<JobFact>({ type: 'job.started', attempt: 1 }),
  fc.constant<JobFact>({ type: 'job.started', attempt: 2 }),
  fc.constantFrom(...CHATS).map((chat): JobFact => ({ type: 'job.validated', chat })),
  time.map((retryAt): JobFact => ({ type: 'job.failed', attempt: 1, failure: closed, retryAt })),
  fc.constantFrom<JobFact>(
    { type: 'job.completed' },
    { type: 'job.abandoned', attempt: 1, failure: blocked },
    { type: 'job.interrupted', attempts: 0 },
    { type: 'job.retried', attempts: 1 },
    { type: 'job.retried', attempts: 1, waitsFor: messageIdOf(jobIdOf(1)) },
    { type: 'job.cancelled' },
    { type: 'job.rejected' },
    { type: 'job.approved' },
    { type: 'job.approved', waitsFor: messageIdOf(jobIdOf(2)) },
    { type: 'job.dismissed' },
    { type: 'job.released', quoted: true },
    { type: 'job.expired', failure: failure('expired', 'Its time was over.') },
  ),
  time.map((notBefore): JobFact => ({ type: 'job.approved', notBefore })),
  time.map((deliveredAt): JobFact => ({ type: 'job.delivered', deliveredAt })),
  time.map((readAt): JobFact => ({ type: 'job.read', readAt })),
  time.map((playedAt): JobFact => ({ type: 'job.played', playedAt })),
);

const sessionFact: fc.Arbitrary<SessionFact> = fc.oneof(
  fc.constantFrom<SessionFact>(
    { type: 'session.started' },
    { type: 'session.opened', account: ANNA },
    { type: 'session.keepalive_missed', missed: 1 },
    { type: 'session.stopped', reason: 'asked' },
    { type: 'session.logged_out', reason: 'device removed' },
  ),
  time.map((restartAt): SessionFact => ({ type: 'session.closed', code: 428, reason: 'gone', restartAt, restarts: 1 })),
  time.map((restartAt): SessionFact => ({ type: 'session.interrupted', restartAt })),
);

const queueFact: fc.Arbitrary<QueueFact> = fc.oneof(
  fc.constantFrom<QueueFact>({ type: 'queue.paused' }, { type: 'queue.resumed' }),
  fc.constant<QueueFact>({ type: 'queue.configured', config: DEFAULT_QUEUE_CONFIG, was: DEFAULT_QUEUE_CONFIG }),
  time.map((until): QueueFact => ({ type: 'queue.cooled', until, reason: 'asked too much' })),
);

const mediaFact: fc.Arbitrary<Fact> = fc.oneof(
  fc.option(fc.integer({ min: 1, max: UPLOADS })).map(stored),
  fc.constantFrom<Fact>({ type: 'media.expired', reason: 'retention' }, { type: 'media.expired', reason: 'deleted' }),
);

/** An attempted event; the machines decide whether it happens. */
const attempt: fc.Arbitrary<{ stream: string; fact: Fact }> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: JOBS }), firstFact).map(([number, said]) => ({
      stream: streamOfJob(number),
      fact: said.isDraft ? drafted(number, said) : queued(number, said),
    })),
  },
  { weight: 12, arbitrary: fc.record({ stream: fc.integer({ min: 1, max: JOBS }).map(streamOfJob), fact: jobFact }) },
  {
    weight: 2,
    arbitrary: fc.record({
      stream: fc.integer({ min: 1, max: UPLOADS }).map((number) => streamOfMedia(SESSIONS[number % 2] ?? '', number)),
      fact: mediaFact,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ stream: fc.constantFrom(...SESSIONS.map((name) => `session/${name}`)), fact: sessionFact }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ stream: fc.constantFrom(...SESSIONS.map((name) => `queue/${name}`)), fact: queueFact }),
  },
);

/** Each inner list is one commit. */
const history = fc.array(fc.array(attempt, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 12 });

type Story = ReturnType<typeof openStory>;

const live = async (commits: readonly (readonly { stream: string; fact: Fact }[])[]): Promise<Story> => {
  const story = openStory();
  let at = T0;
  for (const commit of commits) {
    const told: Promise<void>[] = [];
    for (const { stream, fact } of commit) {
      at += TICK * 7;
      if (story.can(stream, fact)) told.push(story.tell(stream, fact, at));
    }
    await Promise.all(told);
  }
  return story;
};

interface Standing {
  readonly session: string;
  readonly chat: string;
  readonly priority: number;
  readonly scheduled: number;
  readonly place: number;
  /** The number of its stream, for a draft that was approved and has not been started. */
  readonly draft: number | null;
  readonly job_id: string;
  /** Null for a job that comes back. */
  readonly since: number | null;
  readonly due_at: number;
  readonly retry_set_at: number;
  readonly waits_for: string | null;
}

const UNTRIED: ReadonlySet<string> = new Set(['job.queued', 'job.drafted', 'job.approved', 'job.released']);

/** The message whose job has to end first, by the last fact. */
const waitsForIn = ({ type, data }: Recorded): string | null => {
  if (type === 'job.retried' || type === 'job.approved') return data.waitsFor ?? null;
  return type === 'job.queued' && data.waits === true ? (data.refersTo ?? null) : null;
};

/** The jobs in line, derived from each job's first fact, its last one, and their number. */
const standing = ({ log }: Story): Standing[] => {
  const found: Standing[] = [];
  for (let number = 1; number <= JOBS; number += 1) {
    const facts = log.read(streamOfJob(number));
    const [first, last] = [facts[0], facts.at(-1)];
    const isAccepted = first?.type === 'job.queued' || first?.type === 'job.drafted';
    if (!isAccepted || (last?.to !== 'waiting' && last?.to !== 'retrying')) continue;
    const { session, chat, priority } = first.data;
    const untried = facts.every(({ type }) => UNTRIED.has(type));
    const approval = facts.find(({ type }) => type === 'job.approved');
    const given = approval?.type === 'job.approved' ? approval.data : first.data;
    const notBefore = given.notBefore ?? null;
    const waitsFor = waitsForIn(last);
    const [due, setAt] = last.type === 'job.failed' ? [last.data.retryAt, last.at] : [0, 0];
    found.push({
      session,
      chat,
      priority: PRIORITIES.indexOf(priority),
      scheduled: untried && notBefore !== null ? 1 : 0,
      place: (untried ? approval?.position : undefined) ?? first.streamId,
      draft: untried && approval ? first.streamId : null,
      job_id: first.stream.slice('job/'.length),
      since: untried ? (notBefore ?? (approval ?? first).at) : null,
      due_at: untried ? (notBefore ?? 0) : due,
      retry_set_at: setAt,
      waits_for: waitsFor,
    });
  }
  return found;
};

const sameLane = (one: Standing, other: Standing): boolean =>
  one.session === other.session && one.chat === other.chat && one.priority === other.priority;

const isHead = (job: Standing, all: readonly Standing[]): boolean =>
  job.scheduled === 1 || !all.some((other) => other.scheduled === 0 && sameLane(job, other) && other.place < job.place);

const isDue = (job: Standing, now: number): boolean => job.due_at <= now || job.retry_set_at > now;

/** The time from which a job may go: its scheduled time, or the time of queueing or approval. */
const sinceOf = (job: Standing, queuedAt: ReadonlyMap<number, number>): number =>
  job.scheduled === 1 ? job.due_at : (queuedAt.get(job.place) ?? 0);

const nextOf = (
  all: readonly Standing[],
  queuedAt: ReadonlyMap<number, number>,
  session: string,
  now: number,
  limit: number,
  busy: Set<string>,
): number[] => {
  const chats = new Set(busy);
  return all
    .filter((job) => job.session === session && isHead(job, all) && isDue(job, now) && job.waits_for === null)
    .sort((a, b) => a.priority - b.priority || sinceOf(a, queuedAt) - sinceOf(b, queuedAt) || a.place - b.place)
    .filter(({ chat }) => !chats.has(chat) && chats.add(chat))
    .slice(0, limit)
    .map(({ place, draft }) => draft ?? place);
};

test('the line is what a naive reading of the facts says it is', async () => {
  await fc.assert(
    fc.asyncProperty(
      history,
      time,
      fc.integer({ min: 1, max: 3 }),
      fc.subarray(CHATS),
      async (commits, now, limit, busyChats) => {
        const story = await live(commits);
        const all = standing(story);
        const expected = all.map((job) => ({ ...job, head: isHead(job, all) ? 1 : 0 }));
        const rows = story.rows('line') as Standing[];
        expect(rows.toSorted((a, b) => a.place - b.place)).toEqual(expected.toSorted((a, b) => a.place - b.place));

        const busy = new Set(busyChats);
        const queuedAt = new Map(story.log.page({ after: 0, limit: 1_000 }).map(({ position, at }) => [position, at]));
        for (const session of SESSIONS) {
          const jobOf = new Map(
            story.log
              .page({ after: 0, limit: 1_000 })
              .map(({ streamId, stream }) => [streamId, stream.slice('job/'.length)]),
          );
          const found = story.reads.line.next(session, now, limit, busy).map(({ jobId }) => jobId);
          expect(found).toEqual(nextOf(all, queuedAt, session, now, limit, busy).map((id) => jobOf.get(id)));
        }
        const dues = all.filter(({ due_at }) => due_at > now).map(({ due_at }) => due_at);
        expect(story.reads.line.nextDueAfter(now)).toBe(dues.length > 0 ? Math.min(...dues) : null);
        await story.log.close();
      },
    ),
    { numRuns: rounds(40) },
  );
});

test('every table equals its rebuild, and the stats count what is there', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (commits) => {
      const story = await live(commits);
      const { db, log, reads } = story;
      expect(await compare(db, log)).toBeNull();
      const rowsOf = () => projections.map(({ name }) => story.rows(name));
      const before = rowsOf();
      await story.projections.rebuild(log);
      expect(rowsOf()).toEqual(before);
      for (const session of SESSIONS) {
        const { successRate: _, ...counts } = reads.stats.counts(session);
        for (const [status, count] of Object.entries(counts)) {
          const counted = db.prepare('select count(*) from jobs where session = ? and status = ?').pluck();
          expect([status, count]).toEqual([status, counted.get(session, status)]);
        }
      }
      await log.close();
    }),
    { numRuns: rounds(25) },
  );
});

const STATES = [
  'active.sending',
  'active.validating',
  'cancelled',
  'completed.acknowledged',
  'completed.delivered',
  'completed.read',
  'dismissed',
  'draft',
  'failed',
  'retrying',
  'waiting',
];

test('the histories reach every state of a job', async () => {
  const states = new Set<string | null>();
  for (const commits of fc.sample(history, { numRuns: 600, seed: 1 })) {
    if (STATES.every((state) => states.has(state))) break;
    const { log, state } = await live(commits);
    for (let number = 1; number <= JOBS; number += 1) states.add(state(`job/${jobIdOf(number)}`));
    await log.close();
  }
  expect([...states].filter((state) => state !== null).toSorted()).toEqual(STATES);
});
