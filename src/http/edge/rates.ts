/**
 * How many requests each caller may make: a token bucket for each key and each person.
 *
 * A bucket holds what a minute allows, so a caller may ask in bursts. It fills again evenly. Buckets are in memory only, and
 * those of callers who asked longest ago are dropped first: they are full again long before.
 */
import type { MiddlewareHandler } from 'hono';
import type { Identity } from '../../access/identities.ts';
import type { Clock, Millis } from '../../kernel/clock.ts';
import { problem } from '../contract/problem.ts';
import type { Env } from './env.ts';
import { keepLatest } from '../../kernel/latest.ts';

/** For a key without a rate of its own, and for a person: more than one caller needs, and less than a loop without a pause asks. */
const RATE_PER_MINUTE = 600_000;
const BUCKETS_MAX = 10_000;
const MINUTE_MS = 60_000;

interface Bucket {
  /** Requests that may be made at `at`, with fractions. */
  left: number;
  at: Millis;
}

export interface Taken {
  readonly allowed: boolean;
  /** Whole requests that may be made now. */
  readonly left: number;
  /** Seconds until the next request is allowed, or until the bucket is full again. */
  readonly resetS: number;
}

export interface Rates {
  take(caller: string, perMinute: number): Taken;
}

export const openRates = (clock: Pick<Clock, 'now'>): Rates => {
  const buckets = new Map<string, Bucket>();

  /** The bucket as it is now. A clock that was set back fills nothing. */
  const filled = (caller: string, perMinute: number): Bucket => {
    const now = clock.now();
    const known = buckets.get(caller);
    if (!known) return { left: perMinute, at: now };
    const gained = (Math.max(now - known.at, 0) * perMinute) / MINUTE_MS;
    known.left = Math.min(known.left + gained, perMinute);
    known.at = now;
    return known;
  };

  return {
    take(caller, perMinute) {
      const bucket = filled(caller, perMinute);
      const allowed = bucket.left >= 1;
      if (allowed) bucket.left -= 1;
      keepLatest(buckets, caller, bucket, BUCKETS_MAX);
      const missing = allowed ? perMinute - bucket.left : 1 - bucket.left;
      return { allowed, left: Math.floor(bucket.left), resetS: Math.ceil((missing * 60) / perMinute) };
    },
  };
};

const rateOf = (identity: Identity): number =>
  identity.kind === 'key' ? (identity.ratePerMinute ?? RATE_PER_MINUTE) : RATE_PER_MINUTE;

/** Counts each request of a known caller, and answers 429 to one too many. The command line on this machine is not counted. */
export const rated =
  (rates: Rates): MiddlewareHandler<Env> =>
  async (c, next) => {
    // Routes that need no token have no identity.
    const identity = c.get('identity') as Identity | undefined;
    if (!identity || identity.kind === 'ticket') return next();
    const perMinute = rateOf(identity);
    const { allowed, left, resetS } = rates.take(identity.by, perMinute);
    c.header('RateLimit-Policy', `"default";q=${perMinute};w=60`);
    c.header('RateLimit', `"default";r=${left};t=${resetS}`);
    if (allowed) return next();
    return problem(c, 'rate.limited', `This caller may ask ${perMinute} times a minute. Ask again in ${resetS} s.`, {
      headers: { 'Retry-After': String(resetS) },
    });
  };
