/**
 * Facts about one conversation of a session: what came in, and what became of it.
 *
 * A fact holds ids, kinds, numbers and times. What was said, the sender's own name, what a message quotes, where its
 * file is and how it is encrypted are contents beside the fact, so that they can be erased. Times in `sentAt` are
 * WhatsApp's own; a fact's `at` is when it was recorded.
 */
import * as v from 'valibot';
import { ConversationId } from '../../kernel/ids.ts';
import { MediaId, MediaKind } from '../../messages/media.ts';
import { MessageRef } from '../../messages/refs.ts';
import { BesideRef, ContentRef } from './job.ts';
import { Count, Millis } from './words.ts';

/**
 * How a message came: while the session was connected, from what WhatsApp kept during an outage, from the account's own
 * phone, or from the history that a phone hands over.
 */
export const MESSAGE_SOURCES = ['live', 'offline', 'phone', 'history'] as const;
export type MessageSource = (typeof MESSAGE_SOURCES)[number];

/** Why a message has no content: it could not be decrypted, or WhatsApp keeps its content from linked devices. */
export const UNREAD_KINDS = ['undecryptable', 'withheld'] as const;
export type UnreadKind = (typeof UNREAD_KINDS)[number];

/** A code, such as `missing_keys`. */
const Reason = v.pipe(v.string(), v.regex(/^[a-z][a-z_]{0,39}$/));

/** The part of a fact that tells its message. */
const said = {
  /** Left out for a kind that this Waybill does not know. */
  content: v.optional(ContentRef),
  /** A content of kind `raw`: the message as WhatsApp encoded it, for a version that knows its kind. */
  raw: v.optional(BesideRef),
  /** A content of kind `heard`: the sender's own name, what is quoted, the ad that led here. */
  heard: v.optional(BesideRef),
  /** A content of kind `remote`: where WhatsApp keeps the file, its key and its hashes. */
  remote: v.optional(BesideRef),
  /** The file of the message, under the id that Waybill gave it, and what the sender says of it. */
  media: v.optional(
    v.strictObject({
      id: MediaId,
      kind: MediaKind,
      mimetype: v.string(),
      /** In bytes; null if the sender does not say. */
      size: v.nullable(Count),
      width: v.optional(Count),
      height: v.optional(Count),
      seconds: v.optional(v.number()),
    }),
  ),
  /** The message of this conversation that it answers. */
  replyTo: v.optional(MessageRef),
  mentions: v.optional(v.array(ConversationId)),
  mentionsAll: v.optional(v.literal(true)),
  /** How often it was passed on before; left out if it was not. */
  forwarded: v.optional(Count),
  /** It can be opened once. */
  viewOnce: v.optional(v.literal(true)),
  /** The sender lets it disappear after so many seconds. */
  disappearsAfter: v.optional(Count),
} as const;

/** A change is a message too, with an id of its own. That id is claimed, not the id of the changed message. */
const change = {
  changeId: MessageRef,
  /** It could not be read at first, and is on record as a message too, without a content. */
  repaired: v.optional(v.literal(true)),
} as const;

/** Who did it, and their other address if WhatsApp told it: of number and hidden id, one may be new. */
const author = {
  /** `out` for what the account itself did, on its phone or on another linked device. */
  direction: v.picklist(['in', 'out']),
  by: ConversationId,
  byOther: v.optional(ConversationId),
} as const;

/** Where a chat was changed: by a caller, or on the account's phone or another of its linked devices. */
const source = v.picklist(['api', 'phone']);

export const ChatFact = v.variant('type', [
  v.strictObject({
    type: v.literal('message.received'),
    messageId: MessageRef,
    source: v.picklist(MESSAGE_SOURCES),
    ...author,
    /** The other address of the conversation, if WhatsApp told it. */
    chatOther: v.optional(ConversationId),
    sentAt: Millis,
    /** Why there is nothing to read; left out for a message that was read. */
    unread: v.optional(v.strictObject({ kind: v.picklist(UNREAD_KINDS), reason: Reason })),
    ...said,
  }),
  /** A message that could not be read was sent again, and is read now. */
  v.strictObject({ type: v.literal('message.repaired'), messageId: MessageRef, sentAt: Millis, ...said }),
  /** New words for a message; the content beside is the whole message as it is now. */
  v.strictObject({
    type: v.literal('message.edited'),
    messageId: MessageRef,
    ...change,
    ...author,
    sentAt: Millis,
    ...said,
  }),
  /** A message was taken back, by its author or by an admin of the group. */
  v.strictObject({
    type: v.literal('message.deleted'),
    messageId: MessageRef,
    ...change,
    ...author,
    sentAt: Millis,
  }),
  /** An emoji on a message, which is a content of kind `reaction`; an empty one takes it back. */
  v.strictObject({
    type: v.literal('message.reacted'),
    messageId: MessageRef,
    ...change,
    ...author,
    sentAt: Millis,
    content: ContentRef,
  }),
  /** The choice of one voter, whole: it replaces their earlier one. */
  v.strictObject({
    type: v.literal('poll.voted'),
    messageId: MessageRef,
    ...change,
    ...author,
    sentAt: Millis,
    /** A content of kind `vote`. */
    vote: BesideRef,
  }),
  /** The account has read the conversation up to a message: here, or on its phone. */
  v.strictObject({
    type: v.literal('chat.read'),
    upTo: MessageRef,
    source: v.picklist(['api', 'phone', 'auto']),
  }),
  v.strictObject({ type: v.literal('chat.marked_unread'), source }),
  v.strictObject({ type: v.literal('chat.archived'), source }),
  v.strictObject({ type: v.literal('chat.unarchived'), source }),
  v.strictObject({ type: v.literal('chat.pinned'), source }),
  v.strictObject({ type: v.literal('chat.unpinned'), source }),
  /** `until` is null for a chat that stays muted until it is unmuted. */
  v.strictObject({ type: v.literal('chat.muted'), until: v.nullable(Millis), source }),
  v.strictObject({ type: v.literal('chat.unmuted'), source }),
  /** How long messages of the chat stay from now on: so many seconds, or for ever if 0. */
  v.strictObject({
    type: v.literal('chat.timer_set'),
    seconds: Count,
    source: v.picklist(['api', 'phone', 'contact']),
    /** The id of the message that told it; left out for a timer that was set here. */
    changeId: v.optional(MessageRef),
    /** It could not be read at first, and is on record as a message too, without a content. */
    repaired: v.optional(v.literal(true)),
  }),
]);
export type ChatFact = v.InferOutput<typeof ChatFact>;
