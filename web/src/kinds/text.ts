import { type KindWords, upTo } from './kind.ts';

export const TEXT_MAX = 65_536;
const LIMIT = upTo(TEXT_MAX);

export const text: KindWords<'text'> = {
  word: 'Text',
  icon: 'envelope',
  preview: ({ body }) => body,
  fields: [
    {
      name: 'body',
      label: 'Message',
      input: 'text',
      missing: 'What is the message?',
      hint: LIMIT.hint,
      wrong: (body) => LIMIT.wrong(body) && `A message has at most ${TEXT_MAX.toLocaleString('en')} characters.`,
    },
  ],
  // The blanks around a text are part of it.
  memberOf: ({ body = '' }) => ({ body }),
  valuesOf: ({ body }) => ({ body }),
};
