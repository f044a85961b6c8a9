/** An emoji on another message. An empty one takes it back. */
import * as v from 'valibot';
import { firstLine, type MessageKind, storedAsJson, withoutKind } from './kind.ts';
import { MessageRef } from './refs.ts';

/** The longest emoji that people write, such as a family, has fewer UTF-16 units. */
const EMOJI_MAX = 32;

const ReactionMember = v.strictObject({
  messageId: MessageRef,
  emoji: v.pipe(
    v.string(),
    v.maxLength(EMOJI_MAX, 'Expected one emoji'),
    v.check(
      (text) => text === '' || (isEmoji(text) && graphemes(text) === 1),
      'Expected one emoji, or an empty text to take it back',
    ),
    v.examples(['👍']),
  ),
});

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemes = (text: string): number => [...segmenter.segment(text)].length;
const isEmoji = (text: string): boolean => /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(text);

/** As it is stored: others may send several, or a word. */
export const ReactionContent = v.strictObject({
  kind: v.literal('reaction'),
  messageId: MessageRef,
  emoji: v.string(),
});
export type ReactionContent = v.InferOutput<typeof ReactionContent>;

export const reaction: MessageKind<ReactionContent, typeof ReactionMember> = {
  ...storedAsJson<'reaction', ReactionContent>('reaction'),
  limits: { charactersMax: EMOJI_MAX },
  schema: ReactionContent,
  member: ReactionMember,
  of: (member) => ({ ...member, kind: 'reaction' }),
  shown: withoutKind,
  textOf: () => null,
  preview: ({ emoji }) => (emoji === '' ? 'Reaction taken back' : firstLine(emoji)),
  mediaOf: () => [],
  refersTo: ({ messageId }) => messageId,
};
