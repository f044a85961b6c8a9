import { describe, expect, test } from 'vitest';
import type { JobFact } from '../../src/events/facts/job.ts';
import type { QueueFact } from '../../src/events/facts/queue.ts';
import type { Recorded } from '../../src/events/log/log.ts';
import { holdsOf } from '../../src/story/holds.ts';

const job = (at: number, to: string) => ({ at, to }) as unknown as Recorded<JobFact>;
const queue = (at: number, to: string) => ({ at, to }) as unknown as Recorded<QueueFact>;

/** Waits until 10, is tried, fails, and waits from 20 until 60. */
const twice = [job(0, 'waiting'), job(10, 'active.sending'), job(20, 'retrying'), job(60, 'active.sending')];

describe('what held a message up', () => {
  test('is a rest of its queue, as far as it waited meanwhile', () => {
    expect(holdsOf(twice, [queue(15, 'cooling'), queue(60, 'running')])).toEqual([
      { reason: 'cooling', from: 20, until: 60 },
    ]);
    expect(holdsOf(twice, [queue(12, 'paused'), queue(18, 'running')])).toEqual([]);
    expect(holdsOf(twice, [])).toEqual([]);
  });

  test('may have begun before it was queued, and may last', () => {
    expect(holdsOf([job(5, 'waiting')], [queue(0, 'paused')])).toEqual([{ reason: 'paused', from: 5, until: null }]);
  });

  test('is one rest where the queue was configured or cleared in between, and two where it changed', () => {
    const rests = [queue(0, 'paused'), queue(30, 'paused'), queue(40, 'running'), queue(45, 'cooling')];
    expect(holdsOf([job(5, 'waiting')], rests)).toEqual([
      { reason: 'paused', from: 5, until: 40 },
      { reason: 'cooling', from: 45, until: null },
    ]);
  });

  test('is over when the message has come to its end', () => {
    expect(holdsOf([job(5, 'waiting'), job(8, 'cancelled')], [queue(0, 'paused')])).toEqual([
      { reason: 'paused', from: 5, until: 8 },
    ]);
  });
});
