/** The retry ladder: 2 s, 4, 8, 16, 32 s unless configured otherwise. */
import type { QueueConfig } from '../events/facts/queue.ts';
import type { Millis } from '../kernel/clock.ts';

export type RetryPolicy = Pick<QueueConfig, 'maxAttempts' | 'backoffBaseMs' | 'backoffMaxMs'>;

/** How long to wait after this attempt (1, 2, …). */
export const backoffMs = (attempt: number, { backoffBaseMs, backoffMaxMs }: RetryPolicy): number =>
  Math.min(backoffBaseMs * 2 ** (attempt - 1), backoffMaxMs);

/** When to try again after a failed attempt; null when that was the last one. */
export const nextRetry = (attempt: number, policy: RetryPolicy, now: Millis): Millis | null =>
  attempt >= policy.maxAttempts ? null : now + backoffMs(attempt, policy);
