import { type KindWords, MESSAGE_ID, sameNames } from './kind.ts';

export const forward: KindWords<'forward'> = {
  word: 'Forward',
  icon: 'forward',
  preview: () => 'Forward',
  fields: [{ ...MESSAGE_ID, hint: 'The message that is passed on, of any chat' }],
  memberOf: ({ messageId = '' }) => ({ messageId: messageId.trim() }),
  valuesOf: sameNames,
};
