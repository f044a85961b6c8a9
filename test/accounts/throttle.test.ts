import { expect, test } from 'vitest';
import { throttle } from '../../src/access/throttle.ts';
import { manualClock } from '../support/manual-clock.ts';

test('a clock that is set back keeps nobody out for longer', () => {
  const clock = manualClock();
  const count = throttle(clock, { max: 2, windowMs: 60_000 }).count('anna');
  count.fail();
  count.fail();
  expect(count.waitMs()).toBe(60_000);
  clock.set(-3_600_000);
  expect(count.waitMs()).toBe(0);
});
