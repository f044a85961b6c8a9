/** The pages and the documents describe facts and failures in the words of `src/story`. */
import { expect, test } from 'vitest';
import { catalogue, type FactType } from '../../src/events/facts/catalogue.ts';
import { FAILURE_WORDS, HALT_WORDS } from '../../src/story/failure-words.ts';
import { FACT_WORDS } from '../../src/story/fact-words.ts';
import { HOLD_WORDS } from '../../src/story/hold-words.ts';

/** To regenerate it: npx vitest run test/web/words-file --update */
const KEPT = '../../web/src/api/words.ts';

const constant = (name: string, type: string, value: object): string =>
  `export const ${name}: Readonly<Record<string, ${type}>> = ${JSON.stringify(value, null, 2)};\n`;

const says = Object.fromEntries(Object.entries(FACT_WORDS).map(([type, words]) => [type, words.says]));

/** What only the page of errors has room for is left out. */
const short = (words: Readonly<Record<string, { readonly more?: string }>>): object =>
  Object.fromEntries(
    Object.entries(words).map(([code, all]) => {
      const { more: _, ...others } = all;
      return [code, others];
    }),
  );

const file = `/** Written by test/web/words-file.test.ts from src/story; change the words there. */

/** By type of fact; values stand in braces, as src/story/fact-words.ts explains. */
${constant('FACT_WORDS', 'string', says)}
interface FailureWords {
  readonly because: string;
  readonly advice: string;
  readonly way: 'retry' | 'resend' | 'none';
}

/** By failure code: how it goes on after "because", what to do, and what can help. */
${constant('FAILURE_WORDS', 'FailureWords', short(FAILURE_WORDS))}
interface HaltWords {
  readonly happened: string;
  readonly advice: string;
}

/** By reason of a halted session: what happened, and what to do. */
${constant('HALT_WORDS', 'HaltWords', short(HALT_WORDS))}
interface HoldWords {
  readonly now: string;
  readonly past: string;
}

/** By reason of a hold: the words while it lasts, and afterwards. */
${constant('HOLD_WORDS', 'HoldWords', HOLD_WORDS)}`;

test('the words of the pages are those of src/story', async () => {
  await expect(file).toMatchFileSnapshot(KEPT);
});

const PLACES = /\{([\w.]+)(?:\|[\w:]+)?\}/g;
const SUBJECTS: ReadonlySet<string> = new Set(['subject', 'user']);

test.each(Object.keys(FACT_WORDS) as FactType[])('the words of %s name only what such a fact has', (type) => {
  const { entries } = catalogue.get(type) as unknown as { entries: Readonly<Record<string, unknown>> };
  const named = [...FACT_WORDS[type].says.matchAll(PLACES)].map(([, path = '']) => path.split('.', 1)[0] ?? '');
  expect(named.filter((name) => !SUBJECTS.has(name) && !(name in entries))).toEqual([]);
});
