import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, SETTING_UP_MS, type Stage } from './support/stage.ts';
import type { Watched } from './support/watch.ts';

let stage: Stage;
let window: Watched;
beforeAll(async () => {
  stage = await openStage();
  await stage.showQr();
  window = await stage.visit('/');
}, SETTING_UP_MS);
afterAll(() => stage.close());

const go = async (name: string, page = window.page): Promise<void> => {
  await page.getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};

const card = (name: string) => window.page.getByRole('region', { name });

const send = async (number: string, message: string): Promise<void> => {
  const { page } = window;
  await page.getByLabel('Number', { exact: true }).fill(number);
  await page.getByLabel('Message', { exact: true }).fill(message);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
};

interface QueueNow {
  readonly active: number;
  readonly waiting: number;
  readonly completed: number;
}

const queueNow = async () => (await stage.client.get<{ queue: QueueNow }>('/api/whatsapp/status')).body.queue;

const config = async () => (await stage.client.get('/api/whatsapp/queue/config')).body;

test('a phone that cannot scan gets a code to type', async () => {
  await card('Session').getByText('Link with a code instead').click();
  await card('Session').getByLabel('Number of the phone').fill('+62 811 0000 9999');
  await card('Session').getByRole('button', { name: 'Get a code' }).click();
  await card('Session')
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .waitFor();
});

test('a newcomer without a phone scans with the one in the box', async () => {
  await card('Session').getByText('Waits for a phone').waitFor();
  await card('Session').getByAltText('The QR to scan').waitFor();
  await card('Session')
    .getByText(/A new one comes in \d+ s/)
    .waitFor();
  await card('Session').getByRole('button', { name: 'Scan with the sandbox phone' }).click();
  await card('Session').getByText('Ready').waitFor();
  await card('Session').getByText('+6281100009999').waitFor();
  await card('Events').getByText('Session: connected, messages go out').first().waitFor();
});

test('a number is read while it is typed, and a message is watched until it is delivered', async () => {
  await go('Send');
  await window.page.getByLabel('Number', { exact: true }).fill('0812');
  await window.page.getByText('Not a number yet').waitFor();
  await window.page.getByRole('button', { name: 'Send', exact: true }).click();
  await window.page.getByText('What is the message?').waitFor();
  await send('0812 3456 7890', "It's here");
  await window.page.getByText('+62 812 3456 7890').waitFor();
  await card('Sent from here').getByText('Completed').waitFor();
  await card('Sent from here').getByText('Delivered to the phone').waitFor();
});

test('a time says its zone, and cannot have passed', async () => {
  expect(await window.page.getByText('Your time, UTC').count()).toBe(2);
  await window.page.getByLabel('Message', { exact: true }).fill('Too late');
  await window.page.getByLabel('Not before').fill('2026-01-31T12:00');
  await window.page.getByText('31 Jan 2026, 12:00 UTC').waitFor();
  await window.page.getByRole('button', { name: 'Schedule' }).click();
  await window.page.getByText('This time has passed.').waitFor();
  expect(await window.page.evaluate('document.activeElement.type')).toBe('datetime-local');
  await window.page.getByLabel('Not before').fill('');
});

test('the same as a request is one that a shell takes', async () => {
  await window.page.getByLabel('Message', { exact: true }).fill("It's here");
  const curl = await card('The same as a request').locator('pre').textContent();
  expect(curl).toContain(`curl ${stage.url}/api/whatsapp/messages`);
  expect(curl).toContain(String.raw`-d '{"to":"0812 3456 7890","type":"text","text":{"body":"It'\''s here"}}'`);
});

test('the overview counts what was sent', async () => {
  await go('Overview');
  await card('Last hour').getByRole('img', { name: '1 message sent, 0 failed, 0 came in' }).waitFor();
  await card('Queue').getByText('100 %').waitFor();
  await card('Events').getByText('Delivered to the phone').first().waitFor();
});

test('the events say who was added, and who logged in', async () => {
  await card('Events').getByText('admin@example.com was added, as admin').waitFor();
  await card('Events').getByText('admin@example.com logged in').first().waitFor();
});

