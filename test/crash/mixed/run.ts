/**
 * Rounds of deaths among messages of all kinds: `npm run crash:mixed -- --campaigns 5 --seed 1`. Each campaign dies at every
 * named point once, on a folder of its own, by the next seed. Exits with 1 at the first broken promise, and prints how to
 * repeat it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomOf } from '../../simulation/random.ts';
import { type Process, type Spawn, spawnWaybill } from '../../support/spawn.ts';
import { planText } from '../plan.ts';
import { runMixed } from './campaign.ts';
import { mixedPlanOf } from './plan.ts';

const { values } = parseArgs({
  options: { campaigns: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
});

const whole = (option: string, text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${option} needs a whole number, not "${text}"`);
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Whether all promises were kept. */
const campaign = async (seed: number): Promise<boolean> => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-mixed-'));
  const running: Process[] = [];
  const spawn: Spawn = (...args) => {
    const started = spawnWaybill(...args);
    running.push(started);
    return started;
  };
  try {
    const { messages, changed, violations } = await runMixed(
      { spawn, folder, plan: mixedPlanOf(randomOf(seed)) },
      (plan, reached) => say(`seed ${seed}  killed ${planText(plan)}${reached ? '' : ', which it did not reach'}`),
    );
    for (const violation of violations) say(`BROKEN  ${violation}`);
    if (violations.length === 0) {
      say(`seed ${seed}: ${messages} messages, ${changed} changed while they waited; each once, whole, in order`);
      rmSync(folder, { recursive: true, force: true });
      return true;
    }
  } catch (thrown) {
    say(`BROKEN  ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
  } finally {
    await Promise.all(running.map((started) => started.end('SIGKILL')));
  }
  say(`The data is kept in ${folder}. Once more: npm run crash:mixed -- --campaigns 1 --seed ${seed}`);
  return false;
};

const campaigns = whole('campaigns', values.campaigns);
const first = whole('seed', values.seed);
let intact = true;
for (let seed = first; seed < first + campaigns && intact; seed += 1) intact = await campaign(seed);
if (intact) say(`${campaigns} campaigns, and every promise was kept.`);
process.exitCode = intact ? 0 : 1;
