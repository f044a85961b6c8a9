/** Several sessions in one dashboard, looked at through a reverse proxy that serves it below a path and takes that path off. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN } from '../support/client.ts';
import { openBrowser } from './support/chromium.ts';
import { openStage, SETTING_UP_MS, type Stage, wear } from './support/stage.ts';
import { OF_LOOKS, type Watched, watch } from './support/watch.ts';

const BASE = '/waybill';

/** Everything below the base goes to the gateway, without it; there is nothing else. */
const proxyTo = async (gateway: string): Promise<Server> => {
  const server = createServer((incoming, outgoing) => {
    const { url = '', method, headers } = incoming;
    if (!url.startsWith(`${BASE}/`)) {
      outgoing.writeHead(404).end('not below the base path');
      return;
    }
    const onwards = request(new URL(url.slice(BASE.length), gateway), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    outgoing.on('close', () => onwards.destroy());
    onwards.on('error', () => outgoing.destroy());
    incoming.pipe(onwards);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
};

let stage: Stage;
let proxy: Server;
let watched: Watched;
let page: Page;
let home: string;

const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const switcher = () => page.locator('.side .switcher');
const chooseSession = async (name: string): Promise<void> => {
  await switcher().getByRole('button').click();
  await switcher().getByRole('link', { name }).click();
};

/** The browser notes the proxy that was refused. */
const complaints = () => watched.complaints().filter((line) => !line.includes('status of 422'));

/** Nothing keeps anyone out, and nothing is wider than the screen; in both colours and sizes. */
const isForAll = async (): Promise<void> => {
  const looks = [
    [{ size: 'narrow', colours: 'dark' }, OF_LOOKS],
    [{}, undefined],
  ] as const;
  for (const [look, rules] of looks) {
    await wear(page, look);
    expect(await watched.barriers(rules)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
  }
};

beforeAll(async () => {
  stage = await openStage({ WAYBILL_BASE_PATH: BASE });
  await stage.paired();
  proxy = await proxyTo(stage.url);
  const origin = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  home = `${origin}${BASE}/`;
  page = await (await openBrowser()).newPage({ reducedMotion: 'reduce' });
  watched = watch(page, origin);
}, SETTING_UP_MS);
afterAll(async () => {
  await page.close();
  proxy.closeAllConnections();
  proxy.close();
  await stage.close();
});

test('below a path of a proxy one logs in, and every page has its address there', async () => {
  await page.goto(`${home}queue`);
  await page.getByLabel('Email').fill(ADMIN.email);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await heading('Queue');
  expect(page.url()).toBe(`${home}queue`);
  await page.getByText('Live').first().waitFor();
  for (const name of ['Send', 'Jobs', 'Audit', 'Sessions', 'Phones', 'Overview']) {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click();
    await heading(name);
    await page.locator('.skeleton').first().waitFor({ state: 'detached' });
    if (name === 'Send') expect(await page.locator('pre').textContent()).toContain(`curl ${home}api/whatsapp/messages`);
    expect(page.url()).toBe(home + (name === 'Overview' ? '' : name.toLowerCase()));
  }
  expect(complaints()).toEqual([]);
});

test('the inspector and the reference are below it too, and lead back', async () => {
  await page.getByRole('link', { name: 'Inspector' }).click();
  await page.locator('.chart .leaf').first().waitFor();
  expect(page.url()).toContain(`${home}inspector`);
  await page.getByRole('link', { name: 'Waybill' }).click();
  await heading('Overview');
  await page.getByRole('link', { name: 'API reference' }).click();
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Sending' }).click();
  expect(page.url()).toBe(`${home}docs#Sending`);
  expect(await page.locator('article:visible pre').first().textContent()).toContain(`'${home}api/whatsapp/`);
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await heading('Overview');
  expect(complaints()).toEqual([]);
});

test('a session is added by its name, and its pages are about it alone', async () => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Sessions' }).click();
  await heading('Sessions');
  await stage.client.post('/api/sandbox/scan', { byItself: false });
  expect(await watched.barriers()).toEqual([]);
  await page.getByRole('button', { name: 'Add a session' }).click();
  await page.getByLabel('Name').fill('My shop');
  await page.getByRole('button', { name: 'Add and start' }).click();
  await page.getByText('Up to 32 of a to z, 0 to 9 and -').waitFor();
  await page.getByLabel('Name').fill('shop');
  await page.getByLabel('Country').fill('de');
  await isForAll();
  await page.getByRole('button', { name: 'Add and start' }).click();
  await page.getByAltText('The QR to scan').waitFor();
  await isForAll();
  await page.getByText('Link with a code instead').click();
  await page.getByLabel('Number of the phone').waitFor();
  await page.getByRole('button', { name: 'Scan with the sandbox phone' }).click();
  const shop = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'shop', exact: true }) });
  await shop.getByText('Ready').waitFor();
  await shop.getByText('numbers of DE').waitFor();
  expect(await page.getByAltText('The QR to scan').count()).toBe(0);

  await page.getByRole('button', { name: 'Change shop' }).click();
  await page.getByLabel('Label').fill('Toko Sari');
  await page.getByLabel('Country').fill('');
  await page.getByRole('radio', { name: 'Through one' }).click();
  await page.getByLabel('Address of the proxy').fill('gopher://nowhere');
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.locator('.field .error').waitFor();
  await isForAll();
  await page.getByRole('radio', { name: 'None' }).click();
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('Toko Sari is changed.').waitFor();
  await page.getByRole('button', { name: 'Change Toko Sari' }).click();
  await page.getByLabel('Label').fill('');
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('shop is changed.').waitFor();
  await page.locator('main').getByRole('link', { name: 'shop', exact: true }).click();
  await page.getByText('Connected: messages can go out.').waitFor();
  expect(page.url()).toBe(`${home}s/shop/`);
  await page.getByRole('link', { name: 'Jobs', exact: true }).first().click();
  await heading('Jobs');
  await stage.client.post('/api/whatsapp/send-message?session=shop', {
    number: '6281234567890',
    message: 'From the shop',
  });
  await page.getByText('From the shop').waitFor();
  expect(complaints()).toEqual([]);
});