test('a queue that cools down promises nothing for a session that is stopped', async () => {
  await stage.client.post('/api/sandbox/rate-overlimit', { times: 1 });
  await stage.client.post('/api/whatsapp/send-message', { number: '6281200070000', message: 'too much' });
  await card('Queue').getByText('The queue goes on in').waitFor();
  await card('Events')
    .getByText(/^Failed for good: WhatsApp says that it is asked too much/)
    .waitFor();
  await card('Session').getByRole('button', { name: 'Stop' }).click();
  await card('Session').getByText('messages wait until it is started').waitFor();
  expect(await card('Queue').textContent()).not.toContain('Messages go out');
  await card('Session').getByRole('button', { name: 'Start the session' }).click();
  await card('Session').getByText('Ready').waitFor();
  await card('Queue').getByRole('button', { name: 'Resume' }).click();
  await card('Queue').getByText('Running').waitFor();
});

test('a paused queue says so on every page, takes messages, and goes on', async () => {
  await go('Queue');
  await card('State').getByRole('button', { name: 'Pause' }).click();
  await card('State').getByText('Paused').waitFor();
  await go('Send');
  await send('0812 3456 7891', 'for later');
  await card('Sent from here').getByText('Waiting').waitFor();
  await go('Overview');
  await card('Queue').getByRole('button', { name: 'Resume' }).click();
  await card('Queue').getByText('Running').waitFor();
});

test('the configuration is drawn before it is saved, and is in effect then', async () => {
  await go('Queue');
  await window.page.getByLabel('Attempts').fill('0');
  await window.page.getByText('From 1 to 20.').waitFor();
  await window.page.getByLabel('Attempts').fill('3');
  await window.page.getByLabel('First wait (seconds)').fill('1.5');
  await window.page.getByText('tried 3 times and given up after waits of 4.5 s in all').waitFor();
  await window.page.getByRole('button', { name: 'Save' }).click();
  await window.page.getByText('The configuration is saved, and in effect.').waitFor();
  expect(await config()).toMatchObject({ maxAttempts: 3, backoffBaseMs: 1500 });
});

test('clearing asks which, and says how many it will be before it is done', async () => {
  await stage.client.post('/api/whatsapp/queue/pause');
  await stage.client.post('/api/whatsapp/send-message', { number: '6281200070001', message: 'one' });
  await stage.client.post('/api/whatsapp/send-message', { number: '6281200070002', message: 'two' });
  expect(await card('Clear').getByRole('button', { name: 'Clear…' }).isDisabled()).toBe(true);
  await card('Clear').getByText('Waiting').click();
  await card('Clear').getByText('2 messages now.').waitFor();
  await card('Clear').getByRole('button', { name: 'Clear…' }).click();
  const dialog = window.page.getByRole('dialog', { name: 'Clear 2 messages?' });
  await dialog.getByText('2 messages will be cancelled and never be sent.').waitFor();
  expect(await window.barriers()).toEqual([]);
  await dialog.getByRole('button', { name: 'Clear 2 messages' }).click();
  await dialog.waitFor({ state: 'detached' });
  await card('Clear').getByText('There are none now.').waitFor();
  await stage.client.post('/api/whatsapp/queue/resume');
});

test('a clearing that takes a while is counted on the page until it ends', async () => {
  await card('Clear').getByText('Failed').click();
  await stage.client.post('/api/whatsapp/send-message', { number: '6281200000404', message: 'nobody' });
  const answers = [4_000, 9_500, 15_000].map((cleared) => ({
    id: 'c1',
    total: 15_000,
    cleared,
    done: cleared === 15_000,
    problem: null,
  }));
  await window.page.route('**/queue/clear', (route) => route.fulfill({ status: 202, json: answers.shift() }));
  await window.page.route('**/queue/clear/c1', async (route) => {
    await card('Clear')
      .getByText(/^(?:4,000|9,500) of 15,000 messages cleared…$/)
      .waitFor();
    await route.fulfill({ json: answers.shift() });
  });
  await card('Clear').getByRole('button', { name: 'Clear…' }).click();
  await window.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Clear / })
    .click();
  await window.page.getByText('15,000 messages cleared.').waitFor();
  await window.page.unrouteAll();
});

test('what failed is in the retry queue, with why and what to do: a retry only where it can help', async () => {
  const row = card('Retry queue').getByRole('listitem').filter({ hasText: '+6281200000404' }).first();
  await row.getByText('The number is not on WhatsApp').waitFor();
  await row.getByText('1 attempt. Check the number: a retry cannot help.').waitFor();
  expect(await row.getByRole('button', { name: 'Retry' }).count()).toBe(0);
  await row.getByRole('link', { name: 'Send a new message' }).waitFor();
  const limited = card('Retry queue').getByRole('listitem').filter({ hasText: 'asked too much' });
  await limited.getByText('Send more slowly, and retry it later.').waitFor();
  await limited.getByRole('button', { name: 'Retry' }).click();
  await limited.waitFor({ state: 'detached' });
});

