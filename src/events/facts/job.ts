/** Facts about one outgoing message. Written once, never edited: a new shape is a new schema version and an upcaster. */
import * as v from 'valibot';
import { CONTENT_KINDS } from '../../messages/content.ts';
import { ChatId, ContentId, MessageId, SessionId } from '../../kernel/ids.ts';
import { Failure } from './failure.ts';
import { Count, From, Millis, Priority } from './words.ts';

/** The states of a job, as the log writes them. */
export const JOB_STATES = [
  'waiting',
  'active.validating',
  'active.sending',
  'retrying',
  'completed.acknowledged',
  'completed.delivered',
  'completed.read',
  'failed',
  'cancelled',
  'dismissed',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What a job is to people: `active.validating` and `active.sending` are both `active`. */
export const STATUSES = ['waiting', 'active', 'retrying', 'completed', 'failed', 'cancelled', 'dismissed'] as const;
export type StoredStatus = (typeof STATUSES)[number];

const STATUS_OF: Readonly<Record<JobState, StoredStatus>> = {
  waiting: 'waiting',
  'active.validating': 'active',
  'active.sending': 'active',
  retrying: 'retrying',
  'completed.acknowledged': 'completed',
  'completed.delivered': 'completed',
  'completed.read': 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  dismissed: 'dismissed',
};

export const statusOf = (state: JobState): StoredStatus => STATUS_OF[state];

/** Whether a job in this state is in hand. */
export const isInHand = (state: string | null): boolean => state === 'active.validating' || state === 'active.sending';

/** How a fact names content that is kept beside it: erasing the content, and the salt with it, leaves a digest that nobody can guess from. */
const ContentRef = v.strictObject({
  kind: v.picklist(CONTENT_KINDS),
  digest: ContentId,
});
export type ContentRef = v.InferOutput<typeof ContentRef>;

export const JobFact = v.variant('type', [
  v.strictObject({
    type: v.literal('job.queued'),
    session: SessionId,
    chat: ChatId,
    content: ContentRef,
    messageId: MessageId,
    priority: Priority,
    /** Not dispatched before this time; left out for at once. */
    notBefore: v.optional(Millis),
    /**
     * The caller's `Idempotency-Key` (as SHA-256, with its user and session) and a digest of what was asked with it, under
     * the salt of the content. Left out where there was no key.
     */
    idempotency: v.optional(v.strictObject({ key: v.string(), digest: v.string() })),
  }),
  /** `attempt` counts all attempts of the job; in facts of version 1 those since it was last tried again by hand. */
  v.strictObject({ type: v.literal('job.started'), attempt: Count }),
  /** `chat` is the address that WhatsApp answered, which may differ from the one that was asked. */
  v.strictObject({ type: v.literal('job.validated'), chat: ChatId }),
  v.strictObject({ type: v.literal('job.completed') }),
  v.strictObject({ type: v.literal('job.failed'), attempt: Count, failure: Failure, retryAt: Millis }),
  v.strictObject({ type: v.literal('job.abandoned'), attempt: Count, failure: Failure }),
  /**
   * The process died, or the socket went before anything was written: the attempt does not count. `attempts` is the number
   * of those that do; null in facts of version 1, where it is one less than before.
   */
  v.strictObject({ type: v.literal('job.interrupted'), attempts: v.nullable(Count) }),
  /** The ladder of waits starts again; `attempts` were made before it, and go on counting. Version 1 began again at 0. */
  v.strictObject({ type: v.literal('job.retried'), attempts: Count, from: From }),
  v.strictObject({ type: v.literal('job.cancelled'), from: From }),
  v.strictObject({ type: v.literal('job.dismissed'), from: From }),
  /** Times are WhatsApp's own. */
  v.strictObject({ type: v.literal('job.delivered'), deliveredAt: Millis }),
  v.strictObject({ type: v.literal('job.read'), readAt: Millis }),
]);
export type JobFact = v.InferOutput<typeof JobFact>;
