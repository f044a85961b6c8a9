/**
 * Runs as many seeds as you want, and stops at the first that breaks a promise.
 *
 *     npm run sim -- --seeds 1000 [--seed 1] [--rich]
 *
 * `--rich` prints few seeds that meet as much as all of them: those of `rich-seeds.ts`.
 * With `--seed` and without `--seeds` it runs that one seed and prints its whole trace.
 */
import { parseArgs } from 'node:util';
import { metBy, richestOf } from './rich-seeds.ts';
import { type Outcome, simulate } from './simulation.ts';
import { added, noCounts } from './tally.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, seeds: { type: 'string' }, rich: { type: 'boolean' } },
});
const first = Number(values.seed ?? 1);
const count = Number(values.seeds ?? 1);
const HOUR_MS = 3_600_000;

const totals = { counts: noCounts, seeds: 0, virtualMs: 0, facts: 0, jobs: 0, deaths: 0 };
const began = Date.now();

const progress = (): string => {
  const seconds = (Date.now() - began) / 1_000;
  return (
    `${totals.seeds} of ${count} seeds, ${(totals.virtualMs / HOUR_MS).toFixed(1)} simulated hours, ` +
    `${totals.jobs} messages, ${totals.facts} facts, ${totals.deaths} deaths, ${seconds.toFixed(1)} s`
  );
};
const show = (end: string) => process.stdout.write(`${process.stdout.isTTY ? '\r' : ''}${progress()}${end}`);

const add = ({ virtualMs, facts, jobs, deaths, counts }: Outcome): void => {
  totals.seeds += 1;
  totals.virtualMs += virtualMs;
  totals.facts += facts;
  totals.jobs += jobs;
  totals.deaths += deaths;
  totals.counts = added(totals.counts, counts);
};

const met = new Map<number, ReadonlySet<string>>();
let current = first;
process.on('uncaughtException', (thrown) => {
  console.error(thrown);
  console.error(`\nSomething was thrown in seed ${current}. Replay it with: npm run sim -- --seed ${current}`);
  process.exit(1);
});

for (; current < first + count; current += 1) {
  const outcome = await simulate(current);
  add(outcome);
  if (values.rich) met.set(current, metBy(outcome));
  if (outcome.problem !== null || count === 1) console.log(outcome.trace.join('\n'));
  if (outcome.problem !== null) {
    console.error(`\nSeed ${current}: ${outcome.problem}\nReplay it with: npm run sim -- --seed ${current}`);
    process.exitCode = 1;
    break;
  }
  if (totals.seeds % 50 === 0) show(process.stdout.isTTY ? '' : '\n');
}
show('\n');

const table = (title: string, counts: Readonly<Record<string, number>>): void => {
  console.log(`\n${title}`);
  for (const [name, count] of Object.entries(counts)) console.log(`${String(count).padStart(10)}  ${name}`);
};
if (count > 1) {
  table('How often each fault struck', totals.counts.faults);
  table('How often each promise was looked at', totals.counts.promises);
}
if (values.rich) console.log(`\nSeeds that meet as much: ${richestOf(met).join(', ')}`);
