import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/events/facts/catalogue.ts';
import { mutated, sourceOf } from './mutants/mutation.ts';
import { MUTATIONS } from './mutants/mutations.ts';
import { type Outcome, simulate } from './simulation.ts';
import { added, noCounts } from './tally.ts';

const SEEDS = 200;
const BATCH = 20;
const TRACE_END = 60;

/** The report of a failed seed; null if it kept every promise. */
const reportOf = ({ seed, problem, trace }: Outcome): string | null =>
  problem &&
  `Seed ${seed}: ${problem}\nReplay it with: npm run sim -- --seed ${seed}\n\n${trace.slice(-TRACE_END).join('\n')}`;

const factsIn = ({ trace }: Outcome): string[] =>
  trace.flatMap((line) => / {2}fact +\d+ \S+ (\S+) /.exec(line)?.[1] ?? []);

/** The counts of all seeds so far. */
const played = new Map<number, { report: string | null; facts: ReadonlySet<string>; counts: Outcome['counts'] }>();

const play = async (seed: number) => {
  const outcome = await simulate(seed);
  const known = { report: reportOf(outcome), facts: new Set(factsIn(outcome)), counts: outcome.counts };
  played.set(seed, known);
  return known;
};

const playAll = async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) if (!played.has(seed)) await play(seed);
  return [...played.values()];
};

const never = (counts: Readonly<Record<string, number>>) => Object.keys(counts).filter((name) => counts[name] === 0);

describe('whatever happens, in whatever order', () => {
  const batches = Array.from({ length: SEEDS / BATCH }, (_, batch) => [batch * BATCH + 1, (batch + 1) * BATCH]);

  test.each(batches)('seeds %i to %i keep every promise', async (first = 0, last = 0) => {
    for (let seed = first; seed <= last; seed += 1) expect((await play(seed)).report).toBeNull();
  });
});

describe('the simulation', () => {
  test('tells the same story for the same seed', async () => {
    const [once, again] = [await simulate(7), await simulate(7)];
    expect(again.trace).toEqual(once.trace);
  });

  test('meets everything that can happen to a message, a session and a queue', async () => {
    const machineFacts = [...catalogue.keys()].filter((type) => /^(job|session|queue)\./.test(type));
    const seen = new Set((await playAll()).flatMap(({ facts }) => [...facts]));
    expect([...seen].toSorted()).toEqual(machineFacts.toSorted());
  });

  test('strikes with every fault, and looks at every promise', async () => {
    const { faults, promises } = (await playAll()).map(({ counts }) => counts).reduce(added, noCounts);
    expect(never(faults)).toEqual([]);
    expect(never(promises)).toEqual([]);
  });

  test.each(MUTATIONS)('knows where the bug would be: $bug', (mutation) => {
    expect(mutated(sourceOf(mutation), mutation)).not.toBe(sourceOf(mutation));
  });
});
