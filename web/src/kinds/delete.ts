import { type KindWords, MESSAGE_ID, sameNames } from './kind.ts';

/** `delete` is a word of the language. */
export const deletion: KindWords<'delete'> = {
  word: 'Deletion',
  icon: 'trash',
  preview: () => 'Deletion',
  fields: [{ ...MESSAGE_ID, hint: 'It is taken back for everyone' }],
  memberOf: ({ messageId = '' }) => ({ messageId: messageId.trim() }),
  valuesOf: sameNames,
};
