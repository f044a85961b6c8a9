/**
 * `npm run bench:peers [-- --jobs 20000 --rounds 5]`: no-op jobs, through Waybill and through other queues, three
 * and a hundred at once. All take their turns in each round; printed are medians and ranges. What is not installed is
 * left out, and said.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { machine, median } from './bench.ts';

const { values } = parseArgs({
  options: { jobs: { type: 'string', default: '20000' }, rounds: { type: 'string', default: '5' } },
});

const SIDES: Readonly<Record<string, string>> = {
  waybill: 'Waybill, four facts and their tables a job',
  plainjob: 'plainjob with synchronous=FULL',
  'plainjob-default': 'plainjob by default (NORMAL: a power cut may lose what was acknowledged)',
  liteque: 'liteque with synchronous=FULL',
  bullmq: 'BullMQ on Redis with appendfsync always',
};
const CONCURRENCIES = [3, 100];

const program = fileURLToPath(new URL('./kit/no-op-jobs.ts', import.meta.url));

/** Jobs a second, or the reason why the side cannot run here. */
const rateOf = async (side: string, concurrency: number): Promise<number | string> => {
  try {
    const args = [program, side, values.jobs, String(concurrency)];
    return Number((await promisify(execFile)(process.execPath, args)).stdout);
  } catch (thrown) {
    const said = (thrown as { stderr?: string }).stderr ?? String(thrown);
    return /Error: (.*)/.exec(said)?.[1] ?? said;
  }
};

const figure = (value: number): string => Math.round(value).toLocaleString('en');

console.log(`${values.jobs} jobs, ${values.rounds} rounds\n${machine()}`);
for (const concurrency of CONCURRENCIES) {
  const rates = new Map<string, number[]>();
  const absent = new Map<string, string>();
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const side of Object.keys(SIDES)) {
      if (absent.has(side)) continue;
      const rate = await rateOf(side, concurrency);
      if (typeof rate === 'string') absent.set(side, rate);
      else rates.set(side, [...(rates.get(side) ?? []), rate]);
    }
  }
  console.log(`\n${concurrency} at once`);
  const ours = rates.get('waybill') ?? [];
  for (const [side, title] of Object.entries(SIDES)) {
    const theirs = rates.get(side);
    if (!theirs) {
      console.log(`  ${title}: left out. ${absent.get(side)}`);
      continue;
    }
    const ratio = median(ours.flatMap((rate, round) => rate / (theirs[round] ?? Number.NaN)));
    const range = `${figure(Math.min(...theirs))} to ${figure(Math.max(...theirs))}`;
    const beside = side === 'waybill' ? '' : `; Waybill does ${Number(ratio.toPrecision(3))} times as many`;
    console.log(`  ${title}: ${figure(median(theirs))} jobs/s (${range})${beside}`);
  }
}
