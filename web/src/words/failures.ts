/** What a person can do about a message that failed. */
import type { Schema } from '../api/shape.ts';
import { FAILURE_WORDS } from '../api/words.ts';

export interface WayOut {
  /** `retry` when the same message can still arrive, `resend` when only a new one can, `none` when neither helps. */
  readonly by: 'retry' | 'resend' | 'none';
  /** What to do, or what to do first; null when there is no more to say. */
  readonly advice: string | null;
}

/** The failures that Waybill does not retry by itself. All others may pass at any time. */
const BY: Readonly<Record<string, WayOut['by']>> = {
  blocked: 'none',
  content_gone: 'resend',
  not_allowed: 'retry',
  not_registered: 'resend',
  number_invalid: 'resend',
  rate_limited: 'retry',
  reachout_locked: 'retry',
  refused: 'resend',
};

const sentence = (words: string | undefined): string | null =>
  words ? `${words.charAt(0).toUpperCase()}${words.slice(1)}.` : null;

/** The way out for a job that failed; null for every other job. */
export const wayOutOf = ({ status, failure }: Pick<Schema<'Job'>, 'status' | 'failure'>): WayOut | null => {
  if (status !== 'failed') return null;
  if (failure === null) return { by: 'retry', advice: null };
  const by = BY[failure.code] ?? (failure.retryable ? 'retry' : 'resend');
  return { by, advice: sentence(FAILURE_WORDS[failure.code]?.['advice']) };
};

export const canRetry = (job: Pick<Schema<'Job'>, 'status' | 'failure'>): boolean => wayOutOf(job)?.by === 'retry';

/** Whether a job can still be cancelled. */
export const canCancel = ({ status }: Pick<Schema<'Job'>, 'status'>): boolean =>
  status === 'waiting' || status === 'retrying';
