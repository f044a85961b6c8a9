/**
 * `npm run bench:growth [-- --up-to 1000000 --requests 200 --json FILE]`: the cost of a growing log. At each size it
 * sends requests over one warm connection, and runs the commands that read the whole log.
 *
 * npm run bench:growth -- --write FILE generates the table and the plot of docs/performance.md from a file of --json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { machine } from './bench.ts';
import { measureSize } from './kit/growth.ts';
import { FIGURES, figureNames, type Growth, short, type Size } from './kit/growth-figures.ts';
import { writeGrowth } from './kit/growth-page.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];

const { values } = parseArgs({
  options: {
    'up-to': { type: 'string', default: '1000000' },
    requests: { type: 'string', default: '200' },
    json: { type: 'string' },
    write: { type: 'string' },
  },
});

const report = ({ figures }: Size): void => {
  for (const name of figureNames) {
    const { median, p99 } = figures[name];
    const { title, unit } = FIGURES[name];
    console.log(`  ${title}  ${short(median)} ${unit}${p99 === undefined ? '' : `, p99 ${short(p99)}`}`);
  }
};

const measure = async (): Promise<Growth> => {
  const requests = Number(values.requests);
  const sizes: Size[] = [];
  for (const facts of SIZES.filter((size) => size <= Number(values['up-to']))) {
    console.log(`\n${facts.toLocaleString('en')} facts`);
    const size = await measureSize(facts, requests, (doing) => console.log(`  … ${doing}`));
    report(size);
    sizes.push(size);
  }
  return { machine: measuredOn, requests, sizes };
};

const measuredOn = machine();
if (values.write !== undefined) {
  writeGrowth(JSON.parse(readFileSync(values.write, 'utf8')) as Growth);
} else {
  console.log(measuredOn);
  const growth = await measure();
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(growth)}\n`);
}
