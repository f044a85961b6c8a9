/** Facts about one outgoing message. Written once, never edited: a new shape is a new schema version and an upcaster. */
import * as v from 'valibot';
import { ChatId, ContentId, MessageId, SessionId } from '../../kernel/ids.ts';
import { Failure } from './failure.ts';
import { Count, From, Millis, Priority } from './words.ts';

export const JobFact = v.variant('type', [
  v.strictObject({
    type: v.literal('job.queued'),
    session: SessionId,
    chat: ChatId,
    content: ContentId,
    messageId: MessageId,
    priority: Priority,
    /** Not dispatched before this time; null for at once. */
    notBefore: v.nullable(Millis),
    /** The caller's `Idempotency-Key` (as SHA-256, with its user) and the digest of the body it came with. */
    idempotency: v.nullable(v.strictObject({ key: v.string(), digest: v.string() })),
  }),
  v.strictObject({ type: v.literal('job.started'), attempt: Count }),
  /** `chat` is the address that WhatsApp answered, which may differ from the one that was asked. */
  v.strictObject({ type: v.literal('job.validated'), chat: ChatId }),
  v.strictObject({ type: v.literal('job.completed') }),
  v.strictObject({ type: v.literal('job.failed'), attempt: Count, failure: Failure, retryAt: Millis }),
  v.strictObject({ type: v.literal('job.abandoned'), attempt: Count, failure: Failure }),
  /** The process died, or the socket went before anything was written: the attempt does not count. */
  v.strictObject({ type: v.literal('job.interrupted') }),
  v.strictObject({ type: v.literal('job.retried'), from: From }),
  v.strictObject({ type: v.literal('job.cancelled'), from: From }),
  v.strictObject({ type: v.literal('job.dismissed'), from: From }),
  /** Times are WhatsApp's own. */
  v.strictObject({ type: v.literal('job.delivered'), deliveredAt: Millis }),
  v.strictObject({ type: v.literal('job.read'), readAt: Millis }),
]);
export type JobFact = v.InferOutput<typeof JobFact>;
