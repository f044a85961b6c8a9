import { expect, test } from 'vitest';
import { folder, waybill } from '../../support/process.ts';
import type { Plan } from '../plan.ts';
import type { Point } from '../points.ts';
import { runMixed } from './campaign.ts';

const at = (point: Point, count: number): Plan => ({ kind: 'point', point, count, ms: 0 });

/** Half of the chats, and three deaths. `npm run test:long -- mixed` comes to all points, with all chats. */
const PLAN = {
  queueing: [at('after_rename', 2), at('change_on_record', 1)],
  sending: [at('before_completion', 2)],
};

test('30 messages of all kinds survive deaths on their way: each once, whole, in order, and no file is left over', async () => {
  const { deaths, messages, changed, violations } = await runMixed({
    spawn: waybill,
    folder: folder(),
    plan: PLAN,
    twice: false,
  });
  expect(violations).toEqual([]);
  expect(messages).toBe(30);
  expect(changed).toBeGreaterThanOrEqual(3);
  expect(deaths.filter(({ reached }) => !reached)).toEqual([]);
}, 400_000);
