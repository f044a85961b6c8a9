import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Clearing, createClearings } from '../../src/gateway/jobs/clear-queue.ts';
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
  const look = async (): Promise<Clearing> => {
    const found = await clearings.find(id, 'default');
    if (!found.ok) throw new Error('it is forgotten');
    return found.value;
  };
  for (let seen = await look(); !seen.done; seen = await look()) {
    counts.push(seen.cleared);
    await nextTurn();
  }
  expect(new Set(counts).size).toBeGreaterThan(2);
  expect(await look()).toMatchObject({ cleared: 120, problem: null });
  expect(run.reads.jobs.byId(later)?.status).toBe('waiting');
  expect(await run.fact('queue.cleared')).toMatchObject({ by: 'anna', data: { status: 'waiting', cleared: 120 } });
  expect(await clearings.find(id, 'shop')).toMatchObject({ refusal: { code: 'clearing.not_found' } });
});

test('one that the disk cuts off says so', async () => {
  const { run, clearings, session } = await filled(60);
  const told = await clearings.clear(session, 'waiting', ANNA);
  await run.fullDisk();
  await nextTurn();
  const id = told.ok ? (told.value.following?.id ?? '') : '';
  const found = await clearings.find(id);
  expect(found).toMatchObject({ value: { done: true, problem: expect.stringContaining('log.unavailable') } });
});

test('one that the end of the process cuts off goes on at the next start, on record for the same person', async () => {
  const { run, clearings, session } = await filled(120);
  const told = await clearings.clear(session, 'waiting', { ...ANNA, from: '203.0.113.9' });
  const id = told.ok ? (told.value.following?.id ?? '') : '';
  await run.fact('job.cancelled');
  await run.crash();
  const before = run.reads.stats.counts('default').cancelled;
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(120);

  const next = await running(run);
  expect(await next.gateway.queues.clearing(id)).toMatchObject({ value: { id, total: 120, done: false } });
  expect(await next.fact('queue.cleared')).toMatchObject({
    by: 'anna',
    correlation: ANNA.correlation,
    data: { clearing: id, status: 'waiting', cleared: 120, from: '203.0.113.9' },
  });
  expect(next.reads.stats.counts('default')).toMatchObject({ waiting: 0, cancelled: 120 });
  expect(await next.gateway.queues.clearing(id)).toMatchObject({ value: { cleared: 120, done: true, problem: null } });
});

test('one of a session that was removed meanwhile goes on at the next start, and the session stays removed', async () => {
  const run = await running();
  const shop = { session: 'shop' };
  await run.gateway.sessions.start('shop', ANNA);
  await Promise.all(Array.from({ length: 60 }, () => run.queue(shop)));
  const session = run.system.session('shop');
  if (!session) throw new Error('there is no shop');
  // On record alone: the process ends before the first job.
  await session.queue.tell({ type: 'startClearing', clearing: 'clr_1', status: 'all', total: 60 }, ANNA);
  await session.session.tell({ type: 'remove' }, ANNA);
  await run.crash();

  const next = await running(run);
  const cleared = { clearing: 'clr_1', status: 'all', cleared: 60 };
  expect(await next.fact('queue.cleared')).toMatchObject({ by: 'anna', stream: 'queue/shop', data: cleared });
  expect(next.reads.stats.counts('shop')).toMatchObject({ waiting: 0, cancelled: 60 });
  expect(next.gateway.sessions.known('shop')).toMatchObject({ refusal: { code: 'session.not_found' } });

  // The one after finds nothing to go on with, and does not load the session.
  await next.crash();
  const last = await running(next);
  expect(last.system.sessions().map(({ id }) => id)).toEqual(['default']);
});

test('one that ended early goes on when somebody asks for the same again', async () => {
  const { run, clearings, session } = await filled(60);
  const told = await clearings.clear(session, 'waiting', ANNA);
  await run.fullDisk();
  await nextTurn();
  const again = await clearings.clear(session, 'waiting', { by: 'ben', correlation: 'request-2' });
  expect(again).toMatchObject({ value: { following: { id: told.ok && told.value.following?.id, problem: null } } });
  expect(await run.fact('queue.cleared')).toMatchObject({ by: 'anna', data: { cleared: 60 } });
});

test('a defect in one shows in the health', async () => {
  const { run, clearings, session } = await filled(3);
  run.system.jobs.find = () => {
    throw new Error('no such thing');
  };
  await expect(clearings.clear(session, 'waiting', ANNA)).rejects.toThrow('no such thing');
  expect(run.gateway.health.trouble()).toEqual(['no such thing']);
});
