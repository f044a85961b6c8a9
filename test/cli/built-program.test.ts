/** The program as it is built: never an old one, and its errors name the sources. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { folder, waybill } from '../support/process.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Fingerprint {
  builtFolder(): string;
  builtProgram(): string | null;
}

/** The rules of this checkout for a small one. */
const checkout = async (): Promise<Fingerprint & { readonly root: string }> => {
  const root = join(folder(), 'checkout');
  mkdirSync(join(root, 'src'), { recursive: true });
  cpSync(join(ROOT, 'build'), join(root, 'build'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'package-lock.json'), '{}');
  writeFileSync(join(root, 'src/a.ts'), 'export const a = 1;');
  const rules = (await import(pathToFileURL(join(root, 'build/fingerprint.js')).href)) as Fingerprint;
  return { ...rules, root };
};

test('a program is used as long as its sources are those that it was built from', async () => {
  const { root, builtFolder, builtProgram } = await checkout();
  expect(builtProgram()).toBe(null);
  const built = builtFolder();
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, 'cli.js'), '');
  expect(builtProgram()).toBe(pathToFileURL(join(built, 'cli.js')).href);

  writeFileSync(join(root, 'src/b.ts'), '');
  expect(builtProgram()).toBe(null);
  rmSync(join(root, 'src/b.ts'));
  expect(builtProgram()).not.toBe(null);
  writeFileSync(join(root, 'src/a.ts'), 'export const a = 10;');
  expect(builtProgram()).toBe(null);
});

/** Loaded before Waybill: one folder cannot be looked for, for a reason that nobody expects. */
const BREAKING = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { existsSync } = fs;
  fs.existsSync = (path) => {
    if (path.endsWith('doomed')) throw new TypeError('what nobody expects');
    return existsSync(path);
  };
  syncBuiltinESMExports();
`)}`;

test('an error in the built program names the file and line of its source', async () => {
  const env = { WAYBILL_DATA: join(folder(), 'doomed'), WAYBILL_PORT: '0', WAYBILL_WHATSAPP: 'sandbox' };
  const broken = waybill(['start'], env, { preload: BREAKING });
  await broken.exited();
  expect(broken.output()).toMatch(/what nobody expects\n[^]* at .* \(src\/cli\/data-folder\.ts:\d+:\d+\)/);
});
