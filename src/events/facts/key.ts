/** Facts about API keys. No fact contains a secret or a name. */
import * as v from 'valibot';
import { SessionId } from '../../kernel/ids.ts';
import { Count, From, Millis } from './words.ts';

export const KeyFact = v.variant('type', [
  v.strictObject({
    type: v.literal('key.created'),
    scopes: v.array(v.string()),
    /** Null for all. */
    sessions: v.nullable(v.array(SessionId)),
    /** How many chats it is bound to; null for all. */
    chats: v.nullable(Count),
    expiresAt: v.nullable(Millis),
    from: From,
  }),
  /** The texts of before end at `overlapUntil`. */
  v.strictObject({ type: v.literal('key.rotated'), overlapUntil: Millis, from: From }),
  v.strictObject({ type: v.literal('key.revoked'), from: From }),
]);
export type KeyFact = v.InferOutput<typeof KeyFact>;
