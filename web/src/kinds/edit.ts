import { type KindWords, MESSAGE_ID, sameNames, upTo } from './kind.ts';
import { TEXT_MAX } from './text.ts';

export const edit: KindWords<'edit'> = {
  word: 'Edit',
  icon: 'pencil',
  preview: ({ text }) => text,
  fields: [
    MESSAGE_ID,
    { name: 'text', label: 'New text', input: 'text', missing: 'What shall it say?', ...upTo(TEXT_MAX) },
  ],
  memberOf: ({ messageId = '', text = '' }) => ({ messageId: messageId.trim(), text }),
  valuesOf: sameNames,
};
