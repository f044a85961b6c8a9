/** The policy of a job: its answer to a command. Legality is the machine's. */
import { type Failure, type FailureCode, failure } from '../events/facts/failure.ts';
import type { ContentRef, Idempotency, JobFact, ReceiptOf } from '../events/facts/job.ts';
import type { Millis } from '../kernel/clock.ts';
import { type ChatId, isManyPeople, type SessionId } from '../kernel/ids.ts';
import { ok, type Refusal, type RefusalCode, type Result, refuse } from '../kernel/result.ts';
import type { Job, JobContext } from './job.machine.ts';
import {
  decideDraft,
  type DraftCommand,
  draftExpired,
  isOverdue,
  isUnapproved,
  neverApproved,
} from './draft.decide.ts';
import { newReceipts, reached } from './receipts.ts';
import { nextRetry, type RetryPolicy } from './retry.ts';

export type JobCommand =
  | ({ readonly type: 'queue' } & Omit<Extract<JobFact, { type: 'job.queued' }>, 'type'>)
  | DraftCommand
  /** `recipient` is the address that WhatsApp answered for the chat; null if WhatsApp has to be asked. */
  | { readonly type: 'start'; readonly recipient: ChatId | null }
  | { readonly type: 'recordRegistered'; readonly chatId: ChatId }
  /** `recipients` is the number of people to whom it went, in a chat of several. */
  | { readonly type: 'recordAcknowledged'; readonly recipients?: number }
  /** `written` says whether any part of the message may have reached WhatsApp. */
  | { readonly type: 'recordFailure'; readonly failure: Failure; readonly written: boolean }
  /** `session` is the session that received the receipt. */
  | {
      readonly type: 'recordReceipt';
      readonly session: SessionId;
      readonly kind: 'delivered' | 'read' | 'played';
      readonly at: Millis;
    }
  /**
   * Receipts of people in a chat of several. `recipients` is the number of people to whom it would go now, for a message
   * whose acknowledgement was lost.
   */
  | {
      readonly type: 'recordReceipts';
      readonly session: SessionId;
      readonly chatId: ChatId;
      readonly receipts: readonly ReceiptOf[];
      readonly recipients: number;
    }
  /** New content for a message that no attempt has begun to send. */
  | { readonly type: 'edit'; readonly content: ContentRef; readonly idempotency?: Idempotency }
  /** Takes back a message that no attempt has begun to send. */
  | { readonly type: 'withdraw'; readonly idempotency?: Idempotency }
  /** The job of the message that it names has ended. `sent` is whether that message went out. */
  | { readonly type: 'recordReferredEnd'; readonly sent: boolean }
  | { readonly type: 'expire' }
  | { readonly type: 'interrupt' }
  | { readonly type: 'retry' }
  | { readonly type: 'cancel' }
  | { readonly type: 'dismiss' };

export interface JobEnvironment {
  readonly now: Millis;
  readonly policy: RetryPolicy;
}

export const decideJob = (job: Job, command: JobCommand, { now, policy }: JobEnvironment): Result<JobFact[]> => {
  const { attempts } = job.context;
  switch (command.type) {
    case 'queue':
      return ok([{ ...command, type: 'job.queued' }]);
    case 'draft':
    case 'approve':
    case 'reject':
      return decideDraft(job, command, now);
    case 'start':
      return ok(isExpired(job.context, now) ? [expired] : start(attempts + 1, command.recipient));
    case 'edit':
      return job.context.begun ? hasBegun() : ok([{ ...command, type: 'job.edited' }]);
    case 'withdraw':
      return job.context.begun ? hasBegun() : ok([{ ...command, type: 'job.cancelled' }]);
    case 'recordReferredEnd':
      return ok(referredEnd(job.context, command.sent));
    case 'expire':
      return ok(expire(job, now));
    case 'recordRegistered':
      return ok([{ type: 'job.validated', chat: command.chatId }]);
    case 'recordAcknowledged':
      return ok([completed(command.recipients)]);
    case 'recordFailure':
      return ok([failed(job.context, command, policy, now)]);
    case 'recordReceipt':
      return ok(receipt(job, command));
    case 'recordReceipts':
      return ok(receipts(job, command));
    case 'interrupt':
      return ok([interrupted(attempts)]);
    case 'retry':
      return isUnapproved(job.context) ? neverApproved() : ok([retried(job.context)]);
    case 'cancel':
      return ok([{ type: 'job.cancelled' }]);
    case 'dismiss':
      return ok([{ type: 'job.dismissed' }]);
  }
};

