import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXIT_MEANINGS } from '../../src/cli/exits.ts';
import { FAILURES } from '../../src/events/facts/failure.ts';
import { HALT_REASONS } from '../../src/events/facts/session.ts';
import { PROBLEMS } from '../../src/http/contract/problem.ts';
import { FAILURE_WORDS, HALT_WORDS } from '../../src/story/failure-words.ts';
import { ROOT, sourceFiles } from '../tidy/source-files.ts';
import { holdsSections, table } from './marked.ts';

const FAULT = /new Fault\(\s*'([a-z]+\.[a-z_]+)'/g;

const faults = sourceFiles('src').flatMap(({ text }) => [...text.matchAll(FAULT)].map(([, code = '']) => code));

/** By the heading of their part of the page. */
const CODES: readonly (readonly [part: string, codes: readonly string[]])[] = [
  ['Refusals over HTTP', Object.keys(PROBLEMS)],
  ['Failures of a message', Object.keys(FAILURES)],
  ['Why a session waits for a person', HALT_REASONS],
  ['Faults', [...new Set(faults)]],
  ['How a command ends', Object.keys(EXIT_MEANINGS).map((exit) => `exit ${exit}`)],
];

const isRetried = (code: string): boolean => FAILURES[code as keyof typeof FAILURES];

const page = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');

/** The codes of a part, each with its paragraph. */
const paragraphsOf = (part: string): ReadonlyMap<string, string> => {
  const [, text = ''] = new RegExp(`^## ${part}$([^]*?)(?=^## |$(?![^]))`, 'm').exec(page) ?? [];
  const entries = text.split(/^### /m).slice(1);
  return new Map(
    entries.map((entry) => {
      const [heading = '', ...lines] = entry.split('\n');
      return [heading.replaceAll('`', ''), lines.join(' ').trim()];
    }),
  );
};

test.each(CODES)('docs/errors.md has a paragraph for each code, and for no other: %s', (part, codes) => {
  const paragraphs = paragraphsOf(part);
  expect(codes.length).toBeGreaterThan(5);
  expect([...paragraphs.keys()].toSorted()).toEqual([...codes].toSorted());
  for (const [code, text] of paragraphs) expect([code, text.length > 15]).toEqual([code, true]);
});

test('each refusal is told with the status that it has, each failure with whether it is tried again', () => {
  for (const [code, text] of paragraphsOf('Refusals over HTTP')) {
    expect([code, text.slice(0, 4)]).toEqual([code, `${PROBLEMS[code as keyof typeof PROBLEMS][0]}.`]);
  }
  for (const [code, text] of paragraphsOf('Failures of a message')) {
    expect([code, text.startsWith(isRetried(code) ? 'Tried again.' : 'For good')]).toEqual([code, true]);
  }
});

/** A sentence of these words, with a full stop where none ends it. */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const paragraph = (code: string, sentences: readonly (string | undefined)[]): string =>
  `### \`${code}\`\n${sentences.filter((text) => text !== undefined).join(' ')}`;

const failures = Object.entries(FAILURE_WORDS)
  .toSorted(([one], [other]) => Number(isRetried(other)) - Number(isRetried(one)) || (one < other ? -1 : 1))
  .map(([code, { because, advice, more }]) =>
    paragraph(code, [isRetried(code) ? 'Tried again.' : 'For good.', sentence(because), sentence(advice), more]),
  );

const halts = Object.entries(HALT_WORDS).map(([code, { happened, advice, more }]) =>
  paragraph(code, [sentence(happened), sentence(advice), more]),
);

test('its failures, halts and exit codes are those of the code; to write them: npx vitest run test/docs/errors --update', async () => {
  await holdsSections('docs/errors.md', {
    failures: failures.join('\n\n'),
    halts: halts.join('\n\n'),
    exits: table(['exit code', 'meaning'], Object.entries(EXIT_MEANINGS)),
  });
});
