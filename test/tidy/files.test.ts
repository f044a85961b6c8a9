import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, type SourceFile, sourceFiles } from './source-files.ts';

const LINES_MAX = 300;
const LEFT_FOR_LATER = /\b(?:TODO|FIXME|XXX|HACK)\b/;
const CHECK_OFF = /@ts-(?:ignore|expect-error|nocheck)|(?:ox|es)lint-disable|biome-ignore/;
const TEST_OFF = /\b(?:test|it|describe)\.(?:only|todo|skip)\b/;

const tooLong = (files: readonly SourceFile[]): string[] =>
  files
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > LINES_MAX)
    .map(({ path, lines }) => `${path} has ${lines} lines; which second idea moved in?`);

const marked = (files: readonly SourceFile[], mark: RegExp): string[] =>
  files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (mark.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );

/** Generated; other tests check that they are up to date. */
const GENERATED = ['web/src/api/schema.ts', 'web/src/api/words.ts'];
const source = sourceFiles('src', 'web/src', 'packages').filter(({ path }) => !GENERATED.includes(path));
/** Without this folder, which contains the marks as patterns. */
const all = [...source, ...sourceFiles('test')].filter(({ path }) => !path.startsWith('test/tidy/'));

test(`no source file is longer than ${LINES_MAX} lines`, () => {
  expect(source.length).toBeGreaterThan(100);
  expect(tooLong(source)).toEqual([]);
  expect(tooLong([{ path: 'src/long.ts', text: 'x\n'.repeat(LINES_MAX + 1) }])).toHaveLength(1);
});

test.each([
  ['nothing is left for later', LEFT_FOR_LATER, '// TODO: the rest'],
  ['no check is switched off', CHECK_OFF, '// @ts-ignore'],
  ['no test is switched off', TEST_OFF, "test.only('this one', () => {});"],
])('%s', (_, mark, planted) => {
  expect(all.length).toBeGreaterThan(100);
  expect(marked(all, mark)).toEqual([]);
  expect(marked([{ path: 'src/planted.ts', text: planted }], mark)).toHaveLength(1);
});

test.each(['examples/follow.ts', 'examples/follow.py'])(
  'git ignores the file in which %s keeps its place',
  (example) => {
    const [, name = ''] =
      /WAYBILL_POSITION['"]?,? ?=? ?['"]([\w.]+)['"]/.exec(readFileSync(join(ROOT, example), 'utf8')) ?? [];
    expect(name).toBe('waybill.position');
    const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
    for (const file of [name, `${name}.new`]) expect(ignored.some((glob) => matchesGlob(file, glob))).toBe(true);
  },
);
