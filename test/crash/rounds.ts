/**
 * Runs as many rounds of crashes as you want: `npm run crash -- --rounds 100 --seed 1`. After a number of rounds it
 * starts on a fresh folder, with the next seed. Exits with 1 at the first broken promise, and prints how to repeat it.
 */
import { parseArgs } from 'node:util';
import { type Outcome, runCampaign } from './campaign.ts';
import { ALL_POINTS, planText } from './plan.ts';
import { runIn, say, whole } from './runner.ts';

const ROUNDS_PER_FOLDER = 20;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});

/** How many rounds were to end at this point, and how many did. */
const ends = new Map<string, { planned: number; reached: number }>();

const count = ({ plan, reached }: Outcome): void => {
  const where = plan.kind === 'moment' ? 'at a moment of no meaning' : ALL_POINTS[plan.point];
  const known = ends.get(where) ?? { planned: 0, reached: 0 };
  ends.set(where, { planned: known.planned + 1, reached: known.reached + (reached ? 1 : 0) });
};

const campaign = (seed: number, rounds: number, before: number): Promise<boolean> => {
  let round = 0;
  const told = (outcome: Outcome): void => {
    const { plan, reached } = outcome;
    round += 1;
    count(outcome);
    say(`round ${before + round}  seed ${seed}  killed ${planText(plan)}${reached ? '' : ', which it did not reach'}`);
  };
  return runIn({
    name: 'crash',
    run: (spawn, folder) => runCampaign({ spawn, folder, seed, rounds }, told),
    kept: ({ accepted, repeated, unanswered }) =>
      `seed ${seed}: ${accepted} messages accepted (${repeated} only when asked again), ${unanswered} never answered; nothing lost, nothing twice`,
    again: `npm run crash -- --rounds ${rounds} --seed ${seed}`,
  });
};

const rounds = whole('rounds', values.rounds);
const firstSeed = whole('seed', values.seed);
let done = 0;
let intact = true;
for (let seed = firstSeed; done < rounds && intact; seed += 1) {
  const some = Math.min(ROUNDS_PER_FOLDER, rounds - done);
  intact = await campaign(seed, some, done);
  done += some;
}
for (const [where, { planned, reached }] of ends) say(`${reached} of ${planned} killed ${where}`);
if (intact) say(`${done} rounds, and every promise was kept.`);
process.exitCode = intact ? 0 : 1;
