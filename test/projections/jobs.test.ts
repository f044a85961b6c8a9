import { expect, test } from 'vitest';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { failure } from '../../src/events/facts/failure.ts';
import { type JobQuery, OF_CHAT_MAX, type Page } from '../../src/projections/job-list.ts';
import type { JobView } from '../../src/projections/job-view.ts';
import { RANK, rankOf } from '../../src/projections/jobs.ts';
import { ANNA, BUDI, blocked, closed, jobIdOf, openStory, queued, T0 } from './story.ts';

const idsOf = (page: Page<JobView> | null): string[] => page?.items.map(({ jobId }) => jobId) ?? [];
const ids = (...numbers: number[]): string[] => numbers.map(jobIdOf);

/** Reads to the end, two at a time. */
const walk = (read: (cursor: string | undefined) => Page<JobView> | null): string[] => {
  const found: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = read(cursor);
    found.push(...idsOf(page));
    cursor = page?.nextCursor ?? undefined;
    more = cursor !== undefined;
  }
  return found;
};

/** Jobs 1 to 8, queued in this order, in every status. */
const everyStatus = async () => {
  const story = openStory();
  const { queue, job } = story;
  await queue(1, { priority: 'HIGH' });
  for (const number of [2, 3, 4, 5, 6]) await queue(number, { chat: number % 2 ? ANNA : BUDI });
  await queue(7, { priority: 'LOW' });
  await queue(8, { session: 'other' });
  for (const number of [1, 2, 3, 4, 6]) await job(number, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.completed' });
  await job(2, { type: 'job.failed', attempt: 1, failure: closed, retryAt: T0 + 2_000 });
  await job(3, { type: 'job.abandoned', attempt: 1, failure: blocked });
  await job(4, { type: 'job.abandoned', attempt: 1, failure: blocked });
  await job(4, { type: 'job.dismissed' });
  await job(5, { type: 'job.cancelled' });
  return story;
};

test('a job shows each step on its way to being read', async () => {
  const { queue, job, reads } = openStory();
  const shown = () => reads.jobs.byId(jobIdOf(1));
  await queue(1, { priority: 'HIGH', text: 'Hello Anna' }, T0);
  const { type: _, ...queuedAs } = queued(1, { priority: 'HIGH', text: 'Hello Anna' });
  expect(shown()).toEqual({
    jobId: jobIdOf(1),
    streamId: 1,
    session: 'default',
    messageId: messageIdOf(jobIdOf(1)),
    chatId: ANNA,
    recipient: null,
    contentAt: 1,
    content: { kind: 'text', body: 'Hello Anna' },
    queued: { ...queuedAs, content: expect.objectContaining({ kind: 'text' }) },
    metadata: null,
    message: 'Hello Anna',
    status: 'waiting',
    dismissed: false,
    priority: 'HIGH',
    attempts: 0,
    ladderFrom: 0,
    progress: 0,
    queuedAt: T0,
    sendAt: null,
    startedAt: null,
    completedAt: null,
    deliveredAt: null,
    readAt: null,
    playedAt: null,
    nextAttemptAt: null,
    approvedAt: null,
    draft: null,
    cancelled: null,
    failure: null,
  });
  await job(1, { type: 'job.started', attempt: 1 }, T0 + 1);
  expect(shown()).toMatchObject({ status: 'active', progress: 30, attempts: 1, startedAt: T0 + 1 });
  await job(1, { type: 'job.validated', chat: '123456@lid' });
  expect(shown()).toMatchObject({ status: 'active', progress: 60, recipient: '123456@lid' });
  await job(1, { type: 'job.completed' }, T0 + 2);
  expect(shown()).toMatchObject({ status: 'completed', progress: 100, completedAt: T0 + 2, deliveredAt: null });
  await job(1, { type: 'job.read', readAt: T0 + 9 });
  expect(shown()).toMatchObject({ deliveredAt: T0 + 9, readAt: T0 + 9 });
  await job(1, { type: 'job.delivered', deliveredAt: T0 + 5 });
  expect(shown()).toMatchObject({ deliveredAt: T0 + 5, readAt: T0 + 9 });
});

test('a job that fails shows why, and when it is tried again', async () => {
  const { queue, job, reads } = openStory();
  const shown = () => reads.jobs.byId(jobIdOf(1));
  await queue(1);
  await job(1, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.failed', attempt: 1, failure: closed, retryAt: T0 + 2_000 });
  expect(shown()).toMatchObject({
    status: 'retrying',
    progress: 0,
    attempts: 1,
    nextAttemptAt: T0 + 2_000,
    failure: closed,
  });
  await job(1, { type: 'job.started', attempt: 2 });
  expect(shown()).toMatchObject({ status: 'active', attempts: 2, nextAttemptAt: null, failure: closed });
  await job(1, { type: 'job.abandoned', attempt: 2, failure: blocked });
  expect(shown()).toMatchObject({ status: 'failed', dismissed: false, failure: blocked });
  await job(1, { type: 'job.retried', attempts: 2 });
  expect(shown()).toMatchObject({ status: 'waiting', attempts: 2, ladderFrom: 2, failure: null });
});

test('an attempt that was interrupted does not count', async () => {
  const { queue, job, reads } = openStory();
  await queue(1);
  await job(1, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.interrupted', attempts: 0 });
  expect(reads.jobs.byId(jobIdOf(1))).toMatchObject({ status: 'waiting', attempts: 0, progress: 0 });
  await Promise.all([job(1, { type: 'job.started', attempt: 1 }), job(1, { type: 'job.interrupted', attempts: 0 })]);
  expect(reads.jobs.byId(jobIdOf(1))).toMatchObject({ status: 'waiting', attempts: 0, progress: 0 });
});

test('a message that was never queued is not found', () => {
  const { reads } = openStory();
  expect(reads.jobs.byId(jobIdOf(1))).toBeNull();
  expect(reads.jobs.sentTo(jobIdOf(1), ['6281200000001@s.whatsapp.net'])).toBeNull();
});

test('a message is known to those whom it is sent to, and to nobody who guesses its id', async () => {
  const { queue, job, reads } = openStory();
  await queue(1, { text: 'secret' });
  const chat = reads.jobs.byId(jobIdOf(1))?.chatId ?? '';
  expect(reads.jobs.sentTo(jobIdOf(1), ['6281299999999@s.whatsapp.net', '90062812@lid'])).toBeNull();
  expect(reads.jobs.sentTo(jobIdOf(1), [chat])).toMatchObject({ jobId: jobIdOf(1) });
  await job(1, { type: 'job.started', attempt: 1 });
  await job(1, { type: 'job.validated', chat: '90062812@lid' });
  expect(reads.jobs.sentTo(jobIdOf(1), ['90062812@lid'])).toMatchObject({ jobId: jobIdOf(1) });
});

test('what was erased is shown as null', async () => {
  const { queue, reads, db } = openStory();
  await queue(1, { text: 'secret' });
  expect(reads.jobs.byId(jobIdOf(1))?.message).toBe('secret');
  db.exec('delete from contents');
  expect(reads.jobs.byId(jobIdOf(1))).toMatchObject({ message: null, status: 'waiting' });
});

test.each<[string, Partial<JobQuery>, number[]]>([
  ['everything', {}, [7, 6, 5, 4, 3, 2, 1]],
  ['another session', { session: 'other' }, [8]],
  ['a session without jobs', { session: 'none' }, []],
  ['one status', { status: 'cancelled' }, [5]],
  ['failed ones, put aside or not', { status: 'failed' }, [4, 3]],
  ['one priority', { priority: 'NORMAL' }, [6, 5, 4, 3, 2]],
  ['status and priority', { status: 'waiting', priority: 'LOW' }, [7]],
  ['one chat', { chatId: BUDI }, [6, 4, 2]],
  ['chat and status', { chatId: BUDI, status: 'failed' }, [4]],
  ['chat and priority', { chatId: ANNA, priority: 'HIGH' }, [1]],
  ['chat, status and priority', { chatId: ANNA, status: 'active', priority: 'LOW' }, []],
  ['those queued at a time or later', { queuedAfter: T0 + 5 }, [7, 6, 5]],
  ['those queued before a time', { queuedBefore: T0 + 3 }, [2, 1]],
  ['those queued between two times', { queuedAfter: T0 + 3, queuedBefore: T0 + 6, priority: 'NORMAL' }, [5, 4, 3]],
  ['those queued in the future', { queuedAfter: T0 + 1_000 }, []],
  ['a time and a chat', { queuedAfter: T0 + 3, chatId: BUDI }, [6, 4]],
  ['one failure', { failure: 'blocked' }, [4, 3]],
  ['words of a failure, in any case', { failure: 'LOST the' }, [2]],
  ['words that no failure has together', { failure: 'lost blocked' }, []],
  ['a failure and a status', { failure: 'session_closed', status: 'retrying' }, [2]],
  ['a failure and another status', { failure: 'session_closed', status: 'failed' }, []],
  ['a failure and a priority', { failure: 'blocked', priority: 'HIGH' }, []],
  ['a failure and a chat', { failure: 'blocked', chatId: ANNA }, [3]],
  ['a failure and a time', { failure: 'blocked', queuedAfter: T0 + 4 }, [4]],
])('a list of %s is newest first, whole or page by page', async (_, query, numbers) => {
  const { reads } = await everyStatus();
  const session = 'default';
  expect(idsOf(reads.jobs.list({ session, limit: 50, ...query }))).toEqual(ids(...numbers));
  expect(walk((cursor) => reads.jobs.list({ session, limit: 2, cursor, ...query }))).toEqual(ids(...numbers));
});

test("a failure is found by WhatsApp's number for it, and no more once the job was completed", async () => {
  const { queue, job, reads } = openStory();
  const found = (words: string) => idsOf(reads.jobs.list({ session: 'default', limit: 50, failure: words }));
  await queue(1);
  await job(1, { type: 'job.started', attempt: 1 });
  const stale = failure('protocol_error', 'WhatsApp did not take the message as it was sent.', 479);
  await job(1, { type: 'job.failed', attempt: 1, failure: stale, retryAt: T0 + 2_000 });
  expect([found('479'), found('protocol error'), found('480')]).toEqual([ids(1), ids(1), []]);
  await job(1, { type: 'job.started', attempt: 2 });
  expect(found('479')).toEqual(ids(1));
  await job(1, { type: 'job.completed' });
  expect(found('479')).toEqual([]);
});

test('a page of a list looks at no rows but its own', async () => {
  const { db } = await everyStatus();
  const plan = (sql: string) =>
    (db.prepare(`explain query plan ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);
  const below = 'priority = 1 and stream_id < 9 and stream_id >= 1 order by stream_id desc';
  expect(
    plan(`select stream_id from jobs where session = 'default' and ${RANK} = ${rankOf('waiting')} and ${below}`),
  ).toEqual([
    expect.stringMatching(
      /^SEARCH .*COVERING INDEX jobs_by_status \(session=\? AND <expr>=\? AND priority=\? AND stream_id>/,
    ),
  ]);
  const run = `session = 'default' and status = 'failed' and ${below}`;
  expect(plan(`select stream_id from jobs indexed by jobs_by_failure where failure = 'x' and ${run}`)).toEqual([
    expect.stringMatching(
      /^SEARCH .*COVERING INDEX jobs_by_failure \(session=\? AND failure=\? AND status=\? AND priority=\?/,
    ),
  ]);
  expect(plan("select min(failure) from jobs where session = 'default' and failure > 'x'")).toEqual([
    expect.stringMatching(/^SEARCH .*COVERING INDEX jobs_by_failure \(session=\? AND failure>\?\)/),
  ]);
});

test('the retry queue goes from the soonest retry to the oldest failure', async () => {
  const { reads, queue, job } = await everyStatus();
  await queue(9);
  await job(9, { type: 'job.started', attempt: 1 });
  await job(9, { type: 'job.failed', attempt: 1, failure: closed, retryAt: T0 + 1_000 });
  await queue(10);
  await job(10, { type: 'job.started', attempt: 1 });
  await job(10, { type: 'job.abandoned', attempt: 1, failure: blocked });
  const session = 'default';
  expect(idsOf(reads.jobs.retryQueue({ session, limit: 50 }))).toEqual(ids(9, 2, 10, 3));
  for (const limit of [1, 2, 3]) {
    expect(walk((cursor) => reads.jobs.retryQueue({ session, limit, cursor }))).toEqual(ids(9, 2, 10, 3));
  }
});

test('a cursor of another list, or none at all, is refused', async () => {
  const { reads } = await everyStatus();
  const session = 'default';
  const { nextCursor } = reads.jobs.list({ session, limit: 1 }) ?? {};
  const own = { session, limit: 1, cursor: nextCursor ?? '' };
  expect(reads.jobs.list(own)).not.toBeNull();
  expect(reads.jobs.retryQueue(own)).toBeNull();
  for (const cursor of ['', 'x', 'bnVsbA', 'e30', 'W10', Buffer.from('["jobs","1"]').toString('base64url')]) {
    expect(reads.jobs.list({ session, limit: 1, cursor })).toBeNull();
    expect(reads.jobs.retryQueue({ session, limit: 1, cursor })).toBeNull();
  }
});

test('clearing finds what it may touch, in pages', async () => {
  const { reads } = await everyStatus();
  const first = reads.jobs.idsToClear('default', 'waiting', 0, 50);
  expect(first.map(({ jobId }) => jobId)).toEqual(ids(7));
  expect(reads.jobs.idsToClear('default', 'waiting', first[0]?.streamId ?? 0, 50)).toEqual([]);
  expect(reads.jobs.idsToClear('default', 'retrying', 0, 50).map(({ jobId }) => jobId)).toEqual(ids(2));
  expect(reads.jobs.idsToClear('default', 'failed', 0, 50).map(({ jobId }) => jobId)).toEqual(ids(3));
});

test('the jobs in hand are found in every session', async () => {
  const { reads, job } = await everyStatus();
  await job(8, { type: 'job.started', attempt: 1 });
  expect(reads.jobs.active()).toEqual([
    { jobId: jobIdOf(6), session: 'default', chatId: BUDI },
    { jobId: jobIdOf(8), session: 'other', chatId: ANNA },
  ]);
});

test('jobs of a chat are found under every address of the person, page by page', async () => {
  const { queue, job, tell, reads } = openStory();
  const lid = '900100@lid';
  for (const number of [1, 2, 3, 4, 5]) await queue(number, { chat: number % 2 === 0 ? lid : ANNA });
  const list = (chatId: string) => (cursor?: string) =>
    reads.jobs.list({ session: 'default', chatId, limit: 2, cursor });
  expect(walk(list(lid))).toEqual(ids(4, 2));
  await tell('contact/default/1', { type: 'contact.found', addresses: [ANNA, lid], chat: ANNA });
  for (const chatId of [ANNA, lid]) expect(walk(list(chatId))).toEqual(ids(5, 4, 3, 2, 1));

  // One of the lists is longer than a page may look at.
  await Promise.all(Array.from({ length: OF_CHAT_MAX }, (_, index) => queue(index + 6, { chat: lid })));
  for (const number of [1, 2, 5, OF_CHAT_MAX]) await job(number, { type: 'job.cancelled' });
  const cancelled = (cursor?: string) =>
    reads.jobs.list({ session: 'default', chatId: ANNA, status: 'cancelled', limit: 2, cursor });
  expect(walk(cancelled)).toEqual(ids(OF_CHAT_MAX, 5, 2, 1));
});

test('a page of a chat looks at so many jobs and no more; what it did not come to is on the next', async () => {
  const { queue, job, reads } = openStory();
  const numbers = Array.from({ length: OF_CHAT_MAX + 2 }, (_, index) => index + 1);
  await Promise.all(numbers.map((number) => queue(number)));
  for (const number of [1, 2, OF_CHAT_MAX]) await job(number, { type: 'job.cancelled' });
  const list = (cursor?: string) =>
    reads.jobs.list({ session: 'default', chatId: ANNA, status: 'cancelled', limit: 2, cursor });
  const first = list();
  expect(idsOf(first)).toEqual(ids(OF_CHAT_MAX));
  expect(first?.nextCursor).not.toBeNull();
  expect(walk(list)).toEqual(ids(OF_CHAT_MAX, 2, 1));
});
