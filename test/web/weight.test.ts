import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { build } from './support/stage.ts';

const DIST = fileURLToPath(new URL('../../web/dist', import.meta.url));
/**
 * All pages together. Each is fetched when it is first looked at, so a page more does not make the first load heavier; the
 * pages about webhooks, keys and people took it above 100 kB.
 */
const DASHBOARD_BYTES_MAX = 120_000;
/** What the first page needs before it knows which page it is: the frame, the login, and what all pages are made of. */
const FIRST_LOAD_BYTES_MAX = 25_000;

beforeAll(build);

const namesIn = (text: string): string[] => [...text.matchAll(/[\w-]+\.(?:js|css)\b/g)].map(([name]) => name);

const weightOf = (files: readonly string[]): number =>
  files.reduce((sum, name) => sum + statSync(join(DIST, 'assets', `${name}.br`)).size, 0);

/** Everything that a page can come to load, by following what names what. */
const allOf = (page: string): Set<string> => {
  const there = new Set(readdirSync(join(DIST, 'assets')));
  const found = new Set<string>();
  const follow = (text: string): void => {
    for (const name of namesIn(text)) {
      if (!there.has(name) || found.has(name)) continue;
      found.add(name);
      follow(readFileSync(join(DIST, 'assets', name), 'utf8'));
    }
  };
  follow(readFileSync(join(DIST, page), 'utf8'));
  return found;
};

test(`the whole dashboard, every page of it, weighs less than ${DASHBOARD_BYTES_MAX / 1000} kB on the wire`, () => {
  const files = [...allOf('index.html')];
  expect(files.length).toBeGreaterThan(8);
  expect(weightOf(files)).toBeLessThan(DASHBOARD_BYTES_MAX);
});

test(`the first load weighs less than ${FIRST_LOAD_BYTES_MAX / 1000} kB on the wire, however many pages there are`, () => {
  const files = new Set(namesIn(readFileSync(join(DIST, 'index.html'), 'utf8')));
  expect(files.size).toBeGreaterThan(2);
  expect(weightOf([...files])).toBeLessThan(FIRST_LOAD_BYTES_MAX);
});

test('the pages hold nothing that the policy of the server forbids, and name nobody else', () => {
  for (const page of ['index.html', 'inspector.html']) {
    const html = readFileSync(join(DIST, page), 'utf8');
    expect(html).not.toMatch(/\sstyle=|\son\w+=|https?:|<style|<script(?![^>]*\ssrc=)/);
  }
});
