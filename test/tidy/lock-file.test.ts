/**
 * npm 9 and 10 run the install script of every package that the lock file marks as having one, and that of Baileys refuses
 * the Node that runs npm, which Waybill itself never runs on. Only the `node` package has a script that is needed: it
 * brings the Node that `npm start` and `npm test` use.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './source-files.ts';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean; readonly resolved?: string }>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const { packages } = read('package-lock.json') as Lock;

test('the lock file lets one package run an install script', () => {
  const marked = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript);
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  expect(marked, 'npm has marked more of them again; mend it with: npm run lock:tidy').toEqual(['node_modules/node']);
});

test('newer npm is told the same', () => {
  const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> };
  expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual(['node']);
});

test('the lock file names no registry but the public one', () => {
  const elsewhere = Object.values(packages).filter(
    ({ resolved }) => resolved !== undefined && !resolved.startsWith('https://registry.example/'),
  );
  expect(elsewhere).toEqual([]);
});
