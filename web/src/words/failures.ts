/** What a person can do about a message that failed. */
import type { Schema } from '../api/client.ts';

export interface WayOut {
  /** `retry` when the same message can still arrive, `resend` when only a new one can, `none` when neither helps. */
  readonly by: 'retry' | 'resend' | 'none';
  /** What to do, or what to do first; null when there is no more to say. */
  readonly advice: string | null;
}

/** The failures that Waybill does not retry by itself. All others may pass at any time. */
const WAYS_OUT: Readonly<Record<string, WayOut>> = {
  blocked: { by: 'none', advice: 'Reach the recipient in another way.' },
  content_gone: { by: 'resend', advice: 'Its text is no longer kept.' },
  not_allowed: { by: 'retry', advice: 'Join the group, then retry.' },
  not_registered: { by: 'resend', advice: 'Check the number: a retry cannot help.' },
  number_invalid: { by: 'resend', advice: 'Check the number: a retry cannot help.' },
  rate_limited: { by: 'retry', advice: 'Send more slowly, and retry later.' },
  reachout_locked: { by: 'retry', advice: 'Wait until WhatsApp lifts the lock, then retry.' },
  refused: { by: 'resend', advice: 'Change the message: a retry is unlikely to help.' },
};

const RETRY: WayOut = { by: 'retry', advice: null };
const RESEND: WayOut = { by: 'resend', advice: 'A retry cannot help.' };

/** The way out for a job that failed; null for every other job. */
export const wayOutOf = ({ status, failure }: Pick<Schema<'Job'>, 'status' | 'failure'>): WayOut | null => {
  if (status !== 'failed') return null;
  if (failure === null) return RETRY;
  return WAYS_OUT[failure.code] ?? (failure.retryable ? RETRY : RESEND);
};

export const canRetry = (job: Pick<Schema<'Job'>, 'status' | 'failure'>): boolean => wayOutOf(job)?.by === 'retry';

/** Whether a job can still be cancelled. */
export const canCancel = ({ status }: Pick<Schema<'Job'>, 'status'>): boolean =>
  status === 'waiting' || status === 'retrying';
