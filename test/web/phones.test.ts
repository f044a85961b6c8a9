import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Look, openStage, SETTING_UP_MS, type Stage } from './support/stage.ts';

const ANNA = '6281234567801';
const BUDI = '6281234567802';
const OFF = '6281200000005';
const GROUP = '120363000000000042@g.us';

interface Group {
  readonly announceOnly: boolean;
  readonly joinApproval: boolean;
  readonly members: readonly { readonly number: string; readonly role: string }[];
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.paired();
  await stage.client.post('/api/whatsapp/queue/config', { backoffBaseMs: 100 });
}, SETTING_UP_MS);
afterAll(() => stage.close());

const looking = async (path: string, look: (page: Page) => Promise<void>, as: Look = {}) => {
  const watched = await stage.turnTo(path, as);
  try {
    await look(watched.page);
    expect(await watched.barriers()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  } finally {
    await watched.close();
  }
};

const bubble = (page: Page, text: string) => page.locator('.bubble', { hasText: text });

test('a message is sent, arrives, is read and answered, all on one page', () =>
  looking(`/phones?number=${ANNA}`, async (page) => {
    await page.getByLabel('Message of your program').fill('Is nine o’clock fine?');
    await page.getByRole('button', { name: 'Send' }).click();
    await bubble(page, 'Is nine').getByText('confirmed as delivered').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Read all' }).click();
    await bubble(page, 'Is nine').getByText('confirmed as read').waitFor({ state: 'attached' });
    await page.getByRole('radio', { name: 'As the contact' }).check();
    await page.getByLabel('Answer of the contact').fill('Ten would be better');
    await page.getByRole('button', { name: 'Answer' }).click();
    await bubble(page, 'Ten would').getByText('taken by Waybill').waitFor({ state: 'attached' });
    expect(await page.locator('.bubble > p').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('Is nine'), expect.stringContaining('Ten would')]),
    );
    await bubble(page, 'Is nine').getByRole('link', { name: 'Waybill' }).click();
    await page.getByText('It arrived, and was read.').waitFor();
  }));

