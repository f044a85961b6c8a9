/** Facts about one call of a session: that it came in, and how it ended. Waybill takes no call; it can reject one. */
import * as v from 'valibot';
import { ConversationId } from '../../kernel/ids.ts';
import { Count, From, Millis } from './words.ts';

/**
 * How a call ended: it was taken on another device of the account, rejected there or here, or nobody took it, which is
 * also what a caller who gives up leaves behind.
 */
export const CALL_OUTCOMES = ['accepted', 'rejected', 'missed'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

export const CallFact = v.variant('type', [
  v.strictObject({
    type: v.literal('call.received'),
    /** The conversation with the caller, or the group. */
    chat: ConversationId,
    /** Who calls, and their other address if WhatsApp told it. */
    by: ConversationId,
    byOther: v.optional(ConversationId),
    /** The device from which it comes; left out for the phone. */
    device: v.optional(Count),
    video: v.optional(v.literal(true)),
    /** It came while the session was not connected. */
    offline: v.optional(v.literal(true)),
    calledAt: Millis,
  }),
  v.strictObject({
    type: v.literal('call.ended'),
    outcome: v.picklist(CALL_OUTCOMES),
    endedAt: Millis,
    /** The person who rejected it here. */
    from: From,
  }),
]);
export type CallFact = v.InferOutput<typeof CallFact>;
