/** A question with options to vote for. */
import * as v from 'valibot';
import { firstLine, type MessageKind, STANDS_ALONE, storedAsJson } from './kind.ts';
import { words } from './words.ts';

const QUESTION_MAX = 255;
const OPTION_MAX = 100;
const OPTIONS_MIN = 2;
const OPTIONS_MAX = 12;

const PollMember = v.pipe(
  v.strictObject({
    question: v.pipe(words(QUESTION_MAX), v.examples(['When may we deliver?'])),
    options: v.pipe(
      v.array(words(OPTION_MAX)),
      v.minLength(OPTIONS_MIN, `Expected at least ${OPTIONS_MIN} options`),
      v.maxLength(OPTIONS_MAX, `Expected at most ${OPTIONS_MAX} options`),
      v.check((options) => new Set(options).size === options.length, 'Expected options that are all different'),
      v.examples([['Today', 'Tomorrow']]),
    ),
    selectable: v.optional(
      v.pipe(
        v.number(),
        v.integer('Expected a whole number'),
        v.minValue(0, 'Expected at least 0'),
        v.maxValue(OPTIONS_MAX, `Expected at most ${OPTIONS_MAX}`),
        v.description('How many options one person may choose; 0 for any number.'),
      ),
      1,
    ),
  }),
  v.check(
    ({ options, selectable }) => selectable <= options.length,
    'Expected no more to select than there are options',
  ),
);

/** As it is stored: others may offer more options, or write them twice. */
export const PollContent = v.strictObject({
  kind: v.literal('poll'),
  question: v.string(),
  options: v.array(v.string()),
  selectable: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 1),
  /** Votes are encrypted with it: 32 bytes in base64. Empty if the poll came without one. Clients never see it. */
  secret: v.string(),
});
export type PollContent = v.InferOutput<typeof PollContent>;

export const poll: MessageKind<PollContent, typeof PollMember> = {
  ...STANDS_ALONE,
  ...storedAsJson<'poll', PollContent>('poll'),
  limits: {
    questionCharactersMax: QUESTION_MAX,
    optionCharactersMax: OPTION_MAX,
    optionsMin: OPTIONS_MIN,
    optionsMax: OPTIONS_MAX,
  },
  schema: PollContent,
  member: PollMember,
  of: (member, { secret }) => ({ ...member, kind: 'poll', secret }),
  shown: ({ question, options, selectable }) => ({ question, options, selectable }),
  textOf: () => null,
  preview: ({ question }) => firstLine(question),
};
