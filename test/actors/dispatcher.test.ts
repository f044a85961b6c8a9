import { expect, test } from 'vitest';
import { createDispatcher, type DispatcherPorts } from '../../src/actors/jobs/dispatcher.ts';
import type { Recorded } from '../../src/events/log/log.ts';
import { ok } from '../../src/kernel/result.ts';
import type { Candidate } from '../../src/projections/line-reads.ts';
import { manualClock } from '../support/manual-clock.ts';

const fact = (jobId: string, type: string, to: string) =>
  ({ stream: `job/${jobId}`, type, from: 'waiting', to }) as Recorded;

/** A session with these jobs of one chat in its line. */
const dispatcherOf = (
  jobs: readonly string[],
  ports: Pick<DispatcherPorts, 'start'> & Partial<Pick<DispatcherPorts, 'permit' | 'settled' | 'quiet'>>,
) => {
  const line = jobs.map((jobId) => ({ jobId, chatId: 'one@s.whatsapp.net', lane: 'one@s.whatsapp.net' }) as Candidate);
  return createDispatcher('default', {
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
    quiet: async () => {},
    ...ports,
    start(job, behind) {
      line.shift();
      return ports.start(job, behind);
    },
  });
};

test('a job whose time is over when its turn comes gives its place to the next of its chat', async () => {
  const started = Promise.withResolvers<void>();
  const dispatcher = dispatcherOf(['expired', 'next'], {
    async start({ jobId }) {
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

test('nothing starts while a log-out is being recorded, nor after it', async () => {
  const written = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  let pending = true;
  let places = 1;
  const begun: string[] = [];
  const dispatcher = dispatcherOf(['one'], {
    permit: () => ({ places, nextAt: null, reason: null }),
    settled: () => !pending,
    quiet() {
      asked.resolve();
      return written.promise;
    },
    async start({ jobId }) {
      begun.push(jobId);
      return ok([fact(jobId, 'job.started', 'active.sending')]);
    },
  });
  dispatcher.wake();
  await asked.promise;
  expect(begun).toEqual([]);
  [pending, places] = [false, 0];
  written.resolve();
  await written.promise;
  await dispatcher.drain();
  expect(begun).toEqual([]);
});
