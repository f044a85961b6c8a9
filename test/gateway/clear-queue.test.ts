import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Clearing, createClearings } from '../../src/gateway/clear-queue.ts';
import { systemEntropy } from '../../src/kernel/entropy.ts';
import { ANNA } from '../support/inside.ts';
import { running } from '../support/running.ts';

/** A queue with this many waiting messages; a clearing answers at once for up to 10 jobs. */
const filled = async (count: number) => {
  const run = await running();
  const jobs = await Promise.all(Array.from({ length: count }, () => run.queue()));
  const clearings = createClearings({ ...run, entropy: systemEntropy, atOnceMax: 10 });
  const session = run.system.session('default');
  if (!session) throw new Error('there is no default session');
  return { run, jobs, clearings, session };
};

test('a small queue is cleared before the answer', async () => {
  const { run, clearings, session } = await filled(10);
  expect(await clearings.clear(session, 'all', ANNA)).toEqual({ ok: true, value: { cleared: 10, following: null } });
  expect(run.reads.stats.counts('default')).toMatchObject({ waiting: 0, cancelled: 10 });
});

test('a large one is cleared behind the answer, with a count that moves and room for others between', async () => {
  const { run, clearings, session } = await filled(120);
  const told = await clearings.clear(session, 'waiting', ANNA);
  if (!told.ok || !told.value.following) throw new Error('it was not to be done at once');
  const { id, total } = told.value.following;
  expect(total).toBe(120);
  // A second request for the same jobs follows the first one.
  expect(await clearings.clear(session, 'waiting', ANNA)).toMatchObject({ value: { following: { id } } });
  run.clock.advance(1);
  const later = await run.queue();
  const counts: number[] = [];
  const look = (): Clearing => {
    const found = clearings.find(id, 'default');
    if (!found.ok) throw new Error('it is forgotten');
    return found.value;
  };
  while (!look().done) {
    counts.push(look().cleared);
    await nextTurn();
  }
  expect(new Set(counts).size).toBeGreaterThan(2);
  expect(look()).toMatchObject({ cleared: 120, problem: null });
  expect(run.reads.jobs.byId(later)?.status).toBe('waiting');
  expect(await run.fact('queue.cleared')).toMatchObject({ by: 'anna', data: { status: 'waiting', cleared: 120 } });
  expect(clearings.find(id, 'shop')).toMatchObject({ refusal: { code: 'clearing.not_found' } });
});

test('one that the disk cuts off says so', async () => {
  const { run, clearings, session } = await filled(60);
  const failed = run.fullDisk();
  const told = await clearings.clear(session, 'waiting', ANNA);
  await failed;
  await nextTurn();
  const id = told.ok ? (told.value.following?.id ?? '') : '';
  const found = clearings.find(id);
  expect(found).toMatchObject({ value: { done: true, problem: expect.stringContaining('log.unavailable') } });
});