test('phones in the background take no connection until someone looks at them', async () => {
  const asked: string[] = [];
  const { page, complaints, close } = await stage.visit('/phones', {}, (page) => {
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    return page.addInitScript("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
  });
  await page.getByText('Make something go wrong').waitFor();
  expect(asked).not.toContain('/api/sandbox/live');
  const followed = page.waitForRequest('**/api/sandbox/live');
  await page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
  await followed;
  expect(complaints()).toEqual([]);
  await close();
});

test('what is written from the right is read from there, in the chat and in the list', () =>
  looking(`/phones?number=${ANNA}`, async (page) => {
    await stage.client.post('/api/sandbox/deliver', { from: ANNA, text: 'مرحبا، أين طلبي؟' });
    for (const place of ['.bubble > p', '.phone-last > .ellipsis']) {
      const words = page.locator(place, { hasText: 'مرحبا' });
      expect(await words.evaluate((element) => element.matches(':dir(rtl)')), place).toBe(true);
    }
  }));

test('a fault is switched on, strikes, and switches itself off; the phone shows the message once', () =>
  looking(
    `/phones?number=${ANNA}`,
    async (page) => {
      const fault = page.getByRole('switch', { name: 'Lose the acknowledgement' });
      await fault.check();
      await page.getByText('Strikes once more.').waitFor();
      await page.getByLabel('Message of your program').fill('Only once, please');
      await page.keyboard.press('Enter');
      await bubble(page, 'Only once').waitFor();
      await expect.poll(() => fault.isChecked()).toBe(false);
      await bubble(page, 'Only once').getByText('arrived 2 times, shown once').waitFor();
      await fault.check();
      await page.getByText('Strikes once more.').waitFor();
      await fault.uncheck();
      await expect.poll(async () => (await stage.client.get('/api/sandbox/state')).body['armed']).toEqual([]);
    },
    { colours: 'dark' },
  ));

test('a phone that is off gets what waits for it when it is switched on, on a narrow screen too', () =>
  looking(
    '/phones',
    async (page) => {
      await stage.client.post('/api/whatsapp/send-message', { number: OFF, message: 'Good night' });
      await page.getByRole('link', { name: `+${OFF}` }).click();
      await page.getByText('1 message will arrive when it is switched on.').waitFor();
      await page.getByRole('button', { name: 'Switch on' }).click();
      await bubble(page, 'Good night').waitFor();
      await page.getByRole('link', { name: 'All phones' }).click();
      await page.getByLabel('Any number has a phone').fill('12');
      await page.getByRole('button', { name: 'Open' }).click();
      await page.getByText('An international number has 5 to 20 digits.').waitFor();
      await page.getByLabel('Any number has a phone').fill('+49 1512 3456789');
      await page.getByRole('button', { name: 'Open' }).click();
      await page.getByRole('heading', { name: '+4915123456789' }).waitFor();
      // The faults are one choice away, not below all chats.
      await page.getByRole('radio', { name: 'Faults' }).check({ force: true });
      const faults = await page.getByRole('heading', { name: 'Make something go wrong' }).boundingBox();
      expect(faults?.y).toBeLessThan(844);
    },
    { colours: 'dark', size: 'narrow' },
  ));

test('a group is on the phones of its members: the program writes, a member answers, and another phone shows both', () =>
  looking(
    '/phones',
    async (page) => {
      await page.getByRole('link', { name: 'Waybill test group' }).click();
      await page.getByLabel('Message of your program').fill('The van leaves at nine');
      await page.getByRole('button', { name: 'Send' }).click();
      await bubble(page, 'The van').getByText('read by 1 of 4').waitFor();
      await page.getByRole('radio', { name: 'As the contact' }).check({ force: true });
      await page.getByLabel('Answer of the contact').fill('We are ready');
      await page.getByRole('button', { name: 'Answer' }).click();
      await bubble(page, 'We are ready').getByText('taken by Waybill').waitFor({ state: 'attached' });
      await page.getByLabel('The phone that is looked at').selectOption('+6281200001002');
      await bubble(page, 'We are ready').getByText('+6281200001001').waitFor();
      await page.getByRole('radio', { name: 'Chat', exact: true }).check({ force: true });
      await page.getByRole('heading', { name: '+6281200001002' }).waitFor();
      await page.getByRole('radio', { name: 'Waybill test group' }).check({ force: true });
      await bubble(page, 'The van').getByText('Your account').waitFor();
      // Its members change it, and Waybill is told.
      await page.getByRole('button', { name: 'Change it' }).click();
      const dialog = page.getByRole('dialog');
      // A rule is shown as the group has it, not as it was clicked.
      for (const rule of ['Admins approve those who join', 'Only admins write']) {
        await dialog.getByText(rule).click();
        await dialog.getByRole('switch', { name: rule, checked: true }).waitFor();
      }
      await dialog.getByLabel('Somebody else').fill(`+${BUDI}`);
      await dialog.getByRole('button', { name: 'Joins by the invite' }).click();
      await dialog.getByRole('list', { name: 'Those who ask to join' }).getByText(`+${BUDI} asks`).waitFor();
      await dialog.getByRole('button', { name: 'Approve', exact: true }).click();
      await dialog.getByRole('button', { name: `Promote +${BUDI}` }).click();
      await dialog.getByRole('button', { name: `Demote +${BUDI}` }).waitFor();
      await dialog.getByRole('button', { name: `Leaves +${OFF}` }).click();
      await dialog.getByText(`+${OFF}`).first().waitFor({ state: 'detached' });
      await expect
        .poll(async () => {
          const { announceOnly, joinApproval, members } = (
            await stage.client.get<Group>(`/api/whatsapp/groups/${GROUP}`)
          ).body;
          return [
            announceOnly,
            joinApproval,
            members.find(({ number }) => number === `+${BUDI}`)?.role,
            members.length,
          ];
        })
        .toEqual([true, true, 'admin', 5]);
    },
    { size: 'narrow' },
  ));

test('a contact writes every kind, and takes back, changes and reacts to what was written', () =>
  looking(`/phones?number=${BUDI}`, async (page) => {
    await page.getByRole('radio', { name: 'As the contact' }).check({ force: true });
    await page.getByLabel('Answer of the contact').fill('At nine');
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await bubble(page, 'At nine').getByRole('button', { name: 'React and more' }).click();
    await bubble(page, 'At nine').getByLabel('New words').fill('At noon');
    await bubble(page, 'At nine').getByRole('button', { name: 'Edit' }).click();
    await bubble(page, 'At noon').getByText('Edited').waitFor();
    await bubble(page, 'At noon').getByRole('button', { name: 'React with 👍' }).click();
    await bubble(page, 'At noon').locator('.reactions').waitFor();

    await page.getByLabel('Kind of message').selectOption('poll');
    await page.getByLabel('Question').fill('Tea or coffee?');
    await page.getByLabel('Options').fill('Tea\nCoffee');
    await page.getByRole('button', { name: 'Answer', exact: true }).last().click();
    await bubble(page, 'Tea or coffee?').getByText('taken by Waybill').waitFor({ state: 'attached' });
    await page.getByLabel('Kind of message').selectOption('document');
    await page.getByLabel('Document').setInputFiles({
      name: 'order.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4 an order'),
    });
    await page.getByLabel('How it arrives').selectOption('Under the hidden id');
    await page.getByRole('button', { name: 'Answer', exact: true }).last().click();
    await bubble(page, 'order.pdf').getByText('taken by Waybill').waitFor({ state: 'attached' });

    await page.getByRole('radio', { name: 'On your phone' }).check({ force: true });
    await page.getByLabel('Kind of message').selectOption('text');
    await page.getByLabel('Message of your phone').fill('I am on my way');
    await page.getByRole('button', { name: 'Answer', exact: true }).last().click();
    await bubble(page, 'I am on my way').getByText('Your account').waitFor({ state: 'attached' });

    await bubble(page, 'At noon').getByRole('button', { name: 'Delete' }).click();
    await bubble(page, 'This message was deleted').waitFor();
    const { body } = await stage.client.get<{ items: { type: string; source: string; deletedAt: string | null }[] }>(
      `/api/whatsapp/chats/${BUDI}@s.whatsapp.net/messages`,
    );
    expect(body.items.map(({ type, source }) => `${type} ${source}`).toSorted()).toEqual([
      'document live',
      'poll live',
      'text live',
      'text phone',
    ]);
    expect(body.items.filter(({ deletedAt }) => deletedAt !== null)).toHaveLength(1);
  }));

