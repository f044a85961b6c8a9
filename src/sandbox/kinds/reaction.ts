import type { PhoneKind } from './kind.ts';
import type { ShownOf } from './shown.ts';

export const reaction: PhoneKind<ShownOf<'reaction'>> = {
  read: ({ reactionMessage }) =>
    reactionMessage ? { kind: 'reaction', to: reactionMessage.key?.id ?? '', emoji: reactionMessage.text ?? '' } : null,
  write: ({ to, emoji }, { keyOf, at }) => ({
    reactionMessage: { key: keyOf(to), text: emoji, senderTimestampMs: at * 1000 },
  }),
  marks: () => ({ type: 'reaction' }),
};
