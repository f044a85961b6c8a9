/** `npm run soak -- --minutes 30 --seed 1`. Exits with 1 if anything grew, was lost, or was sent twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Process, type Spawn, spawnWaybill } from '../support/spawn.ts';
import { soak } from './soak.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
});

const whole = (option: string, text: string): number => {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Error(`--${option} needs a whole number above 0, not "${text}"`);
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'waybill-soak-'));
const running: Process[] = [];
const spawn: Spawn = (...args) => {
  const started = spawnWaybill(...args);
  running.push(started);
  return started;
};

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    for (const { child } of running) child.kill('SIGKILL');
    process.exit(1);
  });

const minutes = whole('minutes', values.minutes);
const seed = whole('seed', values.seed);
let wrong: readonly string[];
try {
  wrong = await soak({ spawn, folder, seed, minutes, say });
} catch (thrown) {
  wrong = [thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)];
} finally {
  await Promise.all(running.map((started) => started.end('SIGKILL')));
}
for (const line of wrong) say(`BROKEN  ${line}`);
if (wrong.length === 0) {
  rmSync(folder, { recursive: true, force: true });
  say(`${minutes} minutes: nothing lost, nothing twice, every chat in order; of growth see above.`);
} else say(`The data is kept in ${folder}. Once more: npm run soak -- --minutes ${minutes} --seed ${seed}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
