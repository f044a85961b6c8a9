/** The pages that hand on what happens, and the right to ask: endpoints of webhooks, keys and people. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf } from '../support/client.ts';
import { openStage, SETTING_UP_MS, type Stage, stepTo, wear } from './support/stage.ts';
import { OF_LOOKS, type Watched } from './support/watch.ts';

interface Post {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What the endpoint was sent, and what it answers. */
const got: Post[] = [];
let status = 200;

const receiver: Server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    got.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(parts).toString() });
    response.writeHead(status).end(status === 200 ? 'thank you' : 'no such order');
  });
});

let stage: Stage;
let window: Watched;
let page: Page;
let address: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    receiver.listen(0, '127.0.0.1', resolve);
  });
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
  // That port alone: the gateway is at another one.
  stage = await openStage({ WAYBILL_FETCH_ALLOW: new URL(address).host });
  await stage.paired();
  window = await stage.turnTo('/webhooks');
  page = window.page;
}, SETTING_UP_MS);
afterAll(async () => {
  await stage.close();
  receiver.closeAllConnections();
  receiver.close();
});

const card = (name: string | RegExp) => page.getByRole('region', { name });
const press = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click();
const answered = (name: string) => page.getByRole('dialog').getByRole('button', { name }).click();

/** The deliveries in one state. */
const show = (name: string) => card('Deliveries').getByRole('radio', { name }).click();

