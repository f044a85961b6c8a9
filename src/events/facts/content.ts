/**
 * Facts about the erasure of what was said.
 *
 * A fact of a chat's stream erases one message; a fact of `content/<session>` erases what is too old, or what a person
 * said in several chats. What it erases goes in the commit that appends it, so that it cannot be on record without effect.
 */
import * as v from 'valibot';
import { ConversationId } from '../../kernel/ids.ts';
import { MediaId } from '../../messages/media.ts';
import { MessageRef } from '../../messages/refs.ts';
import { Count, From } from './words.ts';

export const ContentFact = v.variant('type', [
  v.strictObject({
    type: v.literal('content.erased'),
    /** Somebody asked for it, or it was older than contents are kept. */
    reason: v.picklist(['asked', 'retention']),
    /** Facts of the same session: nothing stands beside them any more. The first fact of an erased message is among them. */
    positions: v.array(Count),
    /** Answers to an erased message: what they quote, and the name of their sender, is gone. */
    quotes: v.optional(v.array(Count)),
    /** The message that somebody named. */
    messageId: v.optional(MessageRef),
    /** The person whom somebody named, by one of their addresses. */
    person: v.optional(ConversationId),
    /** Files that went with it. */
    media: v.optional(v.array(MediaId)),
    from: From,
  }),
]);
export type ContentFact = v.InferOutput<typeof ContentFact>;