const hasBegun = (): Result<never> =>
  refuse('job.not_waiting', 'An attempt has begun, so WhatsApp may have the message.');

const expired: JobFact = {
  type: 'job.expired',
  failure: failure('expired', 'The message was not to be sent any more after its time.'),
};

const isExpired = ({ expiresAt }: JobContext, now: Millis): boolean => expiresAt !== null && expiresAt <= now;

const expire = (job: Job, now: Millis): JobFact[] => {
  if (job.matches('draft')) return isOverdue(job.context, now) ? [draftExpired] : [];
  return isExpired(job.context, now) && !hasEnded(job) ? [expired] : [];
};

/** In hand, or past every attempt: its time does not matter any more. */
const hasEnded = (job: Job): boolean => !job.matches('waiting') && !job.matches('retrying');

/** A reply goes without its quote; what changes another message has nothing to change. */
const referredEnd = ({ waits, refersTo, attempts }: JobContext, sent: boolean): JobFact[] => {
  if (!waits) return [];
  if (sent || refersTo === null) return [{ type: 'job.released', quoted: sent }];
  const gone = failure('message_gone', 'The message that this one refers to did not go out.');
  return [{ type: 'job.abandoned', attempt: attempts, failure: gone }];
};

/** What changes another message is never sent before it, and a reply that has not been released still waits. */
const retried = ({ attempts, refersTo, replyTo, waits }: JobContext): JobFact => {
  const waitsFor = refersTo ?? (waits ? replyTo : null);
  return { type: 'job.retried', attempts, ...(waitsFor === null ? {} : { waitsFor }) };
};

const start = (attempt: number, recipient: ChatId | null): JobFact[] => {
  const started: JobFact = { type: 'job.started', attempt };
  return recipient === null ? [started] : [started, { type: 'job.validated', chat: recipient }];
};

/** The current attempt does not count. */
const interrupted = (attempts: number): JobFact => ({ type: 'job.interrupted', attempts: attempts - 1 });

const failed = (
  { attempts: attempt, ladderFrom }: Pick<JobContext, 'attempts' | 'ladderFrom'>,
  { failure: why, written }: { failure: Failure; written: boolean },
  policy: RetryPolicy,
  now: Millis,
): JobFact => {
  if (why.code === 'session_closed' && !written) return interrupted(attempt);
  const retryAt = why.retryable ? nextRetry(attempt - ladderFrom, policy, now) : null;
  return retryAt === null
    ? { type: 'job.abandoned', attempt, failure: why }
    : { type: 'job.failed', attempt, failure: why, retryAt };
};

/** Failures after which the message may be with WhatsApp all the same. */
const MAY_HAVE_ARRIVED: readonly (FailureCode | undefined)[] = [
  'ack_timeout',
  'network_timeout',
  'session_closed',
  'expired',
];

/** Who has played a message has read it too. */
const receiptFacts = (
  job: Job,
  { kind, at }: Pick<Extract<JobCommand, { type: 'recordReceipt' }>, 'kind' | 'at'>,
): JobFact[] => {
  const { delivered, played } = job.context;
  switch (kind) {
    case 'delivered':
      return delivered ? [] : [{ type: 'job.delivered', deliveredAt: at }];
    case 'read':
      return [{ type: 'job.read', readAt: at }];
    case 'played': {
      const read: JobFact[] = job.matches({ completed: 'read' }) ? [] : [{ type: 'job.read', readAt: at }];
      return played ? [] : [...read, { type: 'job.played', playedAt: at }];
    }
  }
};