/** Nothing keeps anyone out, and nothing is wider than the screen; in both colours and sizes. */
const isForAll = async (): Promise<void> => {
  expect(await window.barriers()).toEqual([]);
  await wear(page, { size: 'narrow', colours: 'dark' });
  expect(await window.barriers(OF_LOOKS)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
  await wear(page, {});
};

/** The secret that the page shows this once. */
const shownOnce = async (label: string): Promise<string> => {
  const text = (await page.getByRole('region', { name: label, exact: true }).textContent()) ?? '';
  await press('I have kept it');
  return text;
};

const isSignedWith = (secret: string, { headers, body }: Post): boolean => {
  try {
    new Verifier(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};

let secret = '';

test('an endpoint is made after its address is mended, and its secret is shown once', async () => {
  await page.getByText('Nobody is told yet').waitFor();
  await press('Make an endpoint');
  await page.getByLabel('Name').fill('Orders');
  await page.getByLabel('Address').fill('http://10.0.0.1/hooks');
  await press('message.*');
  await press('queue.*');
  await page.getByRole('radio', { name: 'Some' }).click();
  await page.getByLabel('default', { exact: true }).check();
  await page.getByText('Chats, batches, headers, where it begins').click();
  await page.getByLabel('Headers of its own').fill('X-Shop: canary header\nX-Floor: 2');
  await page.getByRole('radio', { name: 'A position' }).click();
  await page.getByRole('radio', { name: 'A time' }).click();
  expect(await page.getByRole('button', { name: 'Make it' }).isDisabled()).toBe(true);
  await page.getByRole('radio', { name: 'Now', exact: true }).click();
  await page.getByRole('switch', { name: 'Several events in one request' }).check();
  await isForAll();
  await page.getByRole('switch', { name: 'Several events in one request' }).uncheck();
  await press('Make it');
  await page.locator('.field .error').waitFor();
  await page.getByLabel('Address').fill(address);
  await press('Make it');
  secret = await shownOnce('Secret');
  expect(secret).toMatch(/^whsec_/);
  await card('Endpoints').getByText('Active').waitFor();
  await isForAll();
});

test('a test shows what came back, signed with that secret', async () => {
  await card('Endpoints').getByRole('link', { name: 'Orders' }).click();
  await press('Test');
  await page.getByText(/The test was answered with 200/).waitFor();
  await page.getByText('thank you').waitFor();
  const [post] = got.splice(0);
  expect(post && isSignedWith(secret, post)).toBe(true);
  expect(post?.headers).toMatchObject({ 'x-shop': 'canary header', 'x-floor': '2' });
  expect(await page.locator('main').textContent()).not.toContain('canary');
});

test('a delivery is looked at with its request and its answer, and goes again', async () => {
  status = 422;
  await stage.client.post('/api/whatsapp/queue/pause');
  const line = card('Deliveries').getByRole('listitem').filter({ hasText: 'queue.paused' });
  await line.getByText('Answered with 422').first().waitFor();
  await show('Failed');
  await card('Deliveries').getByText('None stands so').waitFor();
  await show('All');
  await line.getByRole('button', { name: /Look at queue.paused/ }).click();
  await line.getByText('no such order').waitFor();
  await line.getByText('Next attempt').waitFor();
  expect(await line.locator('pre').first().textContent()).toContain('"type": "queue.paused"');
  await isForAll();
  status = 200;
  await line.getByRole('button', { name: 'Deliver it again' }).click();
  await line.getByText('thank you').waitFor();
  await show('Delivered');
  await line.getByText(/^Answered with 200.*, \d attempts/).waitFor();
  expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

test('the past comes again under its ids, from a place on the line', async () => {
  const [first] = got.splice(0);
  await page.getByRole('slider', { name: 'From' }).press('End');
  expect(await page.getByRole('button', { name: 'Deliver again' }).isDisabled()).toBe(true);
  await page.getByRole('slider', { name: 'From' }).press('Home');
  await press('Deliver again');
  await page.getByText(/^Facts \d+ to \d+ are told again/).waitFor();
  await expect.poll(() => got.map(({ headers }) => headers['webhook-id'])).toContain(first?.headers['webhook-id']);
});

test('a new secret signs beside the former one', async () => {
  await press('New secret');
  await answered('Make a new secret');
  const renewed = await shownOnce('Secret');
  got.length = 0;
  await press('Test');
  await expect.poll(() => got.length).toBe(1);
  expect([secret, renewed].map((one) => got[0] && isSignedWith(one, got[0]))).toEqual([true, true]);
  await page.getByText('The former one signs as well').waitFor();
});

test('an endpoint is changed, paused, resumed and removed', async () => {
  await press('Change');
  await page.getByLabel('Name').fill('Shop');
  await page.getByLabel('Chats').fill('6281234567890');
  await page.getByRole('switch', { name: 'Several events in one request' }).check();
  await page.getByLabel('Events at most').fill('5');
  await press('Change it');
  await card('Endpoint').getByText('6281234567890@s.whatsapp.net').waitFor();
  await card('Endpoint').getByText('of up to 5 events, with headers of its own: X-Shop, X-Floor').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Shop' }).waitFor();
  await press('Pause');
  await press('Resume');
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  await press('Remove');
  await answered('Remove the endpoint');
  await page.getByText('Nobody is told yet').waitFor();
  // The browser notes the refused address, and a delivery may be asked for when its endpoint is gone.
  expect(window.complaints().filter((line) => !/status of (?:404|422)/.test(line))).toEqual([]);
});

test('one click makes an endpoint onto the gateway itself, which shows what arrives and whether it is signed', async () => {
  await press('Try it here');
  await page.getByRole('heading', { level: 1, name: 'Tried here' }).waitFor();
  await card('What arrives here').getByText('Nothing has arrived yet').waitFor();
  await press('Test');
  const tested = card('What arrives here').getByRole('listitem').filter({ hasText: 'webhook.test' });
  await tested.getByText('Signature holds').waitFor();
  const url = (await card('Endpoint').getByText('/receivers/rcv_').textContent()) ?? '';
  await fetch(url, { method: 'POST', body: 'a stranger' });
  await card('What arrives here').getByText('Not signed').waitFor();
  await tested.getByRole('button', { name: /Look at the request/ }).click();
  await tested.getByText('"webhookId": "wh_').waitFor();
  await isForAll();

  await page.getByRole('radio', { name: '410' }).click();
  await stage.client.post('/api/whatsapp/queue/resume');
  await card('Endpoint').getByText('It answered 410: it wants no more').waitFor();
  await card('What arrives here').getByText('Answered with 410').first().waitFor();

  // Nothing else of the gateway is an address for endpoints.
  for (const other of ['/receivers/rcv_MEhLZ2VqV0RrQ2R2Tm5xYzBB', '/receivers/', '/api/auth/login', ''])
    expect(
      (
        await stage.client.post<{ code: string }>('/api/webhooks', {
          name: 'no',
          url: stage.url + other,
          events: ['*'],
        })
      ).body.code,
    ).toBe('address.forbidden');
});

const askWith = (key: string) => clientOf(stage.url, key).get('/api/auth/me');

test('a key is made with its scopes and bounds, used, rotated and revoked', async () => {
  await window.close();
  await stage.turnTo('/keys');
  await page.getByText('There is no key yet').waitFor();
  await press('Make a key');
  await page.getByLabel('Name').fill('order service');
  await page.getByRole('radio', { name: 'By tick' }).click();
  await page.getByRole('group', { name: 'Messages' }).getByLabel('send').check();
  await page.getByRole('group', { name: 'Queue' }).getByLabel('change').check();
  await page.getByLabel('Requests a minute').fill('600 a minute');
  await page.getByLabel('Addresses').fill('nowhere');
  await isForAll();
  await press('Make it');
  await page.getByText('Expected an address or a network').waitFor();
  await page.getByLabel('Addresses').fill('127.0.0.1');
  await press('Make it');
  const key = await shownOnce('Key');
  expect((await askWith(key)).body).toMatchObject({ name: 'order service', scopes: ['messages:send', 'queue:write'] });
  await card('Keys').getByText('Messages: send · Queue: change').waitFor();
  await card('Keys').getByText('at most 600 requests a minute').waitFor();
  await isForAll();

  await press('Rotate order service');
  await page.getByLabel('The former text is good for').fill('0');
  await answered('Rotate the key');
  const rotated = await shownOnce('Key');
  expect([(await askWith(key)).status, (await askWith(rotated)).status]).toEqual([401, 200]);
  const { body } = await clientOf(stage.url, rotated).post<{ jobId: string }>('/api/whatsapp/send-message', {
    number: '6281234567890',
    message: 'Your order is ready',
  });
  await stepTo(page, `/jobs/${body.jobId}`);
  await page.getByText('(with the key order service)').first().waitFor();
  await stepTo(page, '/keys');
  await press('Revoke order service');
  await answered('Revoke the key');
  await page.getByText('There is no key yet').waitFor();
  expect((await askWith(rotated)).status).toBe(401);
});

test('a person is added, gets another role and a password, and is removed; the last administrator stays', async () => {
  await window.close();
  await stage.turnTo('/people');
  await page.getByText('The last administrator keeps the role').waitFor();
  expect(await page.getByRole('button', { name: /^Remove admin@/ }).isDisabled()).toBe(true);
  const email = 'anna@example.com';
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('First password').fill('correct horse battery');
  await press('Add');
  await card('People').getByText(email).waitFor();
  await isForAll();
  await press(`Change the role of ${email}`);
  await page.getByRole('dialog').getByRole('radio', { name: 'Administrator' }).click();
  await answered('Change the role');
  await page.getByText('The last administrator keeps the role').waitFor({ state: 'detached' });
  await press(`Set a password for ${email}`);
  await page.getByRole('textbox', { name: 'New password' }).fill('another horse battery');
  await answered('Set the password');
  await page.getByText(`${email} has a new password.`).waitFor();
  const logIn = (password: string) => clientOf(stage.url, '').post('/api/auth/login', { email, password });
  expect((await logIn('another horse battery')).status).toBe(200);
  await press(`Remove ${email}`);
  await answered('Remove the person');
  await page.getByText('The last administrator keeps the role').waitFor();
  expect((await logIn('another horse battery')).status).toBe(401);
});

test('who is no administrator reads a sentence', async () => {
  await window.close();
  const role = 'viewer';
  const { close, page: other } = await stage.visit('/keys', {}, (one) =>
    one.route('**/api/auth/me', (route) =>
      route.fulfill({ json: { id: '1f', kind: 'person', email: 'vera@example.com', role } }),
    ),
  );
  await other.getByText('This page is for administrators').waitFor();
  await close();
});
