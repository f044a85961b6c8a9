import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { type HttpServer, serve } from '../../src/http/edge/serve.ts';
import { type Api, api, EMAIL, PASSWORD } from '../http/api.ts';
import { openBrowser } from '../web/support/chromium.ts';
import { OF_COLOURS, type Watched, watch } from '../web/support/watch.ts';

let anna: Api;
let server: HttpServer;
let page: Page;
let watched: Watched;

beforeAll(async () => {
  anna = await api();
  server = await serve(anna.app, { host: '127.0.0.1', port: 0 });
  page = await (await openBrowser()).newPage();
  watched = watch(page, server.url);
  await page.goto(`${server.url}/docs`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}, 300_000);

afterAll(async () => {
  await page?.close();
  await server?.close();
});

const route = (summary: string): Locator =>
  page
    .locator('article')
    .filter({ has: page.getByRole('heading', { name: summary, exact: true, level: 2, includeHidden: true }) });

/** Opens a section as a reader does, from the list of contents. */
const open = async (section: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: section, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: section }).waitFor();
};

test('the reference shows an example of each request and each answer, in four languages', async () => {
  expect(await page.locator('article').count()).toBeGreaterThan(30);
  await open('Sending');
  const sending = route('Queue a message');
  expect(await sending.locator('pre').first().textContent()).toContain('curl -X POST');
  await page.getByLabel('Examples in').selectOption('Python');
  expect(await sending.locator('pre').first().textContent()).toContain('urllib.request');
  await page.getByLabel('Examples in').selectOption('PHP');
  expect(await sending.locator('pre').first().textContent()).toContain('file_get_contents');
  const refused = sending.locator('details').filter({ hasText: '422' }).locator('pre');
  expect(await refused.first().textContent()).toContain('"code": "number.invalid"');
});

test('one can log in there, ask a route, and read the answer', async () => {
  await page.getByText('Log in, to try routes from this page').click();
  const account = page.locator('.account');
  await account.getByLabel('Email').fill(EMAIL);
  await account.getByLabel('Password').fill(PASSWORD);
  await account.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('Logged in for 15 minutes').waitFor();
  const sending = route('Queue a message');
  await sending.getByText('Try it').click();
  await sending
    .getByRole('textbox', { name: 'Body' })
    .fill(JSON.stringify({ number: '6281234567890', message: 'From the reference' }));
  await sending.getByRole('button', { name: 'Send POST' }).click();
  await sending.locator('.try pre', { hasText: '"status": "waiting"' }).waitFor();
  expect(anna.reads.jobs.list({ session: 'default', limit: 1 })?.items[0]?.message).toBe('From the reference');
  const following = route('Follow the log');
  await open('Log');
  await following.getByText('Try it').click();
  await following.getByLabel('after', { exact: true }).fill('0');
  await following.getByRole('button', { name: 'Send GET' }).click();
  await following.locator('.try pre', { hasText: 'job.queued' }).waitFor();
  await following.getByRole('button', { name: 'Stop' }).click();
});

test('a search finds what is said of a route, not only its name; a link leads to an error', async () => {
  await page.getByLabel('Search the reference').fill('backoffBaseMs');
  expect(await page.locator('article:visible h2').allTextContents()).toContain('Change the configuration');
  expect(await route('Log in').isVisible()).toBe(false);
  await page.getByLabel('Search the reference').fill('no such word anywhere');
  await page.getByText('Nothing in the reference has all of these words.').waitFor();
  await page.getByLabel('Search the reference').fill('');
  await page.goto(`${server.url}/docs#number.invalid`);
  expect(await page.locator('tr:target').textContent()).toContain('This cannot be a phone number');
});

test('one section is shown at a time, and each has an address that reloads and goes back', async () => {
  const headings = () => page.locator('main h1:visible').allTextContents();
  await page.goto(`${server.url}/docs`);
  await open('Queue');
  expect(await headings()).toEqual(['Queue']);
  expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(8_000);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Queue' }).waitFor();
  await page.getByRole('link', { name: 'Pause the queue' }).click();
  expect(await page.locator('article:target h2').textContent()).toBe('Pause the queue');
  await page.goBack();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Waybill API' }).waitFor();
  expect(await headings()).toEqual(['Waybill API']);
});

test('nothing in it is wider than a phone, its search included', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open('Sending');
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  const search = await page.getByLabel('Search the reference').boundingBox();
  expect(search && search.x >= 0 && search.x + search.width <= 390).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
});

/** The sections that are not shown have 28,000 elements, in which axe finds nothing but ids that stand twice. */
const leaveWhatIsShown = async (): Promise<void> => {
  const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
  await page.locator('main > section[hidden]').evaluateAll((all) => {
    for (const section of all) section.remove();
  });
};

test('nothing bars anyone from it in light or dark, and it asks nobody else', async () => {
  await leaveWhatIsShown();
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await watched.barriers()).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await watched.barriers(OF_COLOURS)).toEqual([]);
  expect(watched.complaints()).toEqual([]);
});
