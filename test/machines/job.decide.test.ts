import { describe, expect, test } from 'vitest';
import { FAILURES, failure, type FailureCode } from '../../src/events/facts/failure.ts';
import type { JobFact } from '../../src/events/facts/job.ts';
import { DEFAULT_QUEUE_CONFIG as policy } from '../../src/events/facts/queue.ts';
import { machines } from '../../src/machines/kinds.ts';
import { decideJob, type JobCommand } from '../../src/machines/job.decide.ts';
import { backoffMs } from '../../src/machines/retry.ts';
import { chat, jobFacts, notRegistered, socketClosed } from '../support/facts.ts';
import { stories } from './given.ts';

const now = 1_000_000;
const given = stories(machines.job, (job, command: JobCommand) => decideJob(job, command, { now, policy }));
const queued = jobFacts['job.queued'];
const started = (attempt: number): JobFact => ({ type: 'job.started', attempt });
const failed = (attempt: number): JobFact => ({ ...jobFacts['job.failed'], attempt });
const timeout = failure('ack_timeout', 'WhatsApp did not acknowledge the message in time');
const fail = (why = timeout, written = true): JobCommand => ({ type: 'recordFailure', failure: why, written });

describe('the retry ladder', () => {
  test('climbs 2, 4, 8, 16, 32 seconds and stays there', () => {
    expect([1, 2, 3, 4, 5, 6].map((attempt) => backoffMs(attempt, policy))).toEqual([
      2_000, 4_000, 8_000, 16_000, 32_000, 32_000,
    ]);
  });

  test('a first failure is tried again in two seconds, and the time is in the fact', () => {
    given(queued, started(1))
      .when(fail())
      .records({ type: 'job.failed', attempt: 1, failure: timeout, retryAt: now + 2_000 });
  });

  test('the sixth failure is the last one: every rung of the ladder is used', () => {
    given(
      queued,
      started(1),
      failed(1),
      started(2),
      failed(2),
      started(3),
      failed(3),
      started(4),
      failed(4),
      started(5),
      failed(5),
      started(6),
    )
      .when(fail())
      .records({ type: 'job.abandoned', attempt: 6, failure: timeout });
  });

  test.each(Object.entries(FAILURES))('%s is retried: %s', (code, retryable) => {
    const why = failure(code as FailureCode, 'as told');
    given(queued, started(1))
      .when(fail(why))
      .records(
        retryable
          ? { type: 'job.failed', attempt: 1, failure: why, retryAt: now + 2_000 }
          : { type: 'job.abandoned', attempt: 1, failure: why },
      );
  });

  test('a retry by hand begins the ladder again, and the attempts go on counting', () => {
    const abandoned: JobFact = { type: 'job.abandoned', attempt: 6, failure: notRegistered };
    const retried: JobFact = { type: 'job.retried', attempts: 6 };
    given(queued, started(6), abandoned).when({ type: 'retry' }).records(retried);
    given(queued, started(6), abandoned, { type: 'job.dismissed' }).when({ type: 'retry' }).records(retried);
    given(queued, started(6), abandoned, retried).when({ type: 'start', recipient: null }).records(started(7));
    given(queued, started(6), abandoned, retried, started(7))
      .when(fail())
      .records({ type: 'job.failed', attempt: 7, failure: timeout, retryAt: now + 2_000 });
  });
});

describe('a start', () => {
  test('leaves the number to be asked for, unless it is known', () => {
    given(queued).when({ type: 'start', recipient: null }).records(started(1));
    given(queued, started(1), failed(1))
      .when({ type: 'start', recipient: chat })
      .records(started(2), { type: 'job.validated', chat });
  });
});

describe('an interruption', () => {
  test('a connection that went before anything was written spends no attempt', () => {
    given(queued, started(1), { type: 'job.interrupted', attempts: 0 })
      .when({ type: 'start', recipient: null })
      .records(started(1));
    given(queued, started(1)).when(fail(socketClosed, false)).records({ type: 'job.interrupted', attempts: 0 });
  });

  test('a connection that went after the message was written spends one', () => {
    given(queued, started(1))
      .when(fail(socketClosed, true))
      .records({ type: 'job.failed', attempt: 1, failure: socketClosed, retryAt: now + 2_000 });
  });
});

describe('a receipt', () => {
  const delivered = { type: 'recordReceipt', session: 'default', kind: 'delivered', at: 5 } as const;
  const validated: JobFact = { type: 'job.validated', chat };

  test('follows the acknowledgement', () => {
    given(queued, started(1), validated, { type: 'job.completed' })
      .when(delivered)
      .records({ type: 'job.delivered', deliveredAt: 5 });
  });

  test('of delivery counts once, whether the message was read in between or not', () => {
    const first: JobFact = { type: 'job.delivered', deliveredAt: 3 };
    const completed: JobFact = { type: 'job.completed' };
    const read: JobFact = { type: 'job.read', readAt: 4 };
    given(queued, started(1), validated, completed, first).when(delivered).records();
    given(queued, started(1), validated, completed, first, read).when(delivered).records();
    given(queued, started(1), validated, completed, read)
      .when(delivered)
      .records({ type: 'job.delivered', deliveredAt: 5 });
  });

  test('of playing counts once, and stands for reading too', () => {
    const playing: JobCommand = { ...delivered, kind: 'played' };
    const completed: JobFact = { type: 'job.completed' };
    const read: JobFact = { type: 'job.read', readAt: 4 };
    const played: JobFact = { type: 'job.played', playedAt: 5 };
    given(queued, started(1), validated, completed).when(playing).records({ type: 'job.read', readAt: 5 }, played);
    given(queued, started(1), validated, completed, read).when(playing).records(played);
    given(queued, started(1), validated, completed, read, played).when(playing).records();
  });

  test('that another session was told moves nothing', () => {
    const elsewhere: JobCommand = { ...delivered, session: 'second' };
    given(queued, started(1), validated, failed(1)).when(elsewhere).records();
    given(queued, started(1), validated, { type: 'job.completed' }).when(elsewhere).records();
  });

  test('proves a message sent whose acknowledgement was lost', () => {
    given(queued, started(1), validated, failed(1))
      .when(delivered)
      .records({ type: 'job.completed' }, { type: 'job.delivered', deliveredAt: 5 });
  });
});
