import { expect, test } from 'vitest';
import { ANNA, BUDI, CITRA, closed, jobIdOf, openStory, T0 } from './story.ts';

type Story = ReturnType<typeof openStory>;

const next = ({ reads }: Story, { now = T0, limit = 10, busy = [] as string[] } = {}): string[] =>
  reads.line.next('default', now, limit, new Set(busy)).map(({ jobId }) => jobId);

const ids = (...numbers: number[]): string[] => numbers.map(jobIdOf);

test('messages of one chat go out one after the other, in their order', async () => {
  const story = openStory();
  const { queue, job } = story;
  for (const number of [1, 2, 3]) await queue(number);
  expect(next(story)).toEqual(ids(1));
  await job(1, { type: 'job.started', attempt: 1 });
  expect(next(story)).toEqual(ids(2));
  expect(next(story, { busy: [ANNA] })).toEqual([]);
});

test('HIGH goes before NORMAL before LOW, and the oldest first within each', async () => {
  const story = openStory();
  const { queue } = story;
  await queue(1, { chat: ANNA, priority: 'LOW' });
  await queue(2, { chat: BUDI });
  await queue(3, { chat: CITRA });
  await queue(4, { chat: CITRA, priority: 'HIGH' });
  expect(next(story)).toEqual(ids(4, 2, 1));
  expect(next(story, { limit: 2 })).toEqual(ids(4, 2));
  expect(next(story, { limit: 0 })).toEqual([]);
  expect(next(story, { busy: [CITRA] })).toEqual(ids(2, 1));
});

test('a message that waits for its retry holds back those behind it, of its chat and priority only', async () => {
  const story = openStory();
  const { queue, job, reads } = story;
  await queue(1);
  await queue(2);
  await queue(3, { priority: 'LOW' });
  await queue(4, { chat: BUDI });
  await job(1, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.failed', attempt: 1, failure: closed, retryAt: T0 + 2_000 });
  expect(next(story)).toEqual(ids(4, 3));
  expect(reads.line.nextDueAfter(T0)).toBe(T0 + 2_000);
  expect(next(story, { now: T0 + 2_000 })).toEqual(ids(1, 4));
  expect(reads.line.nextDueAfter(T0 + 2_000)).toBeNull();
  await job(1, { type: 'job.cancelled' });
  expect(next(story)).toEqual(ids(2, 4));
});

test('a retry is due at its time also while an older message stands before it', async () => {
  const { queue, job, reads } = openStory();
  await queue(1);
  await queue(2);
  await job(1, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.abandoned', attempt: 1, failure: closed });
  await job(2, { type: 'job.started', attempt: 1 });
  await job(2, { type: 'job.failed', attempt: 1, failure: closed, retryAt: T0 + 2_000 });
  await job(1, { type: 'job.retried', attempts: 1 });
  expect(reads.line.nextDueAfter(T0)).toBe(T0 + 2_000);
});

test('an interrupted message takes its old place', async () => {
  const story = openStory();
  const { queue, job } = story;
  for (const number of [1, 2]) await queue(number);
  await job(1, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.interrupted', attempts: 0 });
  expect(next(story)).toEqual(ids(1));
});

test('a message for later holds nobody back, and goes by the time that it was queued for', async () => {
  const story = openStory();
  const { queue, reads } = story;
  await queue(1, { notBefore: T0 + 5_000 });
  await queue(2);
  await queue(3, { chat: BUDI });
  expect(next(story)).toEqual(ids(2, 3));
  expect(reads.line.nextDueAfter(T0)).toBe(T0 + 5_000);
  expect(next(story, { now: T0 + 5_000 })).toEqual(ids(2, 3));
  await queue(4, { chat: BUDI }, T0 + 6_000);
  expect(next(story, { now: T0 + 6_000, busy: [ANNA] })).toEqual(ids(3));
});

test('of two messages to one chat that are overdue the one goes first that was due first', async () => {
  const story = openStory();
  await story.queue(1, { notBefore: T0 + 4_000 });
  await story.queue(2, { notBefore: T0 + 2_000 });
  expect(next(story, { now: T0 + 10_000 })).toEqual(ids(2));
});

test('a message for later that was tried once stands in line like any other', async () => {
  const story = openStory();
  const { queue, job } = story;
  await queue(1, { notBefore: T0 });
  await queue(2);
  await job(1, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.failed', attempt: 1, failure: closed, retryAt: T0 + 2_000 });
  expect(next(story)).toEqual([]);
  await job(1, { type: 'job.started', attempt: 2 });
  await job(1, { type: 'job.interrupted', attempts: 0 });
  expect(next(story)).toEqual(ids(1));
});

test('a message that was acknowledged late leaves the line', async () => {
  const story = openStory();
  const { queue, job } = story;
  for (const number of [1, 2]) await queue(number);
  await job(1, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.interrupted', attempts: 0 });
  await job(1, { type: 'job.completed' });
  expect(next(story)).toEqual(ids(2));
});

test('what is queued, started and given back in one commit is in line once', async () => {
  const story = openStory();
  const { queue, job, rows } = story;
  await Promise.all([
    queue(1),
    job(1, { type: 'job.started', attempt: 1 }),
    job(1, { type: 'job.interrupted', attempts: 0 }),
  ]);
  expect(rows('line')).toMatchObject([{ place: 1, head: 1, due_at: 0 }]);
  await Promise.all([queue(2), job(2, { type: 'job.cancelled' })]);
  expect(rows('line')).toMatchObject([{ place: 1, head: 1 }]);
});

test('many that are overdue at once all get their turn, behind a busy chat too', async () => {
  const story = openStory();
  const { queue } = story;
  const count = 150;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  await Promise.all(numbers.map((number) => queue(number, { notBefore: T0 + count - number })));
  await queue(200, { chat: BUDI, notBefore: T0 + count });
  expect(next(story, { now: T0 + count, busy: [ANNA] })).toEqual(ids(200));
  expect(next(story, { now: T0 + count, limit: 1 })).toEqual(ids(150));
});
