/** The wall clock is set while Waybill runs, or while it does not. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { failure } from '../../src/events/facts/failure.ts';
import { Undelivered } from '../../src/whatsapp/port.ts';
import type { ManualClock } from '../support/manual-clock.ts';
import { running } from '../support/running.ts';

const HOUR_MS = 3_600_000;
const timedOut = new Undelivered(failure('ack_timeout', 'no acknowledgement came'), true);
const rateLimited = new Undelivered(failure('rate_limited', 'asked too much', 429), false);

/** Moves in steps, so that pings are answered on the way. */
const pass = async (clock: ManualClock, ms: number): Promise<void> => {
  for (let passed = 0; passed < ms; passed += 10_000) {
    clock.advance(10_000);
    await nextTurn();
  }
};

describe('when the clock is set back by an hour', () => {
  test('a retry goes out in its own time, and not an hour later', async () => {
    const run = await running();
    const { script, clock, fact } = run;
    await run.ready();
    script.replies.send = () => timedOut;
    const job = await run.queue();
    await fact('job.failed');
    script.replies.send = () => 'ack';
    clock.set(-HOUR_MS);
    clock.advance(2_000);
    const { position, at } = await fact('job.completed', ({ stream }) => stream === `job/${job}`);
    const [first] = run.log.page({ after: 0, limit: 1 });
    expect(at).toBeLessThan(first?.at ?? 0);
    expect(position).toBe(run.log.head().position);
    expect(await run.log.verify()).toBeNull();
  });

  test('a session comes back in its own time', async () => {
    const run = await running();
    const { script, clock, fact } = run;
    await run.ready();
    script.link().closed();
    const { data, at, version } = await fact('session.closed');
    clock.set(-HOUR_MS);
    clock.advance(data.restartAt - at);
    await fact('session.started', (started) => started.version > version);
    expect(script.links).toHaveLength(2);
  });

  test('a queue that cools goes on in its own time', async () => {
    const run = await running();
    const { script, clock, fact } = run;
    await run.ready();
    script.replies.send = () => rateLimited;
    await run.queue();
    const { data, at } = await fact('queue.cooled');
    clock.set(-HOUR_MS);
    clock.advance(data.until - at);
    await fact('queue.resumed');
  });

  test('while the process is down, nothing of it waits when it starts', async () => {
    const first = await running();
    const { script, clock, fact } = first;
    await first.ready();
    script.replies.send = () => timedOut;
    const job = await first.queue();
    await fact('job.failed');
    await first.crash();
    clock.set(-HOUR_MS);
    script.replies.send = () => 'ack';

    const second = await running({ ...first });
    await second.fact('session.started', ({ version }) => version > 2);
    await second.ready();
    await second.fact('job.completed', ({ stream }) => stream === `job/${job}`);
  });

  test('a message that was asked for a time on the clock keeps to the clock', async () => {
    const run = await running();
    const { clock, story, fact } = run;
    await run.ready();
    const job = await run.queue({ notBefore: clock.now() + 60_000 });
    clock.set(-HOUR_MS);
    await pass(clock, 120_000);
    await run.queue({ number: '6281234567891' });
    await fact('job.completed');
    expect(story(`job/${job}`)).toEqual(['job.queued']);
    await pass(clock, HOUR_MS);
    await fact('job.completed', ({ stream }) => stream === `job/${job}`);
  });
});

test('a clock that is set forwards, or a machine that wakes up, makes nobody wait longer than a minute', async () => {
  const run = await running();
  const { clock, fact } = run;
  await run.ready();
  const job = await run.queue({ notBefore: clock.now() + HOUR_MS });
  // The dispatcher has looked, and found that it is too early.
  await pass(clock, 10_000);
  clock.set(HOUR_MS);
  await pass(clock, 60_000);
  await fact('job.completed', ({ stream }) => stream === `job/${job}`);
});
