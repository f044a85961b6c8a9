/**
 * The strength of the simulation: puts one deliberate bug after another into a copy of the tree, and counts the seeds
 * until the simulation finds it.
 *
 *     npm run sim:mutants -- [--starts 5] [--seeds 500] [--only "a new id"]
 *
 * Each bug is searched from several first seeds. Exits with 1 if a bug was not found, or no longer fits the source.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkTypes, copyTree, type Mutation } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';

const { values } = parseArgs({
  options: {
    starts: { type: 'string', default: '5' },
    seeds: { type: 'string', default: '500' },
    only: { type: 'string', default: '' },
  },
});
const starts = Number(values.starts);
const seeds = Number(values.seeds);
/** Without a bug, nothing may be found. */
const SOUND_SEEDS = 20;
/** The distance between first seeds. */
const STRIDE = 10_000;

interface Finding {
  /** The number of seeds until it was found. */
  readonly count: number;
  readonly problem: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs seeds in a copy until one fails; null if none does. */
const play = async (folder: string, first: number, most = seeds): Promise<Finding | null> => {
  const args = ['test/simulation/run.ts', '--seed', String(first), '--seeds', String(most)];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const [code] = await once(child, 'close');
  if (code === 0) return null;
  const [, seed, problem = 'something was thrown'] = /seed (\d+)(?:: (.*))?/i.exec(errors) ?? [];
  if (seed === undefined) throw new Error(`The simulation could not be run:\n${errors}`);
  return { count: Number(seed) - first + 1, problem };
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** Whether the bug was found from every first seed. */
const hunt = async (folder: string, mutation: Mutation): Promise<boolean> => {
  copyTree(folder, mutation);
  const findings: (Finding | null)[] = [];
  for (let start = 0; start < starts; start += 1) findings.push(await play(folder, start * STRIDE + 1));
  const found = findings.filter((finding) => finding !== null);
  const counts = found.map(({ count }) => count);
  const missed = starts - found.length;
  say(`${missed === 0 ? 'found ' : 'MISSED'}  ${mutation.bug}`);
  if (found.length > 0) say(`        median ${median(counts)}, worst ${Math.max(...counts)}: ${found[0]?.problem}`);
  if (missed > 0) say(`        not within ${seeds} seeds from ${missed} of ${starts} first seeds`);
  return missed === 0;
};

const folder = mkdtempSync(join(tmpdir(), 'waybill-mutants-'));
try {
  copyTree(folder, null);
  const sound = await play(folder, 1, SOUND_SEEDS);
  if (sound) throw new Error(`Without any bug seed ${sound.count} fails: ${sound.problem}`);
  const chosen = MUTATIONS.filter(({ bug }) => bug.includes(values.only));
  const faults = checkTypes(folder, chosen);
  if (faults) throw new Error(`A planted bug does not compile:\n${faults}`);
  let missed = 0;
  for (const mutation of chosen) if (!(await hunt(folder, mutation))) missed += 1;
  say(`${chosen.length - missed} of ${chosen.length} bugs were found.`);
  process.exitCode = missed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
