/**
 * What takes too long for `npm test`: `npm run test:long`, or some parts alone, `npm run test:long -- crash fuzz`.
 * `--list` prints the names of the parts. Each part prints its command, which repeats it. Ends with 1 when a part failed.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PARTS, type Part } from './parts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Answers whether it passed. */
const run = ({ about, args, times }: Part): boolean => {
  const env = times === undefined ? {} : { WAYBILL_TEST_TIMES: String(times) };
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value} `);
  say(`${about}:`);
  say(`$ ${settings.join('')}npx node ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status === 0;
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { list: { type: 'boolean' } } });
const names = positionals.length > 0 ? positionals : Object.keys(PARTS);
const unknown = names.filter((name) => !(name in PARTS));

if (values.list) say(Object.keys(PARTS).join('\n'));
else if (unknown.length > 0) {
  say(`There is no part ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
  process.exitCode = 64;
} else {
  const failed = Object.entries(PARTS).filter(([name, part]) => names.includes(name) && !run(part));
  for (const [name] of failed) say(`FAILED  ${name}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
