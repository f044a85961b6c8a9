import type { ReactionContent } from '../../../messages/reaction.ts';
import type { Encoder } from './kind.ts';

/** An emoji on another message. */
export const reaction: Encoder<ReactionContent> = {
  speaks: false,
  message: ({ messageId, emoji }, { keyOf, now }) => ({
    reactionMessage: { key: keyOf(messageId), text: emoji, senderTimestampMs: now() },
  }),
};
