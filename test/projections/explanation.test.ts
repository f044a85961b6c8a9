import { describe, expect, test } from 'vitest';
import { FAILURES, type FailureCode, failure } from '../../src/events/facts/failure.ts';
import { type Circumstances, explain } from '../../src/story/explanation.ts';
import type { HoldReason } from '../../src/story/hold-words.ts';
import type { JobView } from '../../src/projections/job-view.ts';
import { ANNA, blocked, closed, jobIdOf, openStory, T0 } from './story.ts';

const job: JobView = {
  jobId: jobIdOf(1),
  streamId: 1,
  contentAt: 1,
  content: null,
  queued: null,
  metadata: null,
  session: 'default',
  messageId: '3EB0000000000000000001',
  chatId: ANNA,
  recipient: null,
  message: 'Hello',
  status: 'waiting',
  dismissed: false,
  priority: 'NORMAL',
  attempts: 1,
  ladderFrom: 0,
  progress: 0,
  queuedAt: T0,
  sendAt: null,
  approvedAt: null,
  draft: null,
  cancelled: null,
  startedAt: null,
  completedAt: null,
  deliveredAt: null,
  readAt: null,
  playedAt: null,
  nextAttemptAt: null,
  failure: null,
};
const fine: Circumstances = { session: 'ready', hold: null };
const held = (reason: HoldReason, session = 'ready') => ({ session, hold: { reason } });

test.each<[Partial<JobView>, Partial<Circumstances>, RegExp]>([
  [{}, {}, /waits for its turn/],
  [{}, held('chat_order'), /behind an earlier message to the same chat/],
  [{}, held('paused', 'qr'), /the queue is paused: resume it/],
  [{}, held('cooling'), /asked too much/],
  [{}, { ...held('not_linked'), session: null }, /the session is stopped: start it/],
  [{}, held('not_linked', 'qr'), /scan the QR/],
  [{}, held('not_connected', 'keepalive'), /has not answered the last keep-alive/],
  [{}, held('not_connected', 'restart'), /connects again by itself/],
  [{}, held('not_linked', 'loggedOut'), /unlinked/],
  [{}, held('not_connected', 'halted'), /needs a person/],
  [{}, held('not_connected'), /the session is not connected/],
  [{}, held('scheduled', 'qr'), /asked for a later time/],
  [{ status: 'draft' }, {}, /goes out once somebody approves it/],
  [{ status: 'active', progress: 30 }, {}, /asked about the number/],
  [{ status: 'active', progress: 60 }, {}, /not acknowledged it yet/],
  [{ status: 'retrying', failure: closed }, {}, /at the first attempt the connection .* retried by itself\.$/],
  [
    { status: 'retrying', failure: closed, attempts: 3 },
    { session: 'restart' },
    /attempt 3 .* session is connected\.$/,
  ],
  [{ status: 'failed', failure: blocked }, {}, /^It was given up because WhatsApp forbids/],
  [
    { status: 'failed', failure: blocked, dismissed: true },
    {},
    /given up because WhatsApp forbids .*, and was put aside then/,
  ],
  [{ status: 'failed', failure: closed, attempts: 5 }, {}, /after 5 attempts because/],
  [{ status: 'cancelled' }, {}, /cancelled before it was sent/],
  [{ status: 'cancelled', failure: closed }, {}, /last attempt had failed because the connection/],
  [{ status: 'completed', completedAt: T0 }, {}, /has not confirmed it yet/],
  [{ status: 'completed', deliveredAt: T0 }, {}, /^It arrived: /],
  [{ status: 'completed', deliveredAt: T0, readAt: T0 }, {}, /was read/],
])('why did it not arrive? %o, %o', (change, circumstances, sentence) => {
  expect(explain({ ...job, ...change }, { ...fine, ...circumstances })).toMatch(sentence);
});

describe.each(Object.keys(FAILURES) as FailureCode[])('%s', (code) => {
  test.each(['retrying', 'failed', 'cancelled'] as const)('is told in one sentence of a job that is %s', (status) => {
    const sentence = explain({ ...job, status, failure: failure(code, 'As the log has it.') }, fine);
    expect(sentence).toMatch(/^It [^.]{20,}\.$/);
    expect(sentence).not.toContain('_');
  });
});

test('a message is held back by the one before it in its chat and priority, until that one has started', async () => {
  const { queue, job, reads } = openStory();
  const heldBack = (number: number) => {
    const view = reads.jobs.byId(jobIdOf(number));
    return view && reads.line.isHeldBack(view);
  };
  await queue(1);
  await queue(2);
  await queue(3, { priority: 'HIGH' });
  await queue(4, { notBefore: T0 + 1_000 });
  expect([1, 2, 3, 4].map(heldBack)).toEqual([false, true, false, false]);
  await job(1, { type: 'job.started', attempt: 1 });
  expect([1, 2].map(heldBack)).toEqual([false, false]);
});
