import { describe, expect, test } from 'vitest';
import { mutated, sourceOf } from './mutants/mutation.ts';
import { MUTATIONS } from './mutants/mutations.ts';
import { ALL_TO_MEET, metBy, RICH_SEEDS } from './rich-seeds.ts';
import { type Outcome, simulate } from './simulation.ts';

/** `npm run test:long` plays many more. In 102 a replay is asked for while the process starts. */
const SEEDS = [...RICH_SEEDS, 102];
/** Where those do not meet everything, further seeds are played, but not for ever. */
const SEEDS_MAX = 200;
/** Far more than that many seeds take on a busy machine. */
const PATIENCE_MS = 300_000;
const TRACE_END = 60;

/** The report of a failed seed; null if it kept every promise. */
const reportOf = ({ seed, problem, trace }: Outcome): string | null =>
  problem &&
  `Seed ${seed}: ${problem}\nReplay it with: npm run sim -- --seed ${seed}\n\n${trace.slice(-TRACE_END).join('\n')}`;

/** The seeds that were played, and what is still to meet. */
const played = new Map<number, readonly string[]>();
let left = ALL_TO_MEET;

const play = async (seed: number): Promise<void> => {
  const outcome = await simulate(seed);
  expect(reportOf(outcome)).toBeNull();
  played.set(seed, outcome.trace);
  const met = metBy(outcome);
  left = left.filter((name) => !met.has(name));
};

test('whatever happens, in whatever order, every promise is kept', { timeout: PATIENCE_MS }, async () => {
  for (const seed of SEEDS) await play(seed);
});

describe('the simulation', () => {
  test('tells the same story for the same seed', async () => {
    const [[seed, trace] = [1, null]] = played;
    const first = trace ?? (await simulate(seed)).trace;
    expect((await simulate(seed)).trace).toEqual(first);
  });

  test('meets every fact, strikes with every fault, and looks at every promise', { timeout: PATIENCE_MS }, async () => {
    const rich: number[] = [];
    for (let seed = 1; seed <= SEEDS_MAX && left.length > 0; seed += 1) {
      if (played.has(seed)) continue;
      const before = left.length;
      await play(seed);
      if (left.length < before) rich.push(seed);
    }
    if (rich.length > 0)
      console.warn(`The simulation has changed. Add to RICH_SEEDS, to save time: ${rich.join(', ')}`);
    expect(left).toEqual([]);
  });

  test.each(MUTATIONS)('knows where the bug would be: $bug', (mutation) => {
    expect(mutated(sourceOf(mutation), mutation)).not.toBe(sourceOf(mutation));
  });
});
