/**
 * Rounds of deaths among deliveries of webhooks: `npm run crash:webhooks -- --campaigns 5 --seed 1`. Each campaign has a
 * folder and a sandbox of its own, and the next seed. `--rounds` and `--messages` say how often the gateway dies in each
 * campaign, and how much is written in each round. Exits with 1 at the first broken promise, and prints how to repeat it.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomOf } from '../../simulation/random.ts';
import { layLinked } from '../../support/linked-folder.ts';
import { startSandbox } from '../../support/real-gateway.ts';
import type { Spawn } from '../../support/spawn.ts';
import { ALL_POINTS, planText } from '../plan.ts';
import { runIn, say, whole } from '../runner.ts';
import { type HookDeath, type HookCampaign, runHooks } from './campaign.ts';
import { hookPlanOf } from './plan.ts';

const { values } = parseArgs({
  options: {
    campaigns: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '20' },
    messages: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
});

const campaigns = whole('campaigns', values.campaigns);
const rounds = whole('rounds', values.rounds);
const each = whole('messages', values.messages);
const first = whole('seed', values.seed);

/** How many rounds were to end at this point, and how many did. */
const ends = new Map<string, { planned: number; reached: number }>();

const told = (seed: number, { plan, reached }: HookDeath): void => {
  const where = plan.kind === 'moment' ? 'at a random moment' : ALL_POINTS[plan.point];
  const known = ends.get(where) ?? { planned: 0, reached: 0 };
  ends.set(where, { planned: known.planned + 1, reached: known.reached + (reached ? 1 : 0) });
  say(`seed ${seed}  killed ${planText(plan)}${reached ? '' : ', which it did not reach'}`);
};

const run = async (spawn: Spawn, folder: string, seed: number): Promise<HookCampaign> => {
  const data = join(folder, 'data');
  await layLinked(data);
  copyFileSync(join(data, 'sandbox.jsonl'), join(folder, 'sandbox.jsonl'));
  const box = await startSandbox(spawn, folder);
  const plan = hookPlanOf(randomOf(seed), rounds);
  return runHooks({ spawn, data, box, seed, rounds: plan, each }, (death) => told(seed, death));
};

const campaign = (seed: number): Promise<boolean> =>
  runIn({
    name: 'webhooks',
    run: (spawn, folder) => run(spawn, folder, seed),
    kept: ({ events, requests, refused, replays, rotations }) =>
      `seed ${seed}: ${events} events in ${requests} requests, ${refused} of them not accepted, with ${replays} replays and ${rotations} rotations; nothing missing, in order, one id and the same bytes`,
    again: `npm run crash:webhooks -- --campaigns 1 --rounds ${rounds} --messages ${each} --seed ${seed}`,
  });

let intact = true;
for (let seed = first; seed < first + campaigns && intact; seed += 1) intact = await campaign(seed);
for (const [where, { planned, reached }] of ends) say(`${reached} of ${planned} killed ${where}`);
if (intact) say(`${campaigns} campaigns, and every promise was kept.`);
process.exitCode = intact ? 0 : 1;
