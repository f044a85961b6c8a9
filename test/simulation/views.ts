/** The expected rows of the tables, computed from a stream's facts one at a time and as naively as possible. */
import type { Recorded } from '../../src/events/log/log.ts';
import type { JobView } from '../../src/projections/job-view.ts';
import type { SessionView } from '../../src/projections/sessions.ts';

type JobTold = Pick<
  JobView,
  | 'status'
  | 'dismissed'
  | 'session'
  | 'chatId'
  | 'messageId'
  | 'priority'
  | 'recipient'
  | 'attempts'
  | 'queuedAt'
  | 'startedAt'
  | 'completedAt'
  | 'deliveredAt'
  | 'readAt'
  | 'playedAt'
  | 'nextAttemptAt'
  | 'failure'
>;

type Change<T> = { [K in keyof T]?: T[K] };

const jobChange = ({ attempts, deliveredAt }: JobTold, fact: Recorded): Change<JobTold> => {
  switch (fact.type) {
    case 'job.started':
      return { status: 'active', attempts: fact.data.attempt, startedAt: fact.at, nextAttemptAt: null };
    case 'job.validated':
      return { recipient: fact.data.chat };
    case 'job.completed':
      return { status: 'completed', completedAt: fact.at, nextAttemptAt: null, failure: null };
    case 'job.failed':
      return { status: 'retrying', nextAttemptAt: fact.data.retryAt, failure: fact.data.failure };
    case 'job.abandoned':
    case 'job.expired':
      return { status: 'failed', nextAttemptAt: null, failure: fact.data.failure };
    case 'job.interrupted':
      return { status: 'waiting', attempts: attempts - 1 };
    case 'job.retried':
      return {
        status: 'waiting',
        dismissed: false,
        startedAt: null,
        failure: null,
      };
    case 'job.approved':
      return { status: 'waiting', nextAttemptAt: fact.data.notBefore ?? null };
    case 'job.cancelled':
    case 'job.rejected':
      return { status: 'cancelled', nextAttemptAt: null };
    case 'job.dismissed':
      return { dismissed: true };
    case 'job.delivered':
      return { deliveredAt: Math.min(deliveredAt ?? Number.POSITIVE_INFINITY, fact.data.deliveredAt) };
    case 'job.read': {
      const { readAt } = fact.data;
      return { readAt, deliveredAt: Math.min(deliveredAt ?? Number.POSITIVE_INFINITY, readAt) };
    }
    case 'job.played':
      return { playedAt: fact.data.playedAt };
    default:
      return {};
  }
};

/** Null before the first fact. */
export const jobTold = ([first, ...others]: readonly Recorded[]): JobTold | null => {
  const isDraft = first?.type === 'job.drafted';
  if (!isDraft && first?.type !== 'job.queued') return null;
  const { session, chat, messageId, priority, notBefore } = first.data;
  const queued: JobTold = {
    status: isDraft ? 'draft' : 'waiting',
    dismissed: false,
    session,
    chatId: chat,
    messageId,
    priority,
    recipient: null,
    attempts: 0,
    queuedAt: first.at,
    startedAt: null,
    completedAt: null,
    deliveredAt: null,
    readAt: null,
    playedAt: null,
    nextAttemptAt: isDraft ? null : (notBefore ?? null),
    failure: null,
  };
  return others.reduce((told, fact) => ({ ...told, ...jobChange(told, fact) }), queued);
};

type SessionTold = Pick<SessionView, 'state' | 'since' | 'account' | 'restarts' | 'reason' | 'lastDisconnect'>;

const CRASHED = 'the process ended without closing the connection';

const sessionChange = ({ state, restarts }: SessionTold, fact: Recorded): Change<SessionTold> => {
  const ended = (code: number | null, reason: string, cause: 'proxy' | null = null) => ({
    lastDisconnect: { code, reason, cause, at: fact.at },
  });
  switch (fact.type) {
    case 'session.started':
      return { reason: null, restarts: state === 'restart' ? restarts : 0 };
    case 'session.qr_expired':
      return { reason: 'qr_expired' };
    case 'session.paired':
    case 'session.opened':
      return { account: fact.data.account };
    case 'session.closed':
      return { restarts: fact.data.restarts, ...ended(fact.data.code, fact.data.reason, fact.data.cause) };
    case 'session.interrupted':
      return ended(null, CRASHED);
    case 'session.stopped':
      return { reason: fact.data.reason };
    case 'session.logged_out':
      return { reason: fact.data.reason, account: null, ...ended(null, fact.data.reason) };
    case 'session.halted':
      return { reason: fact.data.reason, ...ended(fact.data.code, fact.data.detail) };
    default:
      return {};
  }
};

/** Null before the first fact. */
export const sessionTold = (facts: readonly Recorded[]): SessionTold | null => {
  const born: SessionTold = {
    state: 'stopped',
    since: 0,
    account: null,
    restarts: 0,
    reason: null,
    lastDisconnect: null,
  };
  const told = facts.reduce((before, fact) => {
    const state = fact.to ?? '';
    const since = before.since > 0 && state === before.state ? before.since : fact.at;
    return { ...before, ...sessionChange(before, fact), state, since };
  }, born);
  return facts.length > 0 ? told : null;
};
