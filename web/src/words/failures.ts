/** What a person can do about a message that failed. */
import type { Schema } from '../api/client.ts';

type Failure = NonNullable<Schema<'Job'>['failure']>;

export interface WayOut {
  /** Whether a retry can succeed at all. */
  readonly retry: boolean;
  /** What to do, or what to do first; null when a retry is all there is to do. */
  readonly advice: string | null;
}

/** The failures that Waybill does not retry by itself. The others may pass at any time. */
const WAYS_OUT: Readonly<Record<string, WayOut>> = {
  blocked: { retry: false, advice: 'Reach the recipient in another way.' },
  content_gone: { retry: false, advice: 'Its text is no longer kept: send a new message.' },
  not_allowed: { retry: true, advice: 'Join the group, then retry.' },
  not_registered: { retry: false, advice: 'Check the number, then send a new message.' },
  number_invalid: { retry: false, advice: 'Check the number, then send a new message.' },
  rate_limited: { retry: true, advice: 'Send more slowly, and retry later.' },
  reachout_locked: { retry: true, advice: 'Wait until WhatsApp lifts the lock, then retry.' },
  refused: { retry: false, advice: 'Change the message, and send it as a new one.' },
};

const OTHER: WayOut = { retry: true, advice: null };
const HOPELESS: WayOut = { retry: false, advice: 'Send a new message.' };

export const wayOutOf = ({ code, retryable }: Failure): WayOut => WAYS_OUT[code] ?? (retryable ? OTHER : HOPELESS);

/** Whether Retry makes sense for a job. */
export const canRetry = ({ status, failure }: Pick<Schema<'Job'>, 'status' | 'failure'>): boolean =>
  status === 'failed' && (failure === null || wayOutOf(failure).retry);

/** Whether a job can still be cancelled. */
export const canCancel = ({ status }: Pick<Schema<'Job'>, 'status'>): boolean =>
  status === 'waiting' || status === 'retrying';
