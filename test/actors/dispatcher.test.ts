import { expect, test } from 'vitest';
import { createDispatcher } from '../../src/actors/jobs/dispatcher.ts';
import type { Recorded } from '../../src/events/log/log.ts';
import { ok } from '../../src/kernel/result.ts';
import type { Candidate } from '../../src/projections/line-reads.ts';
import { manualClock } from '../support/manual-clock.ts';

const fact = (jobId: string, type: string, to: string) =>
  ({ stream: `job/${jobId}`, type, from: 'waiting', to }) as Recorded;

test('a job whose time is over when its turn comes gives its place to the next of its chat', async () => {
  const line = ['expired', 'next'].map(
    (jobId) => ({ jobId, chatId: 'one@s.whatsapp.net', lane: 'one@s.whatsapp.net' }) as Candidate,
  );
  const started = Promise.withResolvers<void>();
  const dispatcher = createDispatcher('default', {
    clock: manualClock(0),
    reads: {
      together: (read) => read(),
      line: {
        laneOf: (_session: string, chat: string) => chat,
        next: (_session: string, _now: number, places: number, busy: ReadonlySet<string>) =>
          line.filter(({ chatId }) => !busy.has(chatId)).slice(0, places),
      } as never,
    },
    permit: () => ({ places: 1, nextAt: null, reason: null }),
    settled: () => true,
    async start({ jobId }) {
      line.shift();
      if (jobId === 'next') started.resolve();
      return ok([
        jobId === 'next' ? fact(jobId, 'job.started', 'active.sending') : fact(jobId, 'job.expired', 'failed'),
      ]);
    },
  });
  dispatcher.wake();
  await started.promise;
  expect(dispatcher.inHand()).toBe(1);
});
