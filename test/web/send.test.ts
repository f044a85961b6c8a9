import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Look, openStage, SETTING_UP_MS, type Stage } from './support/stage.ts';

const ANNA = '6281234567801';
const DARK_NARROW: Look = { colours: 'dark', size: 'narrow' };

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await stage.paired();
}, SETTING_UP_MS);
afterAll(() => stage.close());

const looking = async (path: string, look: (page: Page) => Promise<void>, as: Look = {}) => {
  const watched = await stage.turnTo(path, as);
  try {
    await look(watched.page);
    expect(await watched.barriers()).toEqual([]);
    expect(await watched.page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    expect(watched.complaints()).toEqual([]);
  } finally {
    await watched.close();
  }
};

/** A picture of the page itself. */
const photo = async (page: Page) => ({
  name: 'our shop.png',
  mimeType: 'image/png',
  buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 320, height: 200 } }),
});

const begin = async (page: Page, kind: string): Promise<void> => {
  await page.getByLabel('Number', { exact: true }).fill(`+${ANNA}`);
  await page.getByRole('radio', { name: kind, exact: true }).check();
};

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();

/** Sends what is written, and gives the job. */
const sent = async (page: Page): Promise<string> => {
  await send(page);
  const row = page.getByRole('region', { name: 'Sent from here' });
  await row.getByText('Completed').first().waitFor();
  return (await row.getByRole('link').first().getAttribute('href')) ?? '';
};

const bubble = (page: Page, text: string) => page.locator('.bubble', { hasText: text });

interface Image {
  decode(): Promise<void>;
}

/** Throws for bytes that are no picture. */
const drawn = (page: Page, alt: string): Promise<void> =>
  page.getByAltText(alt).evaluate((image) => (image as unknown as Image).decode());

