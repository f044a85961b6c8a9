/**
 * Seeds that together meet everything. After a change of the simulation others do; until they stand here the search for
 * what is rare takes longer. `npm run sim -- --seeds 160 --rich` prints them.
 */
import { catalogue } from '../../src/events/facts/catalogue.ts';
import type { Outcome } from './simulation.ts';
import { noCounts } from './tally.ts';

export const RICH_SEEDS: readonly number[] = [68, 82, 52, 58, 6, 40, 17, 59, 2, 16, 119];

/** The phones of the simulation hand over no history and change no profile, and nobody gives a session a label or a proxy. */
const ofMachines = (type: string): boolean =>
  /^(?:job|session|queue)\.(?!history_|profile_changed|configured)/.test(type);

/** Everything that seeds can meet: facts of the machines, faults and promises. */
export const ALL_TO_MEET: readonly string[] = [
  ...[...catalogue.keys()].filter(ofMachines),
  ...Object.keys({ ...noCounts.faults, ...noCounts.promises }),
];

/** What one seed met. */
export const metBy = ({ trace, counts }: Pick<Outcome, 'trace' | 'counts'>): ReadonlySet<string> => {
  const facts = trace.flatMap((line) => / {2}fact +\d+ \S+ (\S+) /.exec(line)?.[1] ?? []);
  const counted = Object.entries({ ...counts.faults, ...counts.promises }).filter(([, count]) => count > 0);
  return new Set([...facts.filter(ofMachines), ...counted.map(([name]) => name)]);
};

/** Few seeds that meet as much as all together: each is the one that adds most. */
export const richestOf = (met: ReadonlyMap<number, ReadonlySet<string>>): readonly number[] => {
  const chosen: number[] = [];
  let left = [...new Set([...met.values()].flatMap((names) => [...names]))];
  const adds = (seed: number): number => left.filter((name) => met.get(seed)?.has(name)).length;
  while (left.length > 0) {
    const [best = 0] = [...met.keys()].toSorted((one, other) => adds(other) - adds(one));
    chosen.push(best);
    left = left.filter((name) => !met.get(best)?.has(name));
  }
  return chosen;
};