test('the switcher leads to the same page of another session, and the address keeps it', async () => {
  await chooseSession('default');
  await page.waitForURL(`${home}jobs`);
  expect(await page.getByText('From the shop').count()).toBe(0);
  await page.goBack();
  await page.getByText('From the shop').waitFor();
  await page.reload();
  await page.getByText('From the shop').waitFor();
  expect(page.url()).toBe(`${home}s/shop/jobs`);
});

test('what is done on a page is done to its session, and events say which', async () => {
  await page.getByRole('link', { name: 'Queue', exact: true }).first().click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused').first().waitFor();
  await chooseSession('default');
  await page.getByText('Running').first().waitFor();
  await page.getByRole('link', { name: 'Overview' }).first().click();
  await heading('Overview');
  await page.locator('.events li', { hasText: 'paused' }).getByRole('link', { name: 'shop' }).click();
  await page.waitForURL(`${home}s/shop/`);
});

test('an address with a session that does not exist says so, and names those that do', async () => {
  await page.goto(`${home}s/shopp/jobs`);
  await heading('No such session');
  await page.getByText('There is no session “shopp”').waitFor();
  expect(await watched.barriers()).toEqual([]);
  await page.locator('main').getByRole('link', { name: 'shop', exact: true }).click();
  await page.waitForURL(`${home}s/shop/`);
  expect(complaints()).toEqual([]);
});

test('a session is removed after a question, and after a second one while messages wait in it', async () => {
  await page.getByRole('link', { name: 'Sessions', exact: true }).first().click();
  await page.waitForURL(`${home}s/shop/sessions`);
  await page.getByRole('button', { name: 'Stop shop' }).click();
  await page.getByRole('button', { name: 'Start shop' }).waitFor();
  await stage.client.post('/api/whatsapp/send-message?session=shop', {
    number: '6281234567890',
    message: 'Not any more',
  });
  await page.getByRole('button', { name: 'Remove shop' }).click();
  await page.getByRole('button', { name: 'Remove the session' }).click();
  await page.getByRole('heading', { name: 'Messages of shop wait' }).waitFor();
  await page.getByRole('button', { name: 'Cancel them and remove it' }).click();
  await page.waitForURL(`${home}sessions`);
  await page.getByRole('button', { name: 'Remove shop' }).waitFor({ state: 'detached' });
  // The browser notes the refusal that led to the second question.
  expect(complaints()).toEqual([expect.stringContaining('409')]);
});

test('addresses of the default session say that it was removed, and start it again', async () => {
  await page.getByRole('button', { name: 'Remove default' }).click();
  await page.getByRole('button', { name: 'Remove the session' }).click();
  await page.getByText('default is removed.').waitFor();
  await page.getByRole('link', { name: 'Overview', exact: true }).first().click();
  await page.getByText('The default session was removed').waitFor();
  expect(await watched.barriers()).toEqual([]);
  await page.getByRole('button', { name: 'Start it again' }).click();
  await heading('Overview');
});
