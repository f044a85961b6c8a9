/**
 * `npm ci` may be run by an old Node, which runs no code of the project: the `node` package contains the Node that
 * does. But npm 9 and 10 run every install script that the lock file marks, and the script of Baileys refuses such a
 * Node. They also silently skip each optional package that needs a newer Node by the lock file, such as the binaries of
 * the test runner. And npm 11 refuses a lock file with optional packages that were unavailable where it was written.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './source-files.ts';

interface Entry {
  readonly engines?: unknown;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
  /** A workspace: `resolved` is its folder. */
  readonly link?: boolean;
  readonly version?: string;
}

interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const MEND = 'npm has rewritten it; fix it with: npm run lock:tidy';
const { packages } = read('package-lock.json') as Lock;

test('the lock file lets one package run an install script', () => {
  const marked = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript);
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  expect(marked, MEND).toEqual(['node_modules/node']);
});

test('the lock file does not ask which Node runs npm, beyond what the README does', () => {
  expect(packages['']?.engines).toEqual({ node: '>=18' });
  expect(
    Object.keys(packages).filter((path) => path !== '' && packages[path]?.engines),
    MEND,
  ).toEqual([]);
});

test.each(['package-lock.json', 'test/bench/peers/package-lock.json'])(
  '%s has each optional package that it asks for',
  (file) => {
    const { packages } = read(file) as Lock;
    const known = Object.keys(packages).map((path) =>
      path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    );
    const asked = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    expect(known.length).toBeGreaterThan(30);
    expect(
      asked.filter((name) => !known.includes(name)),
      MEND,
    ).toEqual([]);
  },
);

test('the lock file of the benchmarks is of their package.json', () => {
  const { packages } = read('test/bench/peers/package-lock.json') as Lock;
  const { dependencies } = read('test/bench/peers/package.json') as { dependencies: object };
  expect(packages['']?.dependencies).toEqual(dependencies);
});

test('newer npm is told the same', () => {
  const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
  expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['node']);
});

test('the lock file names no registry: the installing user chooses one', () => {
  const elsewhere = Object.keys(packages).filter(
    (path) => packages[path]?.resolved !== undefined && !packages[path].link,
  );
  expect(elsewhere).toEqual([]);
});

test('the xstate of the product is 5; the 4 that a package needs is in the workspace of the bridge, and nowhere else', () => {
  const versions = Object.entries(packages).filter(([path]) => path.endsWith('node_modules/xstate'));
  expect(versions.map(([path, { version }]) => [path, version?.split('.', 1)[0]])).toEqual([
    ['node_modules/xstate', '5'],
    ['packages/inspect-bridge/node_modules/xstate', '4'],
  ]);
});
