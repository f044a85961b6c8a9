/** P3 and P4: how many no-op jobs pass through their whole life in a second. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench, Size } from './bench.ts';

const run = promisify(execFile);
const file = fileURLToPath(new URL('./kit/no-op-jobs.ts', import.meta.url));
const JOBS: Record<Size, number> = { full: 20_000, quick: 4_000 };

const processing = (name: string, concurrency: number, floor: number, aim: number): Bench => ({
  name,
  title: `Jobs that do nothing, ${concurrency} at once`,
  against: 'plainjob with synchronous=FULL',
  unit: 'jobs/s',
  better: 'more',
  floor,
  aim,
  async open(size) {
    const rate = async (side: string): Promise<number> => {
      const { stdout } = await run(process.execPath, [file, side, String(JOBS[size]), String(concurrency)]);
      return Number(stdout);
    };
    return { ours: () => rate('waybill'), theirs: () => rate('plainjob'), close: async () => {} };
  },
});

export const p3 = processing('p3', 3, 2.5, 5);
export const p4 = processing('p4', 100, 6, 13);
