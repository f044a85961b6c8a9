import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Look, openStage, SETTING_UP_MS, type Stage, wear } from './support/stage.ts';
import { ANNA, CHAT, GROUP, say, talk, type Talk, until, write, writeInGroup } from './support/talk.ts';
import { OF_LOOKS, type Watched } from './support/watch.ts';

const BUDI = '6281234567802';

let stage: Stage;
let window: Watched;
let page: Page;
let said: Talk;
beforeAll(async () => {
  stage = await openStage();
  await stage.paired();
  said = await talk(stage.client);
  window = await stage.visit(`/chats/${encodeURIComponent(CHAT)}`);
  page = window.page;
}, SETTING_UP_MS);
afterAll(() => stage.close());

const bubble = (words: string): Locator => page.locator('.bubble', { hasText: words });
const chats = (): Locator => page.getByRole('list', { name: 'Chats, last activity first' });
const box = (): Locator => page.locator('.conversation .bubbles');

const isClean = async (look: Look, rules?: readonly string[]): Promise<void> => {
  await wear(page, look);
  expect(await window.barriers(rules)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
};

test('every kind of message is in the conversation, the newest in view, under its day', async () => {
  await bubble('Thank you, see you tomorrow').waitFor();
  expect(await page.locator('.day').innerText()).toBe('Today');
  for (const words of [
    'Voice message',
    'Invoice 4711.pdf',
    'Toko Melati',
    'Pak Joko',
    'When may we deliver?',
    'This message was deleted',
    'can be seen on the phone alone',
  ]) {
    await bubble(words).first().waitFor();
  }
  expect(await page.locator('.bubbles a', { hasText: 'track/4711' }).getAttribute('href')).toBe(
    'https://example.com/track/4711',
  );
  // Files are fetched when they come near to what is in view.
  await bubble('Is this it?').first().scrollIntoViewIfNeeded();
  await bubble('Is this it?').getByAltText('Is this it?').waitFor();
  await page.locator('.votes li', { hasText: 'Tomorrow' }).getByText('1 vote').waitFor();
  await bubble('left this morning').getByText('👍').first().waitFor();
  await bubble('left this morning').getByText('delivered').waitFor({ state: 'attached' });
  expect(window.complaints()).toEqual([]);
});

test('an edited message shows what it said before, a deleted one what was taken back', async () => {
  await bubble('At noon, please').getByText('Edited').click();
  await bubble('At noon, please').getByText('At nine, please').waitFor();
  await bubble('This message was deleted').getByText('This message was deleted').click();
  await bubble('This message was deleted').getByText('Wrong chat').waitFor();
});

test('an erased message says that it was erased, and when', async () => {
  await say(stage.client, 'My card is 4111 1111');
  await bubble('My card is').getByRole('button', { name: 'React and more' }).click();
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  await page.getByRole('button', { name: 'Erase it here' }).click();
  await bubble('What it said was erased').locator('.absent time').waitFor();
  expect(await bubble('My card is').count()).toBe(0);
});

test('what people do right now is in the head of the chat, and what the account does with it in the list', async () => {
  await stage.client.post('/api/sandbox/type', { from: ANNA, state: 'typing' });
  await page.locator('.chat-head').getByText('types…').waitFor();
  await stage.client.post('/api/sandbox/type', { from: ANNA, state: 'paused' });
  await page.locator('.chat-head').getByText('+6281234567801').waitFor();
  // It is no fact: the feed goes on after it.
  await page.getByText('Live').first().waitFor();
  await page.getByRole('button', { name: 'Pin, archive and more' }).click();
  await page.getByRole('button', { name: 'Pin', exact: true }).click();
  await page.getByRole('button', { name: 'Unpin' }).waitFor();
  await chats().getByText('Pinned').waitFor({ state: 'attached' });
  await isClean({});
  await page.getByRole('button', { name: 'Pin, archive and more' }).click();
});

test('an answer, a reaction and a file go through the queue, and each has its waybill', async () => {
  await bubble('At noon, please').getByRole('button', { name: 'React and more' }).click();
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await page.keyboard.type('At noon it is');
  await page.keyboard.press('Enter');
  await bubble('At noon it is').getByText('delivered').waitFor({ state: 'attached' });
  await bubble('At noon it is').getByText('At noon, please').waitFor();

  await bubble('Good morning! Has').getByRole('button', { name: 'React and more' }).click();
  await page.getByRole('button', { name: 'React with 🙏' }).click();
  await bubble('Good morning! Has').locator('.reactions').getByText('🙏').waitFor();

  await page.getByLabel('Add a file').setInputFiles({
    name: 'slip.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4 a delivery slip'),
  });
  await page.getByRole('button', { name: 'Remove the file' }).waitFor();
  await page.getByRole('button', { name: 'Send' }).click();
  await bubble('slip.pdf').getByText('delivered').waitFor({ state: 'attached' });
  expect(await bubble('slip.pdf').getByRole('link', { name: 'Waybill' }).getAttribute('href')).toMatch(
    /^\/jobs\/[0-9a-f]{18}$/,
  );
  expect(window.complaints()).toEqual([]);
});

test('what waits stands below, says why, and joins the chat once it was taken', async () => {
  await stage.client.post('/api/whatsapp/queue/pause');
  await page.getByLabel(/^Message to/).fill('We call you before');
  await page.keyboard.press('Enter');
  const waiting = page.locator('.waiting-job', { hasText: 'We call you before' });
  await waiting.getByText('The queue is paused').waitFor();
  await stage.client.post('/api/whatsapp/queue/resume');
  await bubble('We call you before').getByText('delivered').waitFor({ state: 'attached' });
  await waiting.waitFor({ state: 'detached' });
});

