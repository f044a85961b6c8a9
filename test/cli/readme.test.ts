import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { EXIT_MEANINGS } from '../../src/cli/exits.ts';
import { variableNames, variables } from '../../src/config/variables.ts';
import { TEST_NUMBERS } from '../../src/sandbox/test-numbers.ts';
import { code, holdsSections, table } from '../docs/marked.ts';
import { ROOT } from '../tidy/source-files.ts';

test('the settings, commands and exits of docs/operating.md are those of the code; to regenerate them: npx vitest run readme --update', async () => {
  await holdsSections('docs/operating.md', {
    configuration: table(
      ['variable', 'meaning (default)'],
      variableNames.map((name) => {
        const { meaning, unset } = variables[name];
        return [code(name), unset === '' ? meaning : `${meaning} (${unset})`];
      }),
    ),
    commands: table(
      ['command', 'does'],
      commands.map(({ name, summary }) => [code(name), summary]),
    ),
    exits: table(['exit code', 'meaning'], Object.entries(EXIT_MEANINGS)),
  });
});

test('the numbers of docs/quick-start.md are those of the sandbox; to regenerate them: npx vitest run readme --update', async () => {
  const rows = TEST_NUMBERS.map(({ digits, sentence }) => [code(digits), sentence]);
  await holdsSections('docs/quick-start.md', { numbers: table(['ends with', 'behaves'], rows) });
});

const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'examples/README.md'];

const pages = [
  ...PAGES,
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The anchors that GitHub generates for headings. */
const anchorsIn = (page: string): string[] =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );

/** Whether a link within the site leads nowhere; it is resolved from its page. */
const isBroken = (page: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#', 2);
  const target = path === '' ? page : join(dirname(page), path);
  return !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsIn(target).includes(anchor));
};

test.each(pages)('no link of %s leads nowhere', (page) => {
  const links = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:)([^)\s]+)\)/g)];
  expect(links.map(([, link = '']) => link).filter((link) => isBroken(page, link))).toEqual([]);
});

const inRepository = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });

/** Paths among the words of code on a page: `src/main.ts`, `kinds.ts`, `baileys/`; no routes, packages or facts. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)]
    .flatMap(([, words = '']) => words.split(' '))
    .filter((word) => /^(?:[\w-]+\/)*(?:[\w-]+\/|[\w.-]+\.ts)$|^(?:src|test)\/[\w/.-]+$|^storage\/\w+$/.test(word));

/** From the root, or as the end of a path below `src`. */
const isThere = (path: string): boolean => {
  const bare = path.replace(/\/$/, '');
  // Vitest takes the beginning of a name.
  return (
    [bare, `${bare}.test.ts`].some((name) => existsSync(join(ROOT, name))) ||
    inRepository.some((name) => name === bare || name.endsWith(`/${bare}`))
  );
};

test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('every file and folder that %s names is there', (page) => {
  const paths = pathsIn(readFileSync(join(ROOT, page), 'utf8'));
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});

test.each([
  ['The way of one message', 10],
  ['The way of a message that comes in', 8],
])('"%s" names files that are there, in each of its steps', (heading, count) => {
  const sections = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').split(/^## /m);
  const way = sections.find((section) => section.startsWith(`${heading}\n`)) ?? '';
  const steps = way.split(/^\d+\. /m).slice(1);
  expect(steps).toHaveLength(count);
  for (const step of steps) expect(pathsIn(step).filter(isThere), step).not.toEqual([]);
  expect(isThere('src/gateway/no-such-file.ts')).toBe(false);
  expect(isThere('no-such-file.ts')).toBe(false);
});