test('a picture is chosen, sent, and shown on its waybill, in the list and on the phone', async () => {
  let waybill = '';
  await looking('/send', async (page) => {
    await begin(page, 'Picture');
    await page
      .getByLabel('Picture', { exact: true })
      .last()
      .setInputFiles(await photo(page));
    await page.getByRole('button', { name: 'Remove the file' }).waitFor();
    await page.getByLabel('Caption').fill('Our new shop');
    expect(await page.locator('pre').textContent()).toMatch(/"image":\{"media":\{"id":"med_[0-9a-f]{18}"\}/);
    waybill = await sent(page);
  });
  await looking(new URL(waybill, stage.url).pathname, async (page) => {
    await page.locator('.waybill-text', { hasText: 'Our new shop' }).waitFor();
    await page.getByRole('button', { name: 'Download our shop.png' }).waitFor();
    expect(await page.getByRole('link', { name: 'Reply to it' }).getAttribute('href')).toMatch(/replyTo=3EB0/);
    await drawn(page, 'The picture of the message');
  });
  await looking('/jobs', async (page) => {
    await page.getByText('Picture: Our new shop').waitFor();
    await page.locator('.thumbnail > img').waitFor();
  });
  await looking(
    `/phones?number=${ANNA}`,
    async (page) => {
      await bubble(page, 'Our new shop').waitFor();
      await drawn(page, 'Our new shop');
    },
    DARK_NARROW,
  );
});

test('a poll and a place arrive as what they are', async () => {
  await looking('/send', async (page) => {
    await begin(page, 'Poll');
    await page.getByLabel('Question').fill('When may we deliver?');
    await page.getByLabel('Options').fill('Today\nTomorrow');
    await sent(page);
    await begin(page, 'Place');
    await page.getByLabel('Latitude').fill('-6.2088');
    await page.getByLabel('Longitude').fill('106.8456');
    await page.getByLabel('Name', { exact: true }).fill('Our shop');
    await send(page);
    await expect.poll(() => page.locator('.sent > li').count()).toBe(2);
  });
  await looking(`/phones?number=${ANNA}`, async (page) => {
    await bubble(page, 'When may we deliver?').waitFor();
    expect(await bubble(page, 'When may we deliver?').locator('.poll > li').allInnerTexts()).toEqual([
      'Today',
      'Tomorrow',
    ]);
    await bubble(page, 'Our shop').getByText('-6.2088, 106.8456').waitFor();
  });
});

test('a message is answered, reacted to, edited and taken back on the phone', async () => {
  const jobOf = async (body: object): Promise<{ messageId: string }> =>
    (await stage.client.post('/api/whatsapp/messages', { to: `+${ANNA}`, ...body })).body as { messageId: string };
  const first = await jobOf({ type: 'text', text: { body: 'Nine o’clock' } });
  const second = await jobOf({ type: 'text', text: { body: 'To be taken back' } });
  await looking(`/phones?number=${ANNA}`, async (page) => {
    await bubble(page, 'Nine o’clock').waitFor();
    await bubble(page, 'To be taken back').getByText('confirmed as delivered').waitFor({ state: 'attached' });
    await jobOf({ type: 'text', text: { body: 'That is early' }, replyTo: first.messageId });
    await bubble(page, 'That is early').locator('.quote', { hasText: 'Nine' }).waitFor();
    await jobOf({ type: 'reaction', reaction: { messageId: first.messageId, emoji: '👍' } });
    await bubble(page, '👍').waitFor();
    await jobOf({ type: 'edit', edit: { messageId: first.messageId, text: 'Ten o’clock' } });
    await bubble(page, 'Ten o’clock').getByText('Edited').waitFor();
    await jobOf({ type: 'delete', delete: { messageId: second.messageId } });
    await page.getByText('This message was deleted.').waitFor();
  });
});

/** Hands a picture to the page, as the clipboard or a drag would. */
const hand = (page: Page, act: string) =>
  page.evaluate(`(async () => {
    const canvas = new OffscreenCanvas(40, 30);
    canvas.getContext('2d').fillRect(0, 0, 40, 30);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob()], 'handed.png', { type: 'image/png' }));
    ${act}
  })()`);

const PASTE = "document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));";
const DROP =
  "document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));";

test('a picture that is pasted makes the message a picture; another one is dropped, and removed', () =>
  looking('/send', async (page) => {
    // A paste before the page listens is lost, as it would be to a person.
    await page.getByRole('radio', { name: 'Picture', exact: true }).waitFor();
    await hand(page, PASTE);
    await page.getByRole('button', { name: 'Remove the file' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Picture', exact: true }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Remove the file' }).click();
    await page.getByRole('radio', { name: 'Document', exact: true }).check();
    await hand(page, DROP);
    await page.getByText('handed.png').waitFor();
    await page.getByRole('button', { name: 'Remove the file' }).click();
    expect(await page.getByText('handed.png').count()).toBe(0);
  }));

test('what is rarely needed is in a fold; the request, the preview and the waybill show it', async () => {
  const { body } = await stage.client.post<{ messageId: string }>('/api/whatsapp/messages', {
    to: `+${ANNA}`,
    type: 'text',
    text: { body: 'Shall we?' },
  });
  let waybill = '';
  await looking('/send', async (page) => {
    const fold = page.locator('details.fold');
    const phone = page.getByRole('region', { name: 'On the phone' });
    await phone.getByText('Nothing to show yet.').waitFor();
    await begin(page, 'Text');
    await page.getByLabel('Message', { exact: true }).fill('Ask @6281155500001');
    expect(await fold.getByLabel('Mentions').isVisible()).toBe(false);
    await fold.locator('summary').click();
    await fold.getByLabel('In answer to').fill(body.messageId);
    await fold.getByLabel('Mentions').fill('+62 811-5550-0001');
    await fold.getByLabel('Not after').fill('2099-01-01T08:00');
    await fold.getByText(/2099.* UTC/).waitFor();
    await fold.getByLabel('Your reference').fill('order-1042');
    await fold.getByLabel('Metadata').fill('shop: jakarta');
    await fold.getByLabel('Marked as forwarded').check();
    const bubble = phone.locator('.bubble');
    expect((await bubble.innerText()).split(/\n+/)).toEqual(['Forwarded', body.messageId, 'Ask @6281155500001']);
    expect(await page.locator('pre').textContent()).toContain('"clientRef":"order-1042","metadata":{"shop":"jakarta"}');
    await fold.getByLabel('Not after').fill('');
    waybill = await sent(page);
    await phone.getByText('Nothing to show yet.').waitFor();
  });
  await looking(
    new URL(waybill, stage.url).pathname,
    async (page) => {
      const stub = page.getByRole('complementary', { name: 'In short' });
      for (const shown of [body.messageId, '+6281155500001', 'order-1042', 'jakarta'])
        await stub.getByText(shown, { exact: true }).waitFor();
    },
    DARK_NARROW,
  );
});

test('a form that is empty says what is missing, at each field', () =>
  looking(
    '/send',
    async (page) => {
      await page.getByRole('radio', { name: 'Picture', exact: true }).check();
      await send(page);
      await page.getByText('Who is it for?').waitFor();
      await page.getByText('Choose a picture.').waitFor();
      await page.getByRole('radio', { name: 'Poll', exact: true }).check();
      await page.getByText('What is the question?').waitFor();
      await page.getByText('What can be chosen?').waitFor();
      await page.getByRole('radio', { name: 'Contacts', exact: true }).check();
      await page.getByLabel('People').fill('Ayu');
      await page.getByText('“Ayu” is not a name, a comma and a number.').waitFor();
    },
    DARK_NARROW,
  ));

test('what the gateway says about a message stands at its field', async () => {
  const { page, barriers, close } = await stage.turnTo('/send');
  await begin(page, 'Reaction');
  await page.getByLabel('Message id').fill('3EB0C767D82B60E5A9F2');
  await page.getByLabel('Emoji').fill('👍');
  await send(page);
  await page.locator('.field', { hasText: 'Message id' }).locator('.error').waitFor();
  expect(await barriers()).toEqual([]);
  await close();
});
