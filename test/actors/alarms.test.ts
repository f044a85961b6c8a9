import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ANNA } from '../support/inside.ts';
import { type Running, running } from '../support/running.ts';

const quiet = async () => {
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
};

const pass = async ({ clock }: Running, ms: number) => {
  for (let passed = 0; passed < ms; passed += 1_000) {
    clock.advance(1_000);
    await quiet();
  }
};

/** Two ready sessions; `script` has the link of the second. */
const withOther = async () => {
  const run = await running();
  await run.ready();
  await run.gateway.sessions.start('other', ANNA);
  run.script.link().opened();
  await run.fact('session.opened', ({ stream }) => stream === 'session/other');
  return run;
};

test('an alarm for a stream that nothing wakes is a defect, which the health tells', async () => {
  const run = await running();
  run.db.prepare('insert into alarms (stream, at, set_at) values (?, ?, 0)').run('process', run.clock.now() + 1_000);
  // Whatever sets an alarm arms the timer.
  await run.queue({ notBefore: run.clock.now() + 3_600_000 });
  expect(run.gateway.health.trouble()).toEqual([]);
  await pass(run, 2_000);
  expect(run.system.defects()).toEqual(['An alarm is set for process, which nothing wakes']);
  expect(run.gateway.health.trouble()).toEqual(run.system.defects());
});

test('overdue messages of a chat go in the order in which they were due, then as they were queued', async () => {
  const run = await running();
  await run.ready();
  await run.gateway.queues.pause('default', ANNA);
  const dueIn = (ms: number, text: string) => run.queue({ text, notBefore: run.clock.now() + ms });
  const jobs = [await dueIn(4_000, 'third'), await dueIn(2_000, 'first'), await dueIn(2_000, 'second')];
  await pass(run, 10_000);
  expect(run.script.phone()).toEqual([]);
  await run.gateway.queues.resume('default', ANNA);
  for (const job of jobs) await run.fact('job.completed', ({ stream }) => stream === `job/${job}`);
  expect(run.script.phone().map(({ text }) => text)).toEqual(['first', 'second', 'third']);
});

describe('a message that is due while the loop is held up', () => {
  test('goes out, though somebody sets another alarm before the timer comes to it', async () => {
    const run = await withOther();
    const job = await run.queue({ notBefore: run.clock.now() + 1_000 });
    await quiet();
    // A flush lasts until after the due time, and the timer has not fired yet.
    run.clock.set(1_005);
    await run.queue({ session: 'other', notBefore: run.clock.now() + 3_600_000 });
    await pass(run, 30_000);
    expect(run.story(`job/${job}`)).toContain('job.completed');
  });

  test('goes out, though a restart was due just before it and nothing is due after it', async () => {
    const run = await withOther();
    const { clock, script, fact } = run;
    script.link().closed();
    const { data } = await fact('session.closed', ({ stream }) => stream === 'session/other');
    const job = await run.queue({ notBefore: data.restartAt + 3 });
    await quiet();
    clock.advance(data.restartAt - clock.now());
    // The dispatchers have looked; the restart is being written, which takes five milliseconds.
    for (let tick = 0; tick < 10; tick += 1) await Promise.resolve();
    clock.set(5);
    await fact('session.started', ({ stream, version }) => stream === 'session/other' && version > 3);
    await pass(run, 60_000);
    expect(run.story(`job/${job}`)).toContain('job.completed');
  });
});
