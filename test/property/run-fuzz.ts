/**
 * Fuzzes every route for as long as wanted, and stops at the first answer that should not be.
 *
 *     npm run fuzz -- --inputs 200000 [--seed 1]
 *
 * Each round of a thousand inputs has its own seed, one higher than the previous round's.
 */
import { parseArgs } from 'node:util';
import { fuzz, INPUTS_PER_ROUND } from './fuzz.ts';

const { values } = parseArgs({ options: { inputs: { type: 'string' }, seed: { type: 'string' } } });
const wanted = Number(values.inputs ?? INPUTS_PER_ROUND);
const first = Number(values.seed ?? 1);

const statuses = new Map<number, number>();
const began = Date.now();
const taken = new Set<string>();
let inputs = 0;
let operations = 0;
let problem: string | null = null;

const progress = (seed: number): string => {
  const seconds = ((Date.now() - began) / 1_000).toFixed(0);
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}×${count}`);
  return `${inputs} of ${wanted} inputs, seed ${seed}, ${seconds} s, ${taken.size} of ${operations} operations taken: ${counts.join(' ')}`;
};

console.log(`Fuzzing ${wanted} inputs from seed ${first}.`);
for (let seed = first; inputs < wanted && problem === null; seed += 1) {
  const round = await fuzz(seed, Math.min(INPUTS_PER_ROUND, wanted - inputs));
  inputs += round.inputs;
  operations = round.operations;
  for (const operation of round.taken) taken.add(operation);
  for (const [status, count] of round.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
  problem = round.problem;
  console.log(progress(seed));
  if (problem !== null) {
    console.error(
      `\nSeed ${seed}: ${problem}\nReplay it with: npm run fuzz -- --inputs ${INPUTS_PER_ROUND} --seed ${seed}`,
    );
    process.exitCode = 1;
  }
}
