import type { ReactionContent } from '../../../messages/reaction.ts';
import type { Reacted } from '../../heard.ts';
import type { Decoder, Encoder } from './kind.ts';
import { refOf } from './refs.ts';
import { storable } from './words.ts';

/** An emoji on another message. */
export const reaction: Encoder<ReactionContent> = {
  speaks: false,
  message: ({ messageId, emoji }, { keyOf, now }) => ({
    reactionMessage: { key: keyOf(messageId), text: emoji, senderTimestampMs: now() },
  }),
};

export const reactionIn: Decoder<Reacted> = {
  reactionMessage({ key, text }) {
    const messageId = refOf(key);
    return messageId === null ? null : { type: 'reacted', messageId, emoji: storable(text) };
  },
};
