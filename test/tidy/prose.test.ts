/**
 * Keeps a few words and openings out of comments, messages and documents. They are correct somewhere, but in this code
 * base they have always marked a sentence that needs a second reading. The list is short on purpose: a rule with false
 * alarms teaches people to write around it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, type SourceFile, sourceFiles } from './source-files.ts';

interface Rule {
  readonly pattern: RegExp;
  /** The replacement, as a failure shows it. */
  readonly instead: string;
}

const RULES: readonly Rule[] = [
  { pattern: /\banew\b/i, instead: 'write "again", or name the action: "rewrites", "restarts"' },
  { pattern: /whence/i, instead: 'name the origin: `recordsOrigin`' },
  { pattern: /\bwho(?:m|se)?(?:so)?ever\b/i, instead: 'name the subject: "the caller", "a client"' },
  {
    pattern: /(?<!\b(?:all|both|each|few|half|many|most|none|one|some|two|which) )\bof which\b/i,
    instead: 'write a second sentence',
  },
  { pattern: /\bis so no (?:more|longer)\b/i, instead: 'write "no longer is"' },
  { pattern: /, for (?:it|they|he|she|there) (?:is|are|was|were|may|has|have|does)\b/, instead: 'write "because"' },
  {
    pattern: /(?:^|\. |(?:\*|\/\/) )Th(?:at|ose) of (?:an?|the)\b/m,
    instead: 'repeat the noun that "that" or "those" stands for',
  },
  {
    pattern: /\/\*\*\s+(?:\* )?(?:Of|Whose|Whom) [a-z]/,
    instead: 'begin the comment with its subject',
  },
  {
    pattern: /\/\*\*\s+(?:\* )?What (?:is|was|are|were)\b/,
    instead: 'begin the comment with a noun: "the problem", "the pending messages"',
  },
];

const FOLDERS = ['src', 'web/src', 'packages', 'examples', 'test'] as const;
const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'] as const;

/** This file spells the words out, and the types of the pages are generated. */
const EXCEPT = ['test/tidy/prose.test.ts', 'web/src/api/schema.ts'];

/** Files with older sentences, which are still to be rewritten. A file leaves this list with its last hit. */
const OPEN: readonly string[] = [];

const markdownIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

const read = (path: string): SourceFile => ({ path, text: readFileSync(join(ROOT, path), 'utf8') });

const pages = [...PAGES, ...markdownIn('docs'), ...markdownIn('examples')].filter((path) =>
  existsSync(join(ROOT, path)),
);
const files = [...sourceFiles(...FOLDERS), ...pages.map(read)].filter(({ path }) => !EXCEPT.includes(path));

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const wordsIn = ({ path, text }: SourceFile): string[] =>
  RULES.flatMap(({ pattern, instead }) =>
    [...text.matchAll(new RegExp(pattern, `g${pattern.flags}`))].map(
      ({ index, 0: found }) => `${path}:${lineOf(text, index + found.length)}: "${found.trim()}": ${instead}`,
    ),
  );

test(`comments, messages and documents are plain English (${files.length} files)`, () => {
  expect(files.length).toBeGreaterThan(500);
  expect(pages.length).toBeGreaterThan(10);
  expect(files.filter(({ path }) => !OPEN.includes(path)).flatMap(wordsIn)).toEqual([]);
});

test.each([
  '// The page is written anew.',
  'const tellsWhence = true;',
  '/** Whoever appends waits for the commit. */',
  '// The keys, of which a copy is kept.',
  'The session is so no more.',
  '// The label is left out, for it may be a number.',
  '/**\n * Reads a page. That of the log comes first.\n */',
  '/** Of one chat the next takes the slot of the one before it. */',
  '/** Whose place each job takes. */',
  '/**\n * What is asked of a stream without an actor.\n */',
])('a violation is seen: %s', (text) => {
  expect(wordsIn({ path: 'src/planted.ts', text })).toHaveLength(1);
});

test.each([
  '// The keys, most of which do not exist.',
  '// Waits for it to end, and for those of the other queue.',
  '/** Who asked. */ const by = caller;',
  '// The fault and what is wrong with it.',
])('plain English passes: %s', (text) => {
  expect(wordsIn({ path: 'src/planted.ts', text })).toEqual([]);
});
