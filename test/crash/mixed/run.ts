/**
 * Rounds of deaths among messages of all kinds: `npm run crash:mixed -- --campaigns 5 --seed 1`. Each campaign dies at every
 * named point once, on a folder of its own, by the next seed. Exits with 1 at the first broken promise, and prints how to
 * repeat it.
 */
import { parseArgs } from 'node:util';
import { randomOf } from '../../simulation/random.ts';
import { planText } from '../plan.ts';
import { runIn, say, whole } from '../runner.ts';
import { runMixed } from './campaign.ts';
import { mixedPlanOf } from './plan.ts';

const { values } = parseArgs({
  options: { campaigns: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
});

const campaign = (seed: number): Promise<boolean> =>
  runIn({
    name: 'mixed',
    run: (spawn, folder) =>
      runMixed({ spawn, folder, plan: mixedPlanOf(randomOf(seed)) }, (plan, reached) =>
        say(`seed ${seed}  killed ${planText(plan)}${reached ? '' : ', which it did not reach'}`),
      ),
    kept: ({ messages, changed }) =>
      `seed ${seed}: ${messages} messages, ${changed} changed while they waited; each once, whole, in order`,
    again: `npm run crash:mixed -- --campaigns 1 --seed ${seed}`,
  });

const campaigns = whole('campaigns', values.campaigns);
const first = whole('seed', values.seed);
let intact = true;
for (let seed = first; seed < first + campaigns && intact; seed += 1) intact = await campaign(seed);
if (intact) say(`${campaigns} campaigns, and every promise was kept.`);
process.exitCode = intact ? 0 : 1;
