/**
 * The tests that `npm run test:fast` runs: those with the fewest imports between them and a changed file.
 *
 * Most tests import most of the program by way of the gateway, so "imports it" selects nearly all. The nearest ones are
 * about the changed file; first of all the one of the same name. Tests that start a process, a thread, a browser or the
 * embedded WhatsApp are left to `npm test`, and so are the slow ones. Their own imports give them away, or those of
 * their support files.
 */
import { posix } from 'node:path';
import { isSlow } from '../support/slow-tests.ts';
import type { SourceFile } from '../tidy/source-files.ts';

/** More of them would take longer than twenty seconds. */
const TESTS_MAX = 24;

/** Imports by which a test starts something real. */
const STARTERS: readonly string[] = [
  'node:child_process',
  'node:worker_threads',
  'playwright-core',
  'src/main.ts',
  'src/media/workshop.ts',
  'src/sandbox/sandbox.ts',
  'src/whatsapp/thread/isolated.ts',
];

const isTest = (path: string): boolean => path.endsWith('.test.ts');

/** Its imports at run time: paths from the root, and the names of packages. */
const importsOf = ({ path, text }: SourceFile): readonly string[] =>
  [...text.matchAll(/^(?:import|export) (?!type )(?:[^'";]+ from )?'([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    ([, fixed = '', onDemand = '']) => {
      const name = fixed || onDemand;
      return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
    },
  );

/** `jobs`, for `src/projections/jobs.ts` and for `test/http/jobs.test.ts`. */
const nameOf = (path: string): string => posix.basename(path).split('.', 1)[0] ?? '';

/** Whether a test reads this document, which no source imports: then it names the file, or its folder. */
const reads = ({ path: test, text }: SourceFile, path: string): boolean => {
  const folder = posix.dirname(path);
  return isTest(test) && (text.includes(posix.basename(path)) || (folder !== '.' && text.includes(`'${folder}'`)));
};

/** The least number of steps from these to every name that can be reached. */
const distances = (from: readonly string[], next: (name: string) => Iterable<string>): ReadonlyMap<string, number> => {
  const found = new Map(from.map((name) => [name, 0]));
  for (const [name, distance] of found)
    for (const other of next(name)) if (!found.has(other)) found.set(other, distance + 1);
  return found;
};

/** The nearest tests of the changed files, the nearest first. A changed test is always among them. */
export const nearestTests = (files: readonly SourceFile[], changed: readonly string[]): readonly string[] => {
  const imports = new Map(files.map((file) => [file.path, importsOf(file)]));
  const importers = new Map<string, string[]>();
  for (const [path, names] of imports)
    for (const name of names) importers.set(name, [...(importers.get(name) ?? []), path]);

  const inTests = (path: string): readonly string[] => (path.startsWith('test/') ? (imports.get(path) ?? []) : []);
  const startsSomething = (path: string): boolean => {
    const reached = distances([path], inTests);
    return STARTERS.some((name) => reached.has(name));
  };
  const next = (path: string): readonly string[] =>
    imports.has(path)
      ? (importers.get(path) ?? [])
      : files.filter((file) => reads(file, path)).map(({ path: test }) => test);
  const near = [...distances(changed, next)].filter(
    ([path, distance]) => isTest(path) && (distance === 0 || !(isSlow(path) || startsSomething(path))),
  );
  const names = new Set(changed.map(nameOf));
  const rank = ([path, distance]: readonly [string, number]): number => (names.has(nameOf(path)) ? 0 : distance);
  return near
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, TESTS_MAX)
    .map(([path]) => path);
};