test('the list tells at once what comes in elsewhere, and how much of it is unread', async () => {
  await say(stage.client, 'Is anybody there?', {}, BUDI);
  const row = chats().getByRole('link').filter({ hasText: 'Is anybody there?' });
  await row.getByText('1 message not read').waitFor({ state: 'attached' });
  // WhatsApp tells whole seconds: what was sent in the same one may stand before it.
  const at = Number(await row.getAttribute('data-index'));
  const [there, back] = at === 0 ? ['ArrowDown', 'ArrowUp'] : ['ArrowUp', 'ArrowDown'];
  await row.focus();
  await page.keyboard.press(there);
  expect(await page.evaluate("document.activeElement.dataset['index']")).toBe(String(at === 0 ? 1 : at - 1));
  await page.keyboard.press(back);
  await page.keyboard.press('Enter');
  await bubble('Is anybody there?').waitFor();
});

test('a search finds chats by name and messages by their words, and leads to the place', async () => {
  await page.getByLabel('Search names, numbers and messages').fill('warehouse');
  await page.getByRole('list', { name: 'Messages that fit' }).getByText('Has my order 4711').click();
  await page.locator('.bubble.pointed', { hasText: 'Has my order 4711' }).waitFor();
  expect(new URL(page.url()).searchParams.get('message')).toBe(said.question);
  await page.getByLabel('Search names, numbers and messages').fill('678 02');
  await page.getByRole('list', { name: 'Chats that fit' }).getByRole('link').waitFor();
  await page.getByLabel('Search names, numbers and messages').fill('');
  await chats().waitFor();
});

test('a quote leads to the message that it answers', async () => {
  await bubble('Thank you, see you').getByRole('button', { name: 'left this morning' }).click();
  await page.locator('.bubble.pointed', { hasText: 'left this morning' }).waitFor();
});

test('the waybill of a message that came in has each stop with its place in the log', async () => {
  await bubble('Is this it?').first().getByRole('link', { name: 'Waybill' }).click();
  const stops = page.locator('.stop');
  await stops.getByText('Handed over and stored').waitFor();
  await stops.getByText('File stored').waitFor();
  expect(await stops.getByRole('link', { name: /^Position / }).count()).toBe(3);
  await isClean({ colours: 'dark', size: 'narrow' });
  await isClean({}, OF_LOOKS);
  await page.getByRole('link', { name: 'The chat' }).click();
  await page.locator('.bubble.pointed', { hasText: 'Is this it?' }).waitFor();
});

test('a group has names at its messages, and its members one click away', async () => {
  await writeInGroup(stage.client, { type: 'text', body: 'The van leaves at nine' });
  await chats().getByText('The van leaves at nine').click();
  await bubble('The van leaves').locator('.author').waitFor();
  await page.getByRole('button', { name: '5 members' }).click();
  await page.getByRole('list', { name: 'Members' }).getByText('+6281200001001').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  expect(page.url()).toContain(encodeURIComponent(GROUP));
});

test('a message to a group says who got it and who read it, and whose phone is off', async () => {
  await page.getByLabel(/^Message to/).fill('We load at eight');
  await page.keyboard.press('Enter');
  await bubble('We load at eight').getByRole('button', { name: 'who got it' }).click();
  await page.getByRole('list', { name: 'Read by' }).getByText('+6281200000007').waitFor();
  await page.getByRole('list', { name: 'Delivered to' }).locator('time').nth(1).waitFor();
  await page.getByRole('list', { name: 'Not confirmed yet' }).getByText('+6281200000005').waitFor();
  await isClean({ colours: 'dark', size: 'narrow' });
  await wear(page, {});
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Groups' }).check({ force: true });
  await chats().getByText('We load at eight').waitFor();
  expect(await chats().getByRole('link').count()).toBe(1);
  await page.getByRole('radio', { name: 'All' }).check({ force: true });
});

test('on a narrow screen there is the list, and then the chat', async () => {
  await isClean({ colours: 'dark', size: 'narrow' });
  await page.getByRole('link', { name: 'All chats' }).click();
  await chats().getByText('We load at eight').waitFor();
  await isClean({ colours: 'dark', size: 'narrow' });
  await wear(page, {});
});

test('older messages come in as somebody scrolls, and what is read stays where it is', async () => {
  const client = stage.client;
  await until(client, 'message.received', 120, async () => {
    for (let n = 0; n < 120; n += 1) await write(client, { type: 'text', body: `Line ${n} of many` }, {}, ANNA);
  });
  await chats().getByText('Line 119 of many').click();
  await bubble('Line 119 of many').waitFor();
  const before = await page.locator('.conversation .bubble').count();
  expect(before).toBeLessThan(120);
  for (const words of ['Line 60 of many', 'Line 20 of many']) {
    while ((await bubble(words).count()) === 0) {
      await box().evaluate((element) => element.scrollTo(0, 0));
      await page.evaluate('new Promise(requestAnimationFrame)');
    }
  }
  expect(await page.locator('.conversation .bubble').count()).toBeGreaterThan(before);
  await bubble('Line 20 of many').scrollIntoViewIfNeeded();
  const place = await bubble('Line 20 of many').boundingBox();
  await say(client, 'One more, far below');
  await chats().getByText('One more, far below').waitFor();
  expect(await bubble('Line 20 of many').boundingBox()).toEqual(place);
  await page.getByRole('button', { name: 'Newest' }).click();
  await bubble('One more, far below').waitFor();
  const below = await box().evaluate(
    ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight,
  );
  expect(below).toBeLessThan(60);
  expect(window.complaints()).toEqual([]);
});

test('an address without a chat, or of a message that is gone, says so', async () => {
  const { page: other, close } = await stage.turnTo('/chats/6281299999999%40s.whatsapp.net');
  await other.getByText('No chat has this address').waitFor();
  await close();
});
