/** Facts about one outgoing message. Written once, never edited: a new shape is a new schema version and an upcaster. */
import * as v from 'valibot';
import { BESIDE_KINDS } from '../../messages/beside.ts';
import { CONTENT_KINDS } from '../../messages/content.ts';
import { MediaId } from '../../messages/media.ts';
import { MessageRef } from '../../messages/refs.ts';
import { ChatId, ContentId, MessageId, SessionId } from '../../kernel/ids.ts';
import { Failure } from './failure.ts';
import { Count, From, Millis, Priority } from './words.ts';

/** The states of a job, as the log records them. */
export const JOB_STATES = [
  'draft',
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

/** The status that people see: `active.validating` and `active.sending` are both `active`. */
export const STATUSES = [
  'draft',
  'waiting',
  'active',
  'retrying',
  'completed',
  'failed',
  'cancelled',
  'dismissed',
] as const;
export type StoredStatus = (typeof STATUSES)[number];

const STATUS_OF: Readonly<Record<JobState, StoredStatus>> = {
  draft: 'draft',
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

/** Whether a job in this state is active. */
export const isInHand = (state: string | null): boolean => state === 'active.validating' || state === 'active.sending';

/**
 * How a fact names content that is stored beside it. Erasing the content and its salt leaves a digest from which
 * nothing can be guessed.
 */
export const ContentRef = v.strictObject({
  /** One of `CONTENT_KINDS`, or a kind that a newer version knows: its fact is read like any other. */
  kind: v.pipe(
    v.string(),
    v.regex(/^[a-z][a-z_]{0,39}$/, 'Expected the name of a kind'),
    v.examples([...CONTENT_KINDS]),
  ),
  digest: ContentId,
});
export type ContentRef = v.InferOutput<typeof ContentRef>;

/** The same for content that is no message: the caller's own words, or what a file is. */
export const BesideRef = v.strictObject({
  kind: v.picklist(BESIDE_KINDS),
  digest: ContentId,
});
export type BesideRef = v.InferOutput<typeof BesideRef>;

/** The receipt of one of the people to whom a message went. */
export const ReceiptOf = v.strictObject({ by: ChatId, kind: v.picklist(['delivered', 'read', 'played']), at: Millis });
export type ReceiptOf = v.InferOutput<typeof ReceiptOf>;

/**
 * The caller's `Idempotency-Key` (as SHA-256, with its user and session) and a digest of the request body, salted with
 * the salt of the job's first content.
 */
export const Idempotency = v.strictObject({ key: v.string(), digest: v.string() });
export type Idempotency = v.InferOutput<typeof Idempotency>;

/** What a message is, as it was accepted. */
const accepted = {
  session: SessionId,
  chat: ChatId,
  content: ContentRef,
  messageId: MessageId,
  priority: Priority,
  /** The time before which the job is not dispatched; left out for at once. */
  notBefore: v.optional(Millis),
  /** Left out if there was no key. */
  idempotency: v.optional(Idempotency),
  /** The media whose bytes the content needs. */
  media: v.optional(v.array(MediaId)),
  /** The message of this chat that it answers. */
  replyTo: v.optional(MessageRef),
  /** The message that it changes, or answers with an emoji. */
  refersTo: v.optional(MessageRef),
  mentions: v.optional(v.array(ChatId)),
  mentionsAll: v.optional(v.literal(true)),
  /** The people who may see a status message. */
  audience: v.optional(v.array(ChatId)),
  /** The message of any chat whose content it copies. */
  passesOn: v.optional(MessageRef),
  /** It is marked as passed on. */
  forwarded: v.optional(v.literal(true)),
  /** The time after which it is not sent. */
  expiresAt: v.optional(Millis),
  /** The caller's own name for it. */
  clientRef: v.optional(v.string()),
  /** The recipient as it was written, where that is not the chat id. */
  to: v.optional(v.string()),
  /** The caller's own words, stored beside the fact after the content. */
  metadata: v.optional(BesideRef),
};

export const JobFact = v.variant('type', [
  v.strictObject({
    type: v.literal('job.queued'),
    ...accepted,
    /** It waits until the job of the message that it names has ended (`job.released`). */
    waits: v.optional(v.literal(true)),
  }),
  /** A message that is not sent until somebody approves it. */
  v.strictObject({
    type: v.literal('job.drafted'),
    ...accepted,
    /** The draft expires then: at `expiresAt`, or after the time that drafts have. */
    decideBy: Millis,
  }),
  /** Somebody let a draft go out; from here on the message waits like any other. */
  v.strictObject({
    type: v.literal('job.approved'),
    /** Left out if it goes out as it was drafted; else stored beside this fact. */
    content: v.optional(ContentRef),
    /** The media whose bytes the new content needs. */
    media: v.optional(v.array(MediaId)),
    /** The time before which it is not dispatched. Left out for at once, also where the time of the draft has passed. */
    notBefore: v.optional(Millis),
    /** The time after which it is not sent, if its client asked for one. */
    expiresAt: v.optional(Millis),
    /** The message whose job has to end first. */
    waitsFor: v.optional(MessageRef),
    from: From,
  }),
  /** Somebody refused a draft. The reason is stored beside this fact. */
  v.strictObject({ type: v.literal('job.rejected'), reason: v.optional(BesideRef), from: From }),
  /** The content of a message that no attempt has begun to send; the new one is stored beside this fact. */
  v.strictObject({
    type: v.literal('job.edited'),
    content: ContentRef,
    idempotency: v.optional(Idempotency),
    from: From,
  }),
  /** The job of the message that it names has ended. A reply whose message did not go out goes without its quote. */
  v.strictObject({ type: v.literal('job.released'), quoted: v.boolean() }),
  /** Its time was over before it could go out. */
  v.strictObject({ type: v.literal('job.expired'), failure: Failure }),
  /** `attempt` counts all attempts of the job; in version 1 it counts those since the last manual retry. */
  v.strictObject({ type: v.literal('job.started'), attempt: Count }),
  /** `chat` is the address that WhatsApp answered, which may differ from the requested one. */
  v.strictObject({ type: v.literal('job.validated'), chat: ChatId }),
  /** `recipients` is the number of people to whom it went, in a chat of several. */
  v.strictObject({ type: v.literal('job.completed'), recipients: v.optional(Count) }),
  v.strictObject({ type: v.literal('job.failed'), attempt: Count, failure: Failure, retryAt: Millis }),
  v.strictObject({ type: v.literal('job.abandoned'), attempt: Count, failure: Failure }),
  /**
   * The process died, or the socket closed before anything was written: the attempt does not count. `attempts` is the
   * number of attempts that do count. It is null in version 1, where it is one less than before.
   */
  v.strictObject({ type: v.literal('job.interrupted'), attempts: v.nullable(Count) }),
  /**
   * A manual retry: the retry ladder starts again. `attempts` were made before it and keep counting; version 1 reset
   * the count to 0.
   */
  v.strictObject({
    type: v.literal('job.retried'),
    attempts: Count,
    /** The message whose job has to end first. */
    waitsFor: v.optional(MessageRef),
    from: From,
  }),
  /** `idempotency` belongs to the request that deletes the message. */
  v.strictObject({ type: v.literal('job.cancelled'), idempotency: v.optional(Idempotency), from: From }),
  v.strictObject({ type: v.literal('job.dismissed'), from: From }),
  /** Receipts of some of the people in a chat of several. */
  v.strictObject({ type: v.literal('job.receipts'), receipts: v.array(ReceiptOf) }),
  /** Times are WhatsApp's own. In a chat of several people it is the time of the last one. */
  v.strictObject({ type: v.literal('job.delivered'), deliveredAt: Millis }),
  v.strictObject({ type: v.literal('job.read'), readAt: Millis }),
  /** A voice note, a video, or what can be seen once was opened. */
  v.strictObject({ type: v.literal('job.played'), playedAt: Millis }),
]);
export type JobFact = v.InferOutput<typeof JobFact>;
