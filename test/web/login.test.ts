import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ADMIN, clientOf } from '../support/client.ts';
import { otherTime } from './support/other-time.ts';
import { openStage, SETTING_UP_MS, type Stage, wear } from './support/stage.ts';
import { OF_LOOKS, type Watched } from './support/watch.ts';

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

test('the settings say where each value comes from, and no secret is among them', async () => {
  const { page, complaints, close } = await stage.visit('/settings');
  const card = (name: string | RegExp) => page.getByRole('region', { name });
  const list = card(/^Settings of the process/);
  const setting = (name: string) => list.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
  await setting('WAYBILL_ADMIN_EMAIL').getByText(ADMIN.email).waitFor();
  await setting('WAYBILL_ADMIN_EMAIL').getByText('Environment').waitFor();
  await setting('WAYBILL_ADMIN_PASSWORD').getByText('set, and not shown').waitFor();
  expect(await page.getByRole('main').textContent()).not.toContain(ADMIN.password);
  await list.getByText('Default', { exact: true }).first().waitFor();
  const all = await list.getByRole('listitem').count();
  await list.getByRole('radio', { name: 'Set here' }).check();
  await list.getByText('Default', { exact: true }).first().waitFor({ state: 'detached' });
  expect(await list.getByRole('listitem').count()).toBeLessThan(all);
  await card('Data folder').getByText('the database', { exact: false }).first().waitFor();
  await card('Gateway').getByText('in a box: nothing leaves this machine').waitFor();
  expect(complaints()).toEqual([]);
  await close();
});

test('somebody who is no administrator finds the own account in the settings, and nothing of the process', async () => {
  const { page, complaints, close } = await stage.visit('/settings', {}, (one) =>
    one.route('**/api/auth/me', (route) =>
      route.fulfill({ json: { id: '1f', kind: 'person', email: 'vera@example.com', role: 'viewer' } }),
    ),
  );
  await page.getByRole('region', { name: 'Account' }).getByText('vera@example.com').waitFor();
  await page.getByRole('region', { name: 'Gateway' }).getByText('WhatsApp').waitFor();
  expect(await page.getByRole('region', { name: /^Settings of the process|^Data folder/ }).count()).toBe(0);
  expect(complaints()).toEqual([]);
  await close();
});

test('a person changes the own password on the page of settings, and the former one is good for nothing', async () => {
  const NEW = 'another horse battery staple';
  const { page, barriers, complaints, close } = await stage.visit('/settings');
  await page.getByRole('button', { name: 'Change your password' }).click();
  const send = page.getByRole('button', { name: 'Change it' });
  expect(await send.isDisabled()).toBe(true);
  await page.getByLabel('Your password until now').fill('not the password');
  await page.getByLabel('New password').fill(NEW);
  await send.click();
  await page.locator('.field .error').waitFor();
  expect(await barriers()).toEqual([]);
  await wear(page, { colours: 'dark', size: 'narrow' });
  expect(await barriers(OF_LOOKS)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
  await page.getByLabel('Your password until now').fill(ADMIN.password);
  await send.click();
  await page.getByText('You have a new password. Your other logins have ended.').waitFor();
  await send.waitFor({ state: 'detached' });
  const logInWith = async (password: string) =>
    (await clientOf(stage.url, '').post('/api/auth/login', { email: ADMIN.email, password })).status;
  expect([await logInWith(ADMIN.password), await logInWith(NEW)]).toEqual([401, 200]);
  // The window has a login of its own now: it stays over a reload.
  await page.reload();
  await page.getByRole('button', { name: 'Change your password' }).waitFor();
  // The browser notes the refused password.
  expect(complaints()).toHaveLength(1);
  await close();
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
