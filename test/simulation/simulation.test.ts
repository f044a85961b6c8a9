import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/events/catalogue.ts';
import { type Outcome, simulate } from './simulation.ts';

const SEEDS = 120;
const BATCH = 20;
const TRACE_END = 60;

const machineFacts = [...catalogue.keys()].filter((type) => /^(job|session|queue)\./.test(type));

/** What to read when a seed fails; null when it kept every promise. */
const reportOf = ({ seed, problem, trace }: Outcome): string | null =>
  problem &&
  `Seed ${seed}: ${problem}\nReplay it with: npm run sim -- --seed ${seed}\n\n${trace.slice(-TRACE_END).join('\n')}`;

describe('whatever happens, in whatever order', () => {
  const batches = Array.from({ length: SEEDS / BATCH }, (_, batch) => [batch * BATCH + 1, (batch + 1) * BATCH]);

  test.each(batches)('seeds %i to %i keep every promise', async (first = 0, last = 0) => {
    for (let seed = first; seed <= last; seed += 1) expect(reportOf(await simulate(seed))).toBeNull();
  });
});

describe('the simulation', () => {
  test('tells the same story for the same seed', async () => {
    const [once, again] = [await simulate(7), await simulate(7)];
    expect(again.trace).toEqual(once.trace);
  });

  test('meets everything that can happen to a message, a session and a queue', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 40; seed += 1) {
      for (const line of (await simulate(seed)).trace) {
        const type = /  fact +\d+ \S+ (\S+) /.exec(line)?.[1];
        if (type !== undefined) seen.add(type);
      }
    }
    expect([...seen].toSorted()).toEqual(machineFacts.toSorted());
  });
});
