import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBox } from '../../support/box.ts';
import { layLinked } from '../../support/linked-folder.ts';
import { folder, waybill } from '../../support/process.ts';
import type { Point } from '../points.ts';
import { runHearing } from './campaign.ts';
import type { HearingRound, Writing } from './plan.ts';

const SEED = 11;
/** Few messages, and a few deaths. `npm run test:long -- hearing` comes to all points, with hundreds under way. */
const EACH = 16;

const at = (point: Point, count: number, writing: Writing, losesReceipt = false): HearingRound => ({
  plan: { kind: 'point', point, count, ms: 0 },
  writing,
  losesReceipt,
});

const ROUNDS = [
  at('merge_after_commit', 1, { before: 1, starting: 0, up: 0 }),
  at('heard_keys', 3, { before: 0, starting: 0.5, up: 0.5 }),
  at('heard_receipt', 8, { before: 0.5, starting: 0, up: 0.5 }, true),
  at('after_rename', 1, { before: 1, starting: 0, up: 0 }),
];

test(`killed ${ROUNDS.length} times while phones write: each message on record once, in order, and every tick true`, async () => {
  const data = join(folder(), 'data');
  await layLinked(data);
  const { deaths, messages, redelivered, violations } = await runHearing({
    spawn: waybill,
    data,
    box: await openBox(),
    seed: SEED,
    rounds: ROUNDS,
    each: EACH,
  });
  expect(violations, 'more of it: npm run crash:hearing').toEqual([]);
  expect(messages).toBe(ROUNDS.length * EACH);
  expect(redelivered).toBeGreaterThan(0);
  expect(deaths.filter(({ reached }) => !reached)).toEqual([]);
}, 400_000);
