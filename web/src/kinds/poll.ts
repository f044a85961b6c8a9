import { type KindWords, linesOf } from './kind.ts';

const OPTIONS_MIN = 2;
const OPTIONS_MAX = 12;

const wrongOptions = (text: string): string | null => {
  const options = linesOf(text);
  if (options.length < OPTIONS_MIN || options.length > OPTIONS_MAX) {
    return `A poll has ${OPTIONS_MIN} to ${OPTIONS_MAX} options, one on each line.`;
  }
  return new Set(options).size === options.length ? null : 'Two options are the same.';
};

export const poll: KindWords<'poll'> = {
  word: 'Poll',
  icon: 'poll',
  preview: ({ question }) => question,
  fields: [
    { name: 'question', label: 'Question', input: 'line', missing: 'What is the question?' },
    {
      name: 'options',
      label: 'Options',
      input: 'text',
      missing: 'What can be chosen?',
      hint: 'One on each line',
      wrong: wrongOptions,
    },
    { name: 'several', label: 'Several may be chosen', input: 'switch' },
  ],
  memberOf: ({ question = '', options = '', several }) => ({
    question: question.trim(),
    options: [...linesOf(options)],
    ...(several === 'yes' ? { selectable: 0 } : {}),
  }),
  valuesOf: ({ question, options, selectable }) => ({
    question,
    options: options.join('\n'),
    several: selectable === 1 ? '' : 'yes',
  }),
};
