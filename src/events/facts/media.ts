/**
 * Facts about one file: an upload, one that a message names by its address, or one that came in with a message.
 *
 * The hash and the name of a file, and the place that it comes from, are beside the facts, so that they can be erased.
 * Only files that came in have states of a machine: `media.awaited` is their first fact.
 */
import * as v from 'valibot';
import { ConversationId } from '../../kernel/ids.ts';
import { Form, FORMS, MediaId, MediaKind } from '../../messages/media.ts';
import { MessageRef } from '../../messages/refs.ts';
import { BesideRef } from './job.ts';
import { Count, From, Millis } from './words.ts';

export const MEDIA_STATES = ['pending', 'stored', 'failed', 'expired', 'withheld', 'skipped'] as const;
export type MediaState = (typeof MEDIA_STATES)[number];

/**
 * Why a file did not come: the host could not be reached, took too long, answered another status, or has it no more; the
 * bytes are not those of the message; the session is not connected, or the phone did not upload the file again; or the
 * file could not be stored here.
 */
export const MEDIA_FAILURES = [
  'unreachable',
  'timeout',
  'refused',
  'gone',
  'damaged',
  'not_connected',
  'no_answer',
  'not_stored',
] as const;
export type MediaFailure = (typeof MEDIA_FAILURES)[number];

export const MediaFact = v.variant('type', [
  /** A message names an address, which its first attempt fetches. `media.stored` follows once its bytes are on disk. */
  v.strictObject({
    type: v.literal('media.requested'),
    /** A content of kind `address`. */
    address: BesideRef,
    /** How the message uses the file, which decides what it is converted to. */
    use: v.picklist([...FORMS, 'document']),
    from: From,
  }),
  /** A message came in with this file, which WhatsApp keeps. The message's own fact has its place beside it. */
  v.strictObject({
    type: v.literal('media.awaited'),
    chat: ConversationId,
    messageId: MessageRef,
    kind: MediaKind,
    /** In bytes, as the sender says; null if the sender does not. */
    size: v.nullable(Count),
    /** A client asks for it, whatever its size. */
    asked: v.optional(v.literal(true)),
    from: From,
  }),
  v.strictObject({
    type: v.literal('media.failed'),
    /** 1, 2, … since it was last asked for. */
    attempt: Count,
    reason: v.picklist(MEDIA_FAILURES),
    /** What the host answered, if it answered. */
    status: v.optional(Count),
    /** Null if it is tried again only when somebody asks. */
    retryAt: v.nullable(Millis),
  }),
  /** The next attempt is due, or a client asks again. */
  v.strictObject({ type: v.literal('media.retried'), asked: v.optional(v.literal(true)), from: From }),
  /** The phone has uploaded the file again. */
  v.strictObject({
    type: v.literal('media.relocated'),
    /** A content of kind `remote`. */
    remote: BesideRef,
  }),
  /** The file is larger than what is fetched without being asked for. */
  v.strictObject({ type: v.literal('media.skipped'), limit: Count }),
  /** WhatsApp keeps the file from linked devices. */
  v.strictObject({ type: v.literal('media.withheld') }),
  v.strictObject({
    type: v.literal('media.stored'),
    /** A content of kind `file`. */
    file: BesideRef,
    /** In bytes. */
    size: Count,
    mimetype: v.string(),
    kind: MediaKind,
    width: v.optional(Count),
    height: v.optional(Count),
    seconds: v.optional(v.number()),
    origin: v.picklist(['upload', 'address', 'data', 'conversion', 'received']),
    /** The media that it was made from, and what for. */
    of: v.optional(MediaId),
    form: v.optional(Form),
    from: From,
  }),
  /** `gone`: WhatsApp has the file no more, and neither has the sender's phone. */
  v.strictObject({
    type: v.literal('media.expired'),
    reason: v.picklist(['retention', 'deleted', 'gone']),
    from: From,
  }),
]);
export type MediaFact = v.InferOutput<typeof MediaFact>;