test('a contact types, calls and publishes, the phone archives and blocks, and a cut line hands over again', () =>
  looking(`/phones?number=${BUDI}`, async (page) => {
    const api = stage.client;
    await page.getByRole('button', { name: 'Type, call and more' }).click();
    await page.getByRole('button', { name: 'Archive', exact: true }).click();
    await page.getByRole('button', { name: 'Unarchive' }).waitFor();
    await page.getByRole('button', { name: 'Block', exact: true }).click();
    await page.getByRole('button', { name: 'Unblock' }).click();
    await page.getByRole('button', { name: 'Block', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Calls', exact: true }).click();
    await page.getByRole('radio', { name: 'Your phone', exact: true }).check({ force: true });
    const account = page.getByRole('region', { name: 'Your phone' });
    await account.getByText('archived').waitFor();
    await account.getByRole('button', { name: 'Take it' }).click();
    await account.getByText('taken on your phone').waitFor();
    await expect
      .poll(
        async () => (await api.get<{ archived: boolean }>(`/api/whatsapp/chats/${BUDI}@s.whatsapp.net`)).body.archived,
      )
      .toBe(true);

    await api.post('/api/sandbox/drop', { mode: 'before_receipt' });
    await page.getByRole('radio', { name: 'As the contact' }).check({ force: true });
    await page.getByLabel('Answer of the contact').fill('Twice, please');
    await page.getByRole('button', { name: 'Answer', exact: true }).last().click();
    await page.getByRole('radio', { name: 'On the way' }).check({ force: true });
    const way = page.getByRole('list', { name: 'Messages of phones, the newest first' });
    await way.getByText(/handed over 2 times/).waitFor();
    await way.getByRole('listitem').first().getByText('Confirmed').waitFor();

    await page.getByRole('radio', { name: 'Status', exact: true }).check({ force: true });
    await page.getByLabel('Answer of the contact').fill('Open on Sunday');
    await page.getByRole('button', { name: 'Publish' }).click();
    await bubble(page, 'Open on Sunday').waitFor();
    await page.getByRole('link', { name: 'A channel' }).click();
    await page.getByLabel('Answer of the contact').fill('Our news');
    await page.getByRole('button', { name: 'Publish' }).click();
    await expect
      .poll(async () => {
        const { items } = (await api.get<{ items: { kind: string }[] }>('/api/whatsapp/chats')).body;
        return items.map(({ kind }) => kind).filter((kind) => kind === 'status' || kind === 'channel');
      })
      .toHaveLength(2);
  }));

test('the phones are emptied after a question', () =>
  looking('/phones', async (page) => {
    await page.getByRole('button', { name: 'Empty the phones' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Empty the phones' }).click();
    await page.getByText('No message yet').waitFor();
  }));