test('however much happens, the page asks for the same at most once a second', async () => {
  await go('Overview');
  // What the tests before have retried or resumed has ended.
  await expect.poll(async () => (await queueNow()).active + (await queueNow()).waiting).toBe(0);
  const { completed } = await queueNow();
  const { head } = (await stage.client.get<{ head: { position: number } }>('/api/audit')).body;
  let asked = 0;
  window.page.on('request', (request) => {
    if (request.url().endsWith('/api/whatsapp/status')) asked += 1;
  });
  const messages = Array.from({ length: 30 }, (_, n) => ({ number: `6281200071${100 + n}`, message: `${n}` }));
  await Promise.all(messages.map((message) => stage.client.post('/api/whatsapp/send-message', message)));
  await card('Queue')
    .getByText(String(completed + messages.length), { exact: true })
    .waitFor();
  expect(asked).toBeGreaterThan(0);
  const { items } = (
    await stage.client.get<{ items: { at: string }[] }>(`/api/events?after=${head.position}&limit=500`)
  ).body;
  const [first, last] = [items[0], items.at(-1)].map((fact) => Date.parse(fact?.at ?? ''));
  expect(items.length).toBeGreaterThan(4 * messages.length);
  // By the times of the facts themselves; one before them, one after, and one for the second that has begun.
  expect(asked).toBeLessThanOrEqual(((last ?? 0) - (first ?? 0)) / 1000 + 3);
});

test('a tab that nobody looks at gives its connection back, and catches up when someone does', async () => {
  const { page } = window;
  await page.getByText('Live').first().waitFor();
  expect(await card('Events').getByText('Queue: paused').count()).toBe(0);
  const show = (hidden: boolean) =>
    page.evaluate(
      `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
    );
  const ended = page.waitForEvent('requestfailed', (request) => request.url().includes('/api/events/live'));
  await show(true);
  await ended;
  await stage.client.post('/api/whatsapp/queue/pause');
  await stage.client.post('/api/whatsapp/queue/resume');
  await show(false);
  await card('Events').getByText('Queue: paused').first().waitFor();
  await page.evaluate('delete document.hidden');
});

test('a tab that is opened in the background takes no connection until someone looks at it', async () => {
  const page = await window.page.context().newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
  await page.goto(stage.url);
  await page.getByRole('region', { name: 'Session' }).getByText('Ready').waitFor();
  expect(asked).toContain('/api/whatsapp/status');
  // The place where the feed begins, and the feed.
  expect(asked).not.toContain('/api/audit');
  expect(asked).not.toContain('/api/events/live');
  await page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByText('Live').first().waitFor();
  await page.close();
});

test('nothing so far was wrong', () => {
  expect(window.complaints()).toEqual([]);
});

test('while the gateway is away each page says so, and shows what was missed once it is back', async () => {
  await go('Send');
  const pages = [
    ['Queue', 'Messages at once'],
    ['Jobs', '+6281200071'],
    ['Audit', 'Verify the chain'],
  ] as const;
  const visit = async ([name, words]: (typeof pages)[number]) => {
    const { page } = await stage.visit('/send');
    await page.getByRole('heading', { level: 1, name: 'Send' }).waitFor();
    return { page, name, words };
  };
  const others = await Promise.all(pages.map(visit));
  const tabs = [{ page: window.page, name: 'Overview', words: 'Connected: messages can go out.' }, ...others];
  await stage.restart(async () => {
    await window.page.getByText('Waybill does not answer, reconnecting…').waitFor();
    await send('0812 3456 7890', 'Nobody takes it');
    await window.page.getByText('Waybill does not answer. It may be').first().waitFor();
    for (const { page, name } of tabs) {
      await go(name, page);
      await page.getByRole('main').getByText('Waybill does not answer. It may be').first().waitFor();
    }
  });
  await window.page.getByText('Waybill does not answer, reconnecting…').waitFor({ state: 'detached' });
  await card('Events').getByText('Waybill stopped').first().waitFor();
  await card('Events')
    .getByText(/Waybill [\d.]+ started/)
    .first()
    .waitFor();
  // Pages that were gone to meanwhile have had nothing to show until now.
  for (const { page, words } of tabs) {
    await page.getByText(words).first().waitFor();
    await page.getByText('Waybill does not answer').first().waitFor({ state: 'detached' });
  }
});
