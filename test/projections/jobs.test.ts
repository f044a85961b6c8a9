import { expect, test } from 'vitest';
import { ANNA, jobIdOf, openStory, T0 } from './story.ts';

test('a job shows each step on its way to being read', async () => {
  const { queue, job, reads } = openStory();
  const shown = () => reads.jobs.byId(jobIdOf(1));
  await queue(1, { priority: 'HIGH', text: 'Hello Anna' }, T0);
  expect(shown()).toEqual({
    jobId: jobIdOf(1),
    session: 'default',
    messageId: '3EB0000000000000000001',
    chatId: ANNA,
    recipient: null,
    message: 'Hello Anna',
    status: 'waiting',
    dismissed: false,
    priority: 'HIGH',
    attempts: 0,
    progress: 0,
    queuedAt: T0,
    startedAt: null,
    completedAt: null,
    deliveredAt: null,
    readAt: null,
    nextAttemptAt: null,
    failure: null,
  });
  await job(1, { type: 'job.started', attempt: 1 }, T0 + 1);
  expect(shown()).toMatchObject({ status: 'active', progress: 30, attempts: 1, startedAt: T0 + 1 });
  await job(1, { type: 'job.validated', chat: '123456@lid' });
  expect(shown()).toMatchObject({ status: 'active', progress: 60, recipient: '123456@lid' });
  await job(1, { type: 'job.completed' }, T0 + 2);
  await job(1, { type: 'job.read', readAt: T0 + 9 });
  await job(1, { type: 'job.delivered', deliveredAt: T0 + 5 });
  expect(shown()).toMatchObject({
    status: 'completed',
    progress: 100,
    completedAt: T0 + 2,
    deliveredAt: T0 + 5,
    readAt: T0 + 9,
  });
});
