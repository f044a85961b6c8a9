import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { type HttpServer, serve } from '../../src/http/edge/serve.ts';
import { type Api, api, EMAIL, PASSWORD } from '../http/api.ts';
import { openBrowser } from '../web/support/chromium.ts';
import { type Watched, watch } from '../web/support/watch.ts';

let browser: Browser;
let anna: Api;
let server: HttpServer;
let page: Page;
let watched: Watched;

beforeAll(async () => {
  browser = await openBrowser();
  anna = await api();
  server = await serve(anna.app, { host: '127.0.0.1', port: 0 });
  page = await browser.newPage();
  watched = watch(page, server.url);
  await page.goto(`${server.url}/docs`);
  await page.locator('article').first().waitFor();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const route = (summary: string): Locator =>
  page.locator('article').filter({ has: page.getByRole('heading', { name: summary, exact: true, level: 3 }) });

test('the reference shows an example of each request and each answer, in four languages', async () => {
  const routes = await page.locator('article').all();
  expect(routes.length).toBeGreaterThan(30);
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
  await following.getByText('Try it').click();
  await following.getByLabel('after', { exact: true }).fill('0');
  await following.getByRole('button', { name: 'Send GET' }).click();
  await following.locator('.try pre', { hasText: 'job.queued' }).waitFor();
  await following.getByRole('button', { name: 'Stop' }).click();
});

test('a search finds what is said of a route, not only its name; a link leads to an error', async () => {
  await page.getByLabel('Search the reference').fill('backoffBaseMs');
  expect(await page.locator('article:visible h3').allTextContents()).toContain('Change the configuration');
  expect(await route('Log in').isVisible()).toBe(false);
  await page.getByLabel('Search the reference').fill('');
  await page.goto(`${server.url}/docs#number.invalid`);
  expect(await page.locator('tr:target').textContent()).toContain('This cannot be a phone number');
});

test.each(['light', 'dark'] as const)(
  'nothing bars anyone from it in %s, and it asks nobody else',
  { timeout: 300_000 },
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await watched.barriers()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  },
);
