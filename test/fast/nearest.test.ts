import { expect, test } from 'vitest';
import { sourceFiles } from '../tidy/source-files.ts';
import { nearestTests } from './nearest.ts';

const file = (path: string, ...imports: readonly string[]) => ({
  path,
  text: imports.map((name) => `import { x } from '${name}';`).join('\n'),
});

const HOUSE = [
  file('src/kernel/ids.ts'),
  file('src/main.ts', './kernel/ids.ts'),
  file('test/support/spawn.ts', 'node:child_process'),
  file('test/kernel/ids.test.ts', '../../src/kernel/ids.ts'),
  file('test/e2e/stop.test.ts', '../support/spawn.ts', '../../src/kernel/ids.ts'),
  file('test/http/start.test.ts', '../../src/http/routes.ts'),
  file('src/http/routes.ts', '../kernel/ids.ts', 'hono'),
  { path: 'test/tidy/words.test.ts', text: "import type { Id } from '../../src/kernel/ids.ts';" },
  { path: 'test/cli/lazy.test.ts', text: "const { x } = await import('../../src/http/routes.ts');" },
];

test('the fast run has the tests nearest to a change, and leaves out those that start processes', () => {
  expect(nearestTests(HOUSE, ['src/kernel/ids.ts'])).toEqual([
    'test/kernel/ids.test.ts',
    'test/http/start.test.ts',
    'test/cli/lazy.test.ts',
  ]);
});

test('a test that was changed runs whatever it starts, and a support file brings the tests that use it', () => {
  expect(nearestTests(HOUSE, ['test/e2e/stop.test.ts'])).toEqual(['test/e2e/stop.test.ts']);
  expect(nearestTests(HOUSE, ['src/http/routes.ts'])).toContain('test/cli/lazy.test.ts');
  expect(nearestTests(HOUSE, ['README.md'])).toEqual([]);
});

test('a test of the same name comes first, and one that is slow not at all', () => {
  const house = [
    file('src/http/app.ts', './routes/jobs.ts'),
    file('src/http/routes/jobs.ts'),
    ...['http/auth', 'http/jobs', 'http/live', 'property/fuzz'].map((name) =>
      file(`test/${name}.test.ts`, '../../src/http/app.ts'),
    ),
  ];
  expect(nearestTests(house, ['src/http/routes/jobs.ts'])).toEqual([
    'test/http/jobs.test.ts',
    'test/http/auth.test.ts',
  ]);
});

test('a document brings the tests that name it or its folder', () => {
  const house = [
    { path: 'test/docs/errors.test.ts', text: "read('docs/errors.md')" },
    { path: 'test/tidy/prose.test.ts', text: "all('docs')" },
    ...HOUSE,
  ];
  expect(nearestTests(house, ['docs/errors.md'])).toEqual(['test/docs/errors.test.ts', 'test/tidy/prose.test.ts']);
});

test('a file that everything imports brings no more tests than a few seconds can run, its own first', () => {
  const tests = nearestTests(sourceFiles('src', 'test', 'web/src'), ['src/machines/retry.ts']);
  expect(tests[0]).toBe('test/machines/job.decide.test.ts');
  expect(tests).toHaveLength(24);
});
