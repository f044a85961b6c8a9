/** When an attempt at an event is repeated: after 5 s at first, and after a day at last. */
import type { Millis } from '../kernel/clock.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

export const WEBHOOK_LADDER_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
];

/** The delays vary by a fifth, so that lanes which failed together do not come back together. */
const JITTER = 0.2;

/** The delay after this attempt (1, 2, …); null if it was the last one. `fraction` is in [0, 1). */
export const ladderMs = (attempt: number, fraction: number): Millis | null => {
  const delay = WEBHOOK_LADDER_MS[attempt - 1];
  return delay === undefined ? null : Math.round(delay * (1 - JITTER + 2 * JITTER * fraction));
};
