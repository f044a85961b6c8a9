import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ADMIN } from '../support/client.ts';
import { otherTime } from './support/other-time.ts';
import { openStage, SETTING_UP_MS, type Stage } from './support/stage.ts';
import type { Watched } from './support/watch.ts';

const TOKEN_MINUTES = 15;

let stage: Stage;
/** One stranger, who logs in, reloads and logs out again. */
let window: Watched;
beforeAll(async () => {
  stage = await openStage();
  window = await stage.stranger();
}, SETTING_UP_MS);
afterAll(() => stage.close());

const logIn = async ({ page }: Watched, password = ADMIN.password): Promise<void> => {
  await page.getByLabel('Email').fill(ADMIN.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
};

const atHome = ({ page }: Watched) => page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
const atQueue = ({ page }: Watched) => page.getByRole('heading', { level: 1, name: 'Queue' }).waitFor();
const atLogin = ({ page }: Watched) => page.getByRole('button', { name: 'Log in' }).waitFor();

const factsOf = async (type: string): Promise<number> => {
  const { body } = await stage.client.get<{ items: unknown[] }>(`/api/events?type=${type}`);
  return body.items.length;
};

test('a wrong password is told without saying what was wrong, and the right one opens the page that was asked for', async () => {
  await window.page.goto(`${stage.url}/queue`);
  await atLogin(window);
  await logIn(window, 'not the password');
  await window.page.getByText('This email and this password do not go together.').waitFor();
  // The browser itself notes the refusal; there is nothing else.
  expect(window.complaints()).toEqual([expect.stringContaining('401')]);

  await logIn(window);
  await atQueue(window);
  expect(window.page.url()).toBe(`${stage.url}/queue`);
  expect(await window.page.title()).toBe('Queue · Waybill');
});

test('reloading in a hurry logs nobody out', async () => {
  for (let n = 0; n < 3; n += 1) await window.page.reload({ waitUntil: 'domcontentloaded' });
  await atQueue(window);
  await window.page.getByText(ADMIN.email).first().waitFor();
  expect(await factsOf('user.refresh_reused')).toBe(0);
});

test('one stays logged in over a reload, in two tabs at once, until one of them logs out', async () => {
  const before = window.complaints();
  const second = await window.page.context().newPage();
  // Both have nothing but the same refresh token now.
  // The second reload cuts the first one off, which the browser reports as a failure of the first.
  const reload = () => window.page.reload().catch(() => null);
  await Promise.all([reload(), second.goto(stage.url), reload()]);
  await atQueue(window);
  await second.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await Promise.all([window.page, second].map((page) => page.getByText(ADMIN.email).first().waitFor()));
  expect(await factsOf('user.refresh_reused')).toBe(0);

  await window.page.getByRole('button', { name: 'Log out' }).click();
  await atLogin(window);
  await second.getByRole('button', { name: 'Log in' }).waitFor();
  await window.page.reload();
  await atLogin(window);
  expect(window.complaints()).toEqual(before);
  await second.close();
});

test('without locks, as on a plain address in the house, tabs take turns too', async () => {
  const window = await stage.stranger();
  const context = window.page.context();
  await context.addInitScript(
    "Object.defineProperty(Navigator.prototype, 'locks', { get: undefined }); delete Navigator.prototype.locks",
  );
  await logIn(window);
  await atHome(window);
  const tabs = await Promise.all([1, 2].map(() => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(stage.url)));
  await Promise.all(tabs.map((tab) => tab.getByText(ADMIN.email).first().waitFor()));
  expect(await tabs[0]?.evaluate("'locks' in navigator")).toBe(false);
  expect(await factsOf('user.refresh_reused')).toBe(0);
  await window.close();
});

test('the choice of light or dark is remembered', async () => {
  /** As it is painted: a choice is seen in the frame after it. */
  const ground = () =>
    window.page.evaluate(
      'new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(() => tell(getComputedStyle(document.documentElement).backgroundColor))))',
    );
  expect(await ground()).toBe('rgb(246, 245, 241)');
  await window.page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await window.page.locator('html[data-theme=dark]').waitFor();
  expect(await ground()).toBe('rgb(15, 19, 18)');
  await window.page.reload();
  await atLogin(window);
  expect(await ground()).toBe('rgb(15, 19, 18)');
  await window.page.goto(`${stage.url}/docs`);
  expect(await window.page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(15, 19, 18)');
  await window.close();
});

test('a token that has expired is exchanged once, and what was asked for is done', async () => {
  const window = await stage.visit('/queue');
  await window.page.getByText('Running').waitFor();
  const time = otherTime(TOKEN_MINUTES + 1);
  onTestFinished(time.end);
  const exchanges: string[] = [];
  window.page.on('request', (request) => {
    if (request.url().endsWith('/api/auth/refresh')) exchanges.push(request.url());
  });
  await window.page.getByRole('button', { name: 'Pause' }).click();
  await window.page.getByText('Paused').waitFor();
  expect(exchanges).toHaveLength(1);
  // The page may have asked for something else with the same token meanwhile; both are refused, and both wait for the one exchange.
  const refused = window.complaints();
  expect(refused).toEqual(refused.map(() => expect.stringContaining('401')));
  await window.close();
});
