import { type KindWords, MESSAGE_ID, sameNames } from './kind.ts';

export const reaction: KindWords<'reaction'> = {
  word: 'Reaction',
  icon: 'smile',
  preview: ({ emoji }) => (emoji === '' ? 'Reaction taken back' : emoji),
  fields: [
    MESSAGE_ID,
    { name: 'emoji', label: 'Emoji', input: 'line', hint: 'Left empty, it takes the reaction back', placeholder: '👍' },
  ],
  memberOf: ({ messageId = '', emoji = '' }) => ({ messageId: messageId.trim(), emoji: emoji.trim() }),
  valuesOf: sameNames,
};
