/** What came of an attempt, and whom it concerns: the event alone, or the endpoint as a whole. */
import type { Trouble } from '../../events/facts/webhook.ts';
import type { Millis } from '../../kernel/clock.ts';

/** What an endpoint answered. */
export interface EndpointAnswer {
  readonly status: number;
  /** The value of `Retry-After`, in milliseconds from now; 0 if there is none. */
  readonly retryAfterMs: number;
  /** The beginning of the body. */
  readonly text: string;
  readonly tookMs: number;
}

/** A request that was sent and answered, or came to nothing. */
export type Sent =
  | ({ readonly type: 'answered' } & EndpointAnswer)
  | {
      readonly type: 'unanswered';
      readonly reason: Exclude<Trouble['reason'], 'status' | 'redirect'>;
      readonly tookMs: number;
    }
  /** The process stops. */
  | { readonly type: 'cut' };

export type Verdict =
  | { readonly type: 'delivered' }
  /** The event may be taken later. */
  | { readonly type: 'refused'; readonly waitMs: number }
  /** Nobody is there any more. */
  | { readonly type: 'gone' }
  /** No event is to blame. */
  | { readonly type: 'trouble'; readonly trouble: Trouble; readonly waitMs: number };

const GONE = 410;
const TOO_MANY = 429;

/** Of 5xx only what an event may have caused. */
const REFUSALS: ReadonlySet<number> = new Set([500, 501]);

const trouble = (reason: Trouble['reason'], status: number, waitMs: number): Verdict => ({
  type: 'trouble',
  trouble: { reason, status },
  waitMs,
});

export const verdictOf = (sent: Exclude<Sent, { type: 'cut' }>): Verdict => {
  if (sent.type === 'unanswered') return { type: 'trouble', trouble: { reason: sent.reason }, waitMs: 0 };
  const { status, retryAfterMs: waitMs } = sent;
  if (status >= 200 && status < 300) return { type: 'delivered' };
  if (status >= 300 && status < 400) return trouble('redirect', status, waitMs);
  if (status === GONE) return { type: 'gone' };
  const isRefusal = (status >= 400 && status < 500 && status !== TOO_MANY) || REFUSALS.has(status);
  return isRefusal ? { type: 'refused', waitMs } : trouble('status', status, waitMs);
};

/** The longest time that an endpoint may ask for. */
const ASKED_MS_MAX = 24 * 60 * 60_000;

/** `Retry-After` in seconds or as a date, as milliseconds from now. */
export const retryAfterMs = (header: string | undefined, now: Millis): number => {
  if (header === undefined) return 0;
  const wait = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(wait, 0), ASKED_MS_MAX);
};
