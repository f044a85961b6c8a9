/**
 * So many failures in a sliding window, then a wait until the oldest has left it.
 *
 * A refused try is not counted as a failure, so nobody is kept out for longer than the window. In memory only: a
 * restart forgives everyone.
 */
import type { Clock, Millis } from '../kernel/clock.ts';
import { keepLatest } from '../kernel/latest.ts';

export interface Count {
  /** Until the next try; 0 for now. */
  waitMs(): number;
  fail(): void;
  forgive(): void;
  /** True the first time that it is asked since the count filled up. */
  firstRefusal(): boolean;
}

export interface Throttle {
  count(key: string): Count;
}

interface Bucket {
  /** Oldest first, at most `max`. */
  readonly failures: readonly Millis[];
  readonly refused: boolean;
}

/** Keys remembered at once; beyond, those that failed longest ago are forgotten. */
const KEYS_MAX = 10_000;

export const throttle = (clock: Clock, { max, windowMs }: { max: number; windowMs: number }): Throttle => {
  const buckets = new Map<string, Bucket>();

  const recent = (key: string): Bucket => {
    const { failures = [], refused = false } = buckets.get(key) ?? {};
    const now = clock.now();
    // One that lies in the future was counted before the clock was set back.
    return { failures: failures.filter((at) => at > now - windowMs && at <= now), refused };
  };

  const keep = (key: string, bucket: Bucket): void => {
    keepLatest(buckets, key, bucket, KEYS_MAX);
  };

  return {
    count: (key) => ({
      waitMs() {
        const { failures } = recent(key);
        const [oldest] = failures;
        return oldest === undefined || failures.length < max ? 0 : oldest + windowMs - clock.now();
      },
      fail: () => keep(key, { failures: [...recent(key).failures, clock.now()], refused: false }),
      forgive: () => void buckets.delete(key),
      firstRefusal() {
        const bucket = recent(key);
        keep(key, { ...bucket, refused: true });
        return !bucket.refused;
      },
    }),
  };
};
