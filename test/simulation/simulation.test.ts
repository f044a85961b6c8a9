import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/events/facts/catalogue.ts';
import { mutated, sourceOf } from './mutants/mutation.ts';
import { MUTATIONS } from './mutants/mutations.ts';
import { type Outcome, simulate } from './simulation.ts';
import { added, noCounts } from './tally.ts';

/** `npm run test:long` plays many more. */
const SEEDS = 20;
const BATCH = 10;
/** Those that are rare are looked for in further seeds, but not for ever. */
const SEEDS_MAX = 200;
/** Far more than that many seeds take on a busy machine. */
const PATIENCE_MS = 300_000;
const TRACE_END = 60;

/** The report of a failed seed; null if it kept every promise. */
const reportOf = ({ seed, problem, trace }: Outcome): string | null =>
  problem &&
  `Seed ${seed}: ${problem}\nReplay it with: npm run sim -- --seed ${seed}\n\n${trace.slice(-TRACE_END).join('\n')}`;

const factsIn = ({ trace }: Outcome): string[] =>
  trace.flatMap((line) => / {2}fact +\d+ \S+ (\S+) /.exec(line)?.[1] ?? []);

interface Played extends Pick<Outcome, 'counts' | 'trace'> {
  readonly report: string | null;
  readonly facts: ReadonlySet<string>;
}

/** All seeds so far. */
const played = new Map<number, Played>();

const play = async (seed: number): Promise<Played> => {
  const outcome = await simulate(seed);
  const { counts, trace } = outcome;
  const known = { report: reportOf(outcome), facts: new Set(factsIn(outcome)), counts, trace };
  played.set(seed, known);
  return known;
};

/** Plays on until `enough` says so of all that was played so far. */
const playUntil = async (enough: () => boolean): Promise<void> => {
  for (let seed = 1; seed <= SEEDS || (seed <= SEEDS_MAX && !enough()); seed += 1) {
    if (!played.has(seed)) expect((await play(seed)).report).toBeNull();
  }
};

const factsSoFar = () => new Set([...played.values()].flatMap(({ facts }) => [...facts]));
const countsSoFar = () => [...played.values()].map(({ counts }) => counts).reduce(added, noCounts);

const never = (counts: Readonly<Record<string, number>>) => Object.keys(counts).filter((name) => counts[name] === 0);

/** Faults that never struck and promises that nobody looked at. */
const missing = (): string[] => {
  const { faults, promises } = countsSoFar();
  return [...never(faults), ...never(promises)];
};

describe('whatever happens, in whatever order', () => {
  const batches = Array.from({ length: SEEDS / BATCH }, (_, batch) => [batch * BATCH + 1, (batch + 1) * BATCH]);

  test.each(batches)('seeds %i to %i keep every promise', async (first = 0, last = 0) => {
    for (let seed = first; seed <= last; seed += 1) expect((await play(seed)).report).toBeNull();
  });
});

/** The phones of the simulation hand over no history. */
const ofMachines = (types: Iterable<string>) =>
  [...types].filter((type) => /^(job|session|queue)\.(?!history_)/.test(type));

describe('the simulation', () => {
  test('tells the same story for the same seed', async () => {
    const once = played.get(7) ?? (await play(7));
    const again = await simulate(7);
    expect(again.trace).toEqual(once.trace);
  });

  test(
    'meets everything that can happen to a message, a session and a queue',
    async () => {
      const machineFacts = ofMachines(catalogue.keys());
      await playUntil(() => ofMachines(factsSoFar()).length >= machineFacts.length);
      expect(ofMachines(factsSoFar()).toSorted()).toEqual(machineFacts.toSorted());
    },
    PATIENCE_MS,
  );

  test(
    'strikes with every fault, and looks at every promise',
    async () => {
      await playUntil(() => missing().length === 0);
      expect(missing()).toEqual([]);
    },
    PATIENCE_MS,
  );

  test.each(MUTATIONS)('knows where the bug would be: $bug', (mutation) => {
    expect(mutated(sourceOf(mutation), mutation)).not.toBe(sourceOf(mutation));
  });
});
