/**
 * `npm run bench [-- NAME… --quick --json FILE --compare FILE]`: runs the benchmarks, all of them or the named ones.
 *
 * Each measures both sides of its ratio in turns, at least five times. Printed are medians and ranges; the line that
 * begins with `{` is for machines. `--compare` says what has changed against the lines of an earlier run.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Bench, machine, median, type Outcome, run } from './bench.ts';
import { p1, p2 } from './p1-enqueue.ts';
import { p3, p4 } from './p3-process.ts';
import { p5 } from './p5-replay.ts';
import { p6 } from './p6-restart.ts';
import { p7 } from './p7-memory.ts';
import { p8 } from './p8-end-to-end.ts';
import { p9s } from './p9-claim.ts';
import { p10 } from './p10-size.ts';
import { p11 } from './p11-idle-sessions.ts';

const ALL: readonly Bench[] = [p1, p2, p3, p4, p5, p6, p7, p8, ...p9s, p10, p11];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, json: { type: 'string' }, compare: { type: 'string' } },
});

const unknown = positionals.filter((name) => !ALL.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${ALL.map(({ name }) => name).join(', ')}.`);
  process.exit(64);
}

const figure = (value: number): string =>
  value >= 1_000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
const range = (values: readonly number[]): string =>
  `${figure(median(values))} (${figure(Math.min(...values))} to ${figure(Math.max(...values))})`;

const reached = (bench: Bench, value: number, bound: number): boolean =>
  bench.better === 'more' ? value >= bound : value <= bound;

const verdict = (bench: Bench, value: number): string => {
  if (reached(bench, value, bench.aim)) return 'reaches the aim';
  return reached(bench, value, bench.floor) ? 'above the floor, below the aim' : 'below the floor';
};

const report = (bench: Bench, outcome: Outcome): void => {
  const { ours, theirs, figures } = outcome;
  console.log(`  Waybill  ${range(ours)} ${bench.unit}`);
  if (bench.against !== undefined) console.log(`  ${bench.against}  ${range(theirs)} ${bench.unit}`);
  const label = bench.against === undefined ? 'figure' : 'ratio';
  console.log(
    `  ${label} ${range(figures)}, floor ${bench.floor}, aim ${bench.aim}: ${verdict(bench, outcome.figure)}`,
  );
};

const earlier = new Map<string, Outcome>(
  values.compare === undefined
    ? []
    : readFileSync(values.compare, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Outcome)
        .map((outcome) => [outcome.name, outcome]),
);

console.log(machine());
for (const bench of ALL.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  console.log(`\n${bench.name}  ${bench.title}`);
  const outcome = await run(bench, values.quick ? 'quick' : 'full', () => {});
  report(bench, outcome);
  const before = earlier.get(bench.name);
  if (before) console.log(`  before: ${figure(before.figure)}, so ${figure(outcome.figure / before.figure)} of that`);
  const line = JSON.stringify({ ...outcome, floor: bench.floor, aim: bench.aim });
  if (values.json !== undefined) appendFileSync(values.json, `${line}\n`);
  console.log(line);
}
// Some of Baileys' timers keep running for a while.
process.exit();
