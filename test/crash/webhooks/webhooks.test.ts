import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBox } from '../../support/box.ts';
import { layLinked } from '../../support/linked-folder.ts';
import { folder, waybill } from '../../support/process.ts';
import type { Point } from '../points.ts';
import { runHooks } from './campaign.ts';
import type { HookRound, Wish } from './plan.ts';

const SEED = 5;
/** Few messages, and a few deaths. `npm run test:long -- webhooks` comes to all points. */
const EACH = 12;

const at = (point: Point, count: number, wishes: readonly Wish[] = []): HookRound => ({
  plan: { kind: 'point', point, count, ms: 0 },
  writing: { before: 1, starting: 0, up: 0 },
  mood: 'flaky',
  wishes,
});

const ROUNDS = [at('hook_before_record', 4), at('hook_replay', 2, ['replay']), at('hook_rotated', 1, ['rotate'])];

test(`killed ${ROUNDS.length} times while webhooks go out: nothing missing, in order, one id and the same bytes`, async () => {
  const data = join(folder(), 'data');
  await layLinked(data);
  const { deaths, events, replays, violations } = await runHooks({
    spawn: waybill,
    data,
    box: await openBox(),
    seed: SEED,
    rounds: ROUNDS,
    each: EACH,
  });
  expect(violations, 'more of it: npm run crash:webhooks').toEqual([]);
  expect(events).toBeGreaterThanOrEqual(ROUNDS.length * EACH);
  expect(replays).toBeGreaterThan(0);
  expect(deaths.filter(({ reached }) => !reached)).toEqual([]);
}, 400_000);