/**
 * A receipt proves that WhatsApp took the message, even if its acknowledgement was lost. The first receipt of each type
 * counts.
 */
const receipt = (job: Job, { session, kind, at }: Extract<JobCommand, { type: 'recordReceipt' }>): JobFact[] => {
  // Anybody who knows an id can send a receipt for it, to any account.
  if (session !== job.context.session) return [];
  // Here each receipt comes from one person (`recordReceipts`).
  if (isManyPeople(job.context.chatId) || isUnapproved(job.context)) return [];
  if (job.matches('failed') && !MAY_HAVE_ARRIVED.includes(job.context.failure?.code)) return [];
  const facts = receiptFacts(job, { kind, at });
  return job.matches('completed') ? facts : [{ type: 'job.completed' }, ...facts];
};

const completed = (recipients: number | undefined): JobFact => ({
  type: 'job.completed',
  ...(recipients === undefined ? {} : { recipients }),
});

/** Receipts of people in a chat of several. The message counts as delivered, or read, when that holds for all of them. */
const receipts = (job: Job, command: Extract<JobCommand, { type: 'recordReceipts' }>): JobFact[] => {
  const { context } = job;
  if (command.session !== context.session || command.chatId !== context.chatId) return [];
  if (isUnapproved(context)) return [];
  if (job.matches('failed') && !MAY_HAVE_ARRIVED.includes(context.failure?.code)) return [];
  const fresh = newReceipts(context, command.receipts);
  if (fresh.length === 0) return [];
  const isLate = !job.matches('completed');
  const recipients = isLate ? (context.audience?.length ?? command.recipients) : context.recipients;
  const first = isLate ? [completed(recipients ?? undefined)] : [];
  return [...first, { type: 'job.receipts', receipts: fresh }, ...reached(context, fresh, recipients)];
};

const refusals: Record<JobFact['type'], [RefusalCode, string]> = {
  'job.queued': ['job.not_waiting', 'There is a job with this id already.'],
  'job.drafted': ['job.not_waiting', 'There is a job with this id already.'],
  'job.approved': ['job.not_draft', 'Only a draft can be approved, and this one no longer is: look at its job.'],
  'job.rejected': ['job.not_draft', 'Only a draft can be rejected, and this one no longer is: look at its job.'],
  'job.started': ['job.not_waiting', 'Only a waiting or retrying job can be started.'],
  'job.edited': ['job.not_waiting', 'Only a message that no attempt has begun to send can be edited.'],
  'job.released': ['job.not_waiting', 'Only a waiting job can be released.'],
  'job.expired': ['job.not_waiting', 'Only a draft or a waiting or retrying job can expire.'],
  'job.validated': ['job.not_active', 'Only a job in hand can be validated.'],
  'job.completed': ['job.not_active', 'Only a job that is not yet finished can be completed.'],
  'job.failed': ['job.not_active', 'Only a job in hand can fail.'],
  'job.abandoned': ['job.not_active', 'Only a job in hand can be given up.'],
  'job.interrupted': ['job.not_active', 'Only a job in hand can be interrupted.'],
  'job.retried': ['job.not_failed', 'Only a failed job can be tried again.'],
  'job.cancelled': [
    'job.not_waiting',
    'Only a draft or a waiting or retrying job can be cancelled; this one is in hand or finished.',
  ],
  'job.dismissed': ['job.not_failed', 'Only a failed job can be dismissed.'],
  'job.delivered': ['job.not_active', 'Only a completed job takes receipts.'],
  'job.receipts': ['job.not_active', 'Only a completed job takes receipts.'],
  'job.read': ['job.not_active', 'Only a completed job takes receipts.'],
  'job.played': ['job.not_active', 'Only a message that was read takes the receipt of playing it.'],
};

/** Why the job's state cannot take a fact. */
export const refuseJob = (fact: JobFact): Refusal => {
  const [code, detail] = refusals[fact.type];
  return { code, detail };
};
