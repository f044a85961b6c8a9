import { expect, test } from 'vitest';
import { folder, waybill } from '../support/process.ts';
import { runCampaign } from './campaign.ts';

/** At a moment, before an answer, and after a write to WhatsApp; `npm run test:long` comes to the other points. */
const ROUNDS = 3;
const SEED = 11;

test(`killed ${ROUNDS} times under load: nothing lost, nothing twice, in order, still paired, and the log verifies`, async () => {
  const { outcomes, accepted, violations } = await runCampaign({
    spawn: waybill,
    folder: folder(),
    seed: SEED,
    rounds: ROUNDS,
  });
  expect(violations, `more of it: npm run crash -- --rounds ${ROUNDS} --seed ${SEED}`).toEqual([]);
  // How many rounds reach their point depends on the machine; that some do shows that the points exist.
  expect(outcomes.filter(({ reached }) => reached).length).toBeGreaterThan(0);
  expect(accepted).toBeGreaterThan(ROUNDS);
}, 400_000);
