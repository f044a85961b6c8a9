/** What a person can do about a message that failed. */
import type { Schema } from '../api/shape.ts';
import { FAILURE_WORDS } from '../api/words.ts';
import { capital } from './sentence.ts';

export interface WayOut {
  /** `retry` when the same message can still arrive, `resend` when only a new one can, `none` when neither helps. */
  readonly by: 'retry' | 'resend' | 'none';
  /** What to do, or what to do first; null when there is no more to say. */
  readonly advice: string | null;
}

/** The way out for a job that failed; null for every other job. */
export const wayOutOf = ({ status, failure }: Pick<Schema<'Job'>, 'status' | 'failure'>): WayOut | null => {
  if (status !== 'failed') return null;
  if (failure === null) return { by: 'retry', advice: null };
  const words = FAILURE_WORDS[failure.code];
  // A code that this page does not know yet.
  if (!words) return { by: failure.retryable ? 'retry' : 'resend', advice: null };
  return { by: words.way, advice: `${capital(words.advice)}.` };
};

export const canRetry = (job: Pick<Schema<'Job'>, 'status' | 'failure'>): boolean => wayOutOf(job)?.by === 'retry';

/** Whether a job can still be cancelled. */
export const canCancel = ({ status }: Pick<Schema<'Job'>, 'status'>): boolean =>
  status === 'waiting' || status === 'retrying';
