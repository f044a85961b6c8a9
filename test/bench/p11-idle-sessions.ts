/** P11: the cost of idle sessions while another one works. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench, Size } from './bench.ts';

const run = promisify(execFile);
const file = fileURLToPath(new URL('./kit/no-op-jobs.ts', import.meta.url));
const JOBS: Record<Size, number> = { full: 10_000, quick: 3_000 };
const IDLE = 499;

export const p11: Bench = {
  name: 'p11',
  title: `Jobs that do nothing in one session, beside ${IDLE} others that have none`,
  against: 'the same session alone',
  unit: 'jobs/s',
  better: 'more',
  floor: 0.9,
  aim: 0.97,
  async open(size) {
    const rate = async (idle: number): Promise<number> => {
      const { stdout } = await run(process.execPath, [file, 'waybill', String(JOBS[size]), '3', String(idle)]);
      return Number(stdout);
    };
    return { ours: () => rate(IDLE), theirs: () => rate(0), close: async () => {} };
  },
};
