/** Waybill is GPL-3.0-or-later, and all of its parts must be compatible with that. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './source-files.ts';

interface Entry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

/** Licences that a part of a work under GPL-3.0-or-later may have, from the list of the FSF. */
const COMPATIBLE: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'GPL-3.0',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'ISC',
  'LGPL-3.0-only',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** For `A AND B` both must fit, for `A OR B` one. */
const isCompatible = (licence: string): boolean =>
  licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => COMPATIBLE.has(name.trim())));

const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Entry>>;
};

const FOLDER = 'node_modules/';

/** The packages of an installation without development dependencies, on any platform. */
const used = Object.entries(packages)
  .filter(([path, { dev, link }]) => path.includes(FOLDER) && dev !== true && link !== true)
  .map(([path, { version = '', license = 'none' }]) => ({
    name: path.slice(path.lastIndexOf(FOLDER) + FOLDER.length),
    version,
    license,
  }))
  .sort((one, other) => (one.name < other.name ? -1 : 1));

const HEAD = `# Licences

All packages that \`npm ci --omit=dev\` may install, on any platform, with the licence that each package declares. Waybill
itself is GPL-3.0-or-later.

| package | version | licence |
|---|---|---|
`;

test('docs/licences.md lists every package that is used; to regenerate it: npx vitest run licences --update', async () => {
  const rows = used.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |\n`);
  await expect(HEAD + [...new Set(rows)].join('')).toMatchFileSnapshot('../../docs/licences.md');
});

test('no licence forbids what GPL-3.0-or-later allows', () => {
  expect(used.length).toBeGreaterThan(100);
  expect(used.filter(({ license }) => !isCompatible(license))).toEqual([]);
});

test.each([
  ['MIT', true],
  ['(MIT OR CC0-1.0)', true],
  ['(MIT OR SSPL-1.0)', true],
  ['MIT AND Apache-2.0', true],
  ['MIT AND SSPL-1.0', false],
  ['GPL-2.0-only', false],
  ['SEE LICENSE IN LICENSE', false],
  ['none', false],
])('%s is compatible: %s', (licence, is) => {
  expect(isCompatible(licence)).toBe(is);
});
