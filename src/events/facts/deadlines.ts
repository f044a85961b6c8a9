/**
 * Deadlines: the time in a fact at which the stream's actor must be woken. A later fact of the stream replaces the
 * deadline or clears it. The dispatch line wakes jobs for their attempts; the deadline of a job is the end of its time.
 */
import type { Millis } from '../../kernel/clock.ts';
import type { FactOf, FactType } from './catalogue.ts';

/**
 * By type of fact: the deadline that it sets, null if it clears the deadline, undefined if it leaves it alone, as other
 * types do.
 */
export type Deadlines = { readonly [T in FactType]?: (fact: FactOf<T>) => Millis | null | undefined };

const ends = (): null => null;

/** The time after which a job is not sent, or a draft not approved. */
export const jobDeadlines: Deadlines = {
  'job.queued': ({ expiresAt }) => expiresAt,
  'job.drafted': ({ decideBy }) => decideBy,
  'job.approved': ({ expiresAt = null }) => expiresAt,
  'job.rejected': ends,
  'job.completed': ends,
  'job.abandoned': ends,
  'job.expired': ends,
  'job.cancelled': ends,
  'job.retried': ends,
};

/** The time of a session's automatic restart. */
export const sessionDeadlines: Deadlines = {
  'session.closed': ({ restartAt }) => restartAt,
  'session.interrupted': ({ restartAt }) => restartAt,
  'session.started': ends,
  'session.stopped': ends,
  'session.logged_out': ends,
  'session.halted': ends,
};

/** The time at which a queue has cooled down. */
export const queueDeadlines: Deadlines = {
  'queue.cooled': ({ until }) => until,
  'queue.paused': ends,
  'queue.resumed': ends,
};

/** The time of the next attempt to fetch a file. */
export const mediaDeadlines: Deadlines = {
  'media.failed': ({ retryAt }) => retryAt,
  'media.retried': ends,
};

/** The time of the next probe of an endpoint that fails. */
export const webhookDeadlines: Deadlines = {
  'webhook.failing': ({ probeAt }) => probeAt,
  'webhook.probe_failed': ({ probeAt }) => probeAt,
  'webhook.recovered': ends,
  'webhook.resumed': ends,
  'webhook.paused': ends,
  'webhook.removed': ends,
};

export const deadlines: Deadlines = {
  ...jobDeadlines,
  ...sessionDeadlines,
  ...queueDeadlines,
  ...mediaDeadlines,
  ...webhookDeadlines,
};
