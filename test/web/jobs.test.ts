import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messageIdOf } from '../../src/kernel/message-ids.ts';
import { ANNA as ANNA_CHAT, closed, jobIdOf, openStory, T0 } from '../projections/story.ts';
import { followFacts } from '../support/client.ts';
import { type Look, openStage, SETTING_UP_MS, type Stage } from './support/stage.ts';
import type { Watched } from './support/watch.ts';

const ANNA = '6281234567801';
const BUDI = '6281234567802';
const CITRA = '6281234567803';
const NOBODY = '6281200000404';
/** More than one page of the list, and more than one of the export. */
const MANY = 600;
/** The first jobs of the long list. */
const OFTEN = 1;
const FORMULA = 2;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ WAYBILL_ACK_TIMEOUT_MS: '1500' });
  await stage.paired();
}, SETTING_UP_MS);
afterAll(() => stage.close());

const send = async (number: string, message: string, more: object = {}): Promise<string> => {
  const { body } = await stage.client.post<{ jobId: string }>('/api/whatsapp/send-message', {
    number,
    message,
    ...more,
  });
  return body.jobId;
};

/** Resolves once a job has come to one of these facts. */
const comesTo = async (job: string, ...types: string[]): Promise<void> => {
  const feed = await followFacts(stage.client);
  await feed.until((facts) => facts.some(({ stream, type }) => stream === `job/${job}` && types.includes(type)));
  feed.end();
};

/** Goes to a path, and in the end holds the window to what every page must keep. */
const looking = async (path: string, look: (page: Page) => Promise<void>, as: Look = {}, at = stage) => {
  const watched: Watched = await at.turnTo(path, as);
  try {
    await look(watched.page);
    expect(await watched.barriers()).toEqual([]);
    expect(watched.complaints()).toEqual([]);
  } finally {
    await watched.close();
  }
};

/** A data folder in which many messages wait, because the queue is paused, and one was given up after five attempts. */
const backlog = async (): Promise<string> => {
  const data = mkdtempSync(join(tmpdir(), 'waybill-jobs-'));
  const { tell, queue, job, log } = openStory(join(data, 'waybill.db'));
  const numbers = Array.from({ length: MANY }, (_, n) => n + 1);
  const texts: Readonly<Record<number, string>> = {
    [OFTEN]: 'Five times',
    [FORMULA]: '=HYPERLINK("http://example.com")',
  };
  await Promise.all([
    tell('queue/default', { type: 'queue.paused' }),
    ...numbers.map((number) => queue(number, { text: texts[number] ?? `Message ${number}` })),
  ]);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await job(OFTEN, { type: 'job.started', attempt });
    await job(OFTEN, { type: 'job.validated', chat: ANNA_CHAT });
    if (attempt < 5) await job(OFTEN, { type: 'job.failed', attempt, failure: closed, retryAt: T0 });
  }
  await job(OFTEN, { type: 'job.abandoned', attempt: 5, failure: closed });
  await log.close();
  return data;
};

const rows = (page: Page) => page.locator('.job-rows > .job-row');
const fromTheRight = (of: Locator) => of.evaluate((element) => element.matches(':dir(rtl)'));
const top = async (of: Locator) => (await of.boundingBox())?.y ?? Number.NaN;
const stops = (page: Page) => page.locator('.stop strong').allTextContents();

describe('a waybill', () => {
  test('shows an attempt that failed, why, and how long it is to the next one', async () => {
    const configure = (backoffBaseMs: number) =>
      stage.client.post('/api/whatsapp/queue/config', { backoffBaseMs, backoffMaxMs: 3_600_000 });
    await configure(3_600_000);
    await stage.client.post('/api/sandbox/lose-ack', { times: 1 });
    const job = await send(BUDI, 'Not yet');
    await comesTo(job, 'job.failed');
    await configure(100);
    await looking(`/jobs/${job}`, async (page) => {
      await page.getByText('WhatsApp did not acknowledge it in time; it is retried by itself.').waitFor();
      expect(await stops(page)).toEqual(['Accepted', 'Attempt 1', 'Handed over', 'Attempt 1 failed', 'Attempt 2']);
      const countdown = page.locator('.stop.ahead time');
      expect(await countdown.textContent()).toMatch(/^in (?:59 min|1 h)/);
      const before = await countdown.textContent();
      await expect.poll(() => countdown.textContent()).not.toBe(before);
    });
  });

  test('shows a message that failed once and arrived, and each receipt as it comes', async () => {
    await stage.client.post('/api/sandbox/lose-ack', { times: 1 });
    const job = await send(ANNA, 'On its way');
    await looking(`/jobs/${job}`, async (page) => {
      await page.getByText('It arrived').waitFor();
      expect(await stops(page)).toEqual([
        'Accepted',
        'Attempt 1',
        'Handed over',
        'Attempt 1 failed',
        'Attempt 2',
        'Handed over',
        'Taken by WhatsApp',
        'Delivered',
      ]);
      await stage.client.post('/api/sandbox/receipt', { number: ANNA, messageId: messageIdOf(job), kind: 'read' });
      await page.getByText('It arrived, and was read.').waitFor();
      expect(await page.getByRole('link', { name: 'Open in the inspector' }).getAttribute('href')).toBe(
        `/inspector?stream=job/${job}`,
      );
    });
  });

  test('of a message that cannot arrive offers no retry, but a new message with the same text', async () => {
    const job = await send(NOBODY, 'Hello?');
    await comesTo(job, 'job.abandoned');
    await looking(
      `/jobs/${job}`,
      async (page) => {
        await page.getByText('because the number is not on WhatsApp').waitFor();
        expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
        await page.getByRole('link', { name: 'Send a new message' }).click();
        await expect.poll(() => page.getByLabel('Message', { exact: true }).inputValue()).toBe('Hello?');
        expect(await page.getByLabel('Number', { exact: true }).inputValue()).toBe(`+${NOBODY}`);
      },
      { colours: 'dark', size: 'narrow' },
    );
  });

  test('of a message for later can be cancelled, after a question', async () => {
    const job = await send(ANNA, 'For later', { sendAt: new Date(Date.now() + 3_600_000).toISOString() });
    await looking(`/jobs/${job}`, async (page) => {
      await page.getByText('asked for a later time').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: 'Cancel the message' }).click();
      await page.getByText('It was cancelled before it was sent.').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).first().waitFor({ state: 'detached' });
    });
  });

  test('names its job, in the tab its number, and reads from the right what is written so', async () => {
    const job = await send(ANNA, 'مرحبا، طلبك في الطريق');
    await looking(`/jobs/${job}`, async (page) => {
      await page.locator('.waybill-stub dd', { hasText: job }).waitFor();
      expect(await page.title()).toBe(`+${ANNA} · Waybill`);
      expect(await fromTheRight(page.getByText('مرحبا'))).toBe(true);
      expect(await fromTheRight(page.getByText('Taken by WhatsApp'))).toBe(false);
      await page.getByRole('link', { name: 'All jobs' }).click();
      expect(await fromTheRight(page.locator('.job-note', { hasText: 'مرحبا' }).locator('.job-message'))).toBe(true);
    });
  });

  test('of a draft says who let it go out, once it was approved, edited or rejected with a key', async () => {
    const { body: made } = await stage.client.post<{ key: string }>('/api/keys', {
      name: 'bot',
      scopes: ['messages:draft'],
      sessions: ['default'],
    });
    const draft = async (message: string): Promise<string> => {
      const headers = { authorization: `Bearer ${made.key}` };
      const body = { number: ANNA, message };
      return (await stage.client.post<{ jobId: string }>('/api/whatsapp/send-message', body, headers)).body.jobId;
    };
    const jobs = [await draft('Third'), await draft('Helo'), await draft('First')] as const;
    await looking('/drafts', async (page) => {
      const [row, taken] = [page.locator('.draft'), page.locator('.draft[aria-current]')];
      await expect.poll(() => row.count()).toBe(3);
      await page.locator('.side .nav a', { hasText: /Drafts\s*3 waiting/ }).waitFor();
      expect(await page.locator('.draft-keys li').allTextContents()).toContain('a approve');
      await taken.getByText('First').waitFor();
      await page.keyboard.press('a');
      await taken.getByText('Helo').waitFor();
      await page.keyboard.press('e');
      await page.getByLabel('What goes out instead').fill('Hello');
      await page.keyboard.press('Control+Enter');
      await taken.getByText('Third').waitFor();
      await page.keyboard.press('r');
      await page.getByLabel('Reason').fill('Not today');
      await page.getByRole('button', { name: 'Reject the draft' }).click();
      await page.getByText('No draft waits for you').waitFor();
    });
    await looking(
      `/jobs/${jobs[1]}`,
      async (page) => {
        await page.locator('.stop', { hasText: 'Approved' }).getByText('(by you)').waitFor();
        expect((await stops(page)).slice(0, 2)).toEqual(['Drafted', 'Approved']);
        await page.locator('.waybill-stub', { hasText: 'Approved by' }).waitFor();
        await page.getByText('Hello', { exact: true }).first().waitFor();
      },
      { colours: 'dark', size: 'narrow' },
    );
    await looking(`/jobs/${jobs[0]}`, (page) => page.locator('dd', { hasText: 'Not today' }).waitFor());
  });

  test('of a message that nobody knows says so', async () => {
    const watched = await stage.turnTo('/jobs/000000000000000000');
    await watched.page.getByText('No message has this id').waitFor();
    await watched.close();
  });
});

/** To the end of the list of all that wait, and back and forth with the keyboard. */
const scrollThrough = async (page: Page) => {
  await rows(page).first().waitFor();
  const table = page.getByRole('table', { name: 'Jobs' });
  const list = page.locator('.job-rows');
  let most = 0;
  const height = () => list.evaluate((element) => element.clientHeight);
  const toTheEnd = () => page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  // Each step goes to the end of what is loaded, so that the next page comes.
  for (let known = 0; known < MANY * 60; known = await height()) {
    await toTheEnd();
    most = Math.max(most, await rows(page).count());
    await expect.poll(height).toBeGreaterThan(known);
  }
  await toTheEnd();
  await expect.poll(() => table.getAttribute('aria-rowcount')).toBe(String(MANY + 1));
  expect(most).toBeLessThan(60);
  await expect.poll(() => rows(page).last().getAttribute('aria-rowindex')).toBe(String(MANY + 1));
  const oldest = await rows(page).last().textContent();
  await rows(page).last().getByRole('link').focus();
  await page.keyboard.press('Home');
  await expect.poll(() => page.evaluate('document.activeElement.dataset.index')).toBe('0');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  await expect.poll(() => page.evaluate('document.activeElement.dataset.index')).toBe(String(MANY - 1));
  expect(await rows(page).last().textContent()).toBe(oldest);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Waybill' }).waitFor();
  await page.getByText('because the queue is paused').waitFor();
  // The way back leads to the same place, where that row is gone now.
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Cancel the message' }).click();
  await page.getByText('It was cancelled before it was sent.').waitFor();
  await page.goBack();
  await expect.poll(() => rows(page).last().getAttribute('aria-rowindex')).toBe(String(MANY));
};

describe('the list of jobs', () => {
  test('is narrowed by status, number and failure, and keeps that in the address', async () => {
    await looking('/jobs', async (page) => {
      await rows(page).first().waitFor();
      await page.getByRole('radio', { name: 'Failed' }).check();
      await expect.poll(() => new URL(page.url()).search).toBe('?status=failed');
      await expect.poll(() => page.locator('.job-row .badge').allTextContents()).toEqual(['Failed']);
      await page.getByLabel('What went wrong').fill('acknowledge');
      await page.getByText('No message fits').waitFor();
      await page.getByLabel('What went wrong').fill('not on whatsapp');
      await rows(page).first().waitFor();
      await page.getByLabel('Number', { exact: true }).fill('12');
      await page.locator('.field .error').waitFor();
      await page.getByLabel('Number', { exact: true }).fill('0812 0000 0404');
      await page.getByRole('link', { name: `+${NOBODY}` }).waitFor();
      await page.reload();
      await page.getByRole('link', { name: `+${NOBODY}` }).waitFor();
      expect(await page.getByLabel('What went wrong').inputValue()).toBe('not on whatsapp');
      await page.getByRole('link', { name: `+${NOBODY}` }).click();
      await page.getByRole('heading', { name: 'Waybill' }).waitFor();
      await page.getByRole('link', { name: 'All jobs' }).click();
      await page.getByRole('link', { name: `+${NOBODY}` }).waitFor();
      expect(new URL(page.url()).searchParams.get('failure')).toBe('not on whatsapp');
    });
  });

  test('is no wider than a narrow screen, and shows which status is chosen', () =>
    looking(
      '/jobs?status=cancelled&priority=LOW',
      async (page) => {
        await page.getByLabel('Queued from').waitFor();
        await expect.poll(() => page.locator('.job-statuses .count').count()).toBe(7);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
        const chosen = await page.locator('.job-statuses label:has(:checked)').boundingBox();
        expect((chosen?.x ?? 0) + (chosen?.width ?? 0)).toBeLessThanOrEqual(390);
      },
      { size: 'narrow' },
    ));

  test('shows what comes and what becomes of it, while nobody touches it', () =>
    looking(
      '/jobs',
      async (page) => {
        await rows(page).first().waitFor();
        await send('6281200000007', 'A new one');
        const row = rows(page).filter({ hasText: 'A new one' });
        await row.getByText('Read').waitFor();
        await row.getByText('Completed').waitFor();
      },
      { colours: 'dark' },
    ));

  test('shows what a message says and why it failed', () =>
    looking('/jobs?status=failed', (page) =>
      rows(page).filter({ hasText: 'Hello?' }).filter({ hasText: 'The number is not on WhatsApp' }).waitFor(),
    ));

  test('acts on those that are selected, and says what came of it', async () => {
    await stage.client.post('/api/whatsapp/queue/pause');
    const both = await Promise.all([send(CITRA, 'One of two'), send(CITRA, 'Two of two')]);
    await looking(`/jobs?number=${CITRA}`, async (page) => {
      const bar = page.getByRole('group', { name: 'With the selected jobs' });
      for (const row of ['One of two', 'Two of two']) {
        await rows(page).filter({ hasText: row }).getByRole('checkbox').check();
      }
      await bar.getByText('2 selected').waitFor();
      await bar.getByRole('button', { name: 'Cancel 2' }).click();
      await page.getByRole('button', { name: 'Cancel 2 messages' }).click();
      await page.getByText('2 messages cancelled.').waitFor();
      await bar.getByText('Select all 2').check();
      await bar.getByText('These can be neither retried nor cancelled.').waitFor();
    });
    await stage.client.post('/api/whatsapp/queue/resume');
    for (const job of both) await comesTo(job, 'job.cancelled');
  });
});

describe('where many messages wait', () => {
  let data: string;
  let long: Stage;
  beforeAll(async () => {
    data = await backlog();
    long = await openStage({ WAYBILL_DATA: data });
  }, SETTING_UP_MS);
  afterAll(async () => {
    await long.close();
    rmSync(data, { recursive: true, force: true });
  });

  test('what failed leads the overview, and the list counts its attempts', () =>
    looking(
      '/',
      async (page) => {
        await page.getByRole('link', { name: /1\s*message has failed/ }).click();
        await rows(page).filter({ hasText: 'Five times' }).getByTitle('5 attempts').waitFor();
      },
      {},
      long,
    ));

  test('a waybill begins with its summary, and folds the attempts in between', () =>
    looking(
      `/jobs/${jobIdOf(OFTEN)}`,
      async (page) => {
        const fold = page.getByRole('button', { name: 'Attempts 2 to 4 failed' });
        await fold.waitFor();
        expect(await top(page.getByText('Receipt', { exact: true }))).toBeLessThan(await top(page.locator('.stops')));
        const shown = await stops(page);
        expect(shown.filter((title) => title.startsWith('Attempt'))).toEqual([
          'Attempt 1',
          'Attempt 1 failed',
          'Attempts 2 to 4 failed',
          'Attempt 5',
        ]);
        await fold.press('Enter');
        expect(await stops(page)).toHaveLength(shown.length + 9);
        await fold.press('Enter');
        expect(await stops(page)).toEqual(shown);
        await page.getByRole('button', { name: 'Retry' }).click();
        await page.getByText('Retried', { exact: true }).waitFor();
        await page.getByText('because the queue is paused').waitFor();
      },
      { size: 'narrow' },
      long,
    ));

  test('the list is scrolled through with a bounded number of rows in the document', () =>
    looking('/jobs?status=waiting', scrollThrough, {}, long));

  test('all that the filters show leaves as a file, in which no text is a formula', () =>
    looking(
      '/jobs?priority=NORMAL',
      async (page) => {
        const coming = page.waitForEvent('download');
        await page.getByRole('button', { name: 'Export CSV' }).click();
        const file = await coming;
        expect(file.suggestedFilename()).toMatch(/^jobs-\d{4}-\d\d-\d\d\.csv$/);
        const lines = (await text(await file.createReadStream())).split('\r\n');
        expect(lines[0]).toMatch(/^jobId,messageId,/);
        // The heading, the rows, and nothing after the last line.
        expect(lines).toHaveLength(MANY + 2);
        expect(lines.find((line) => line.startsWith(`${jobIdOf(FORMULA)},`))).toContain(
          `,"'=HYPERLINK(""http://example.com"")",`,
        );
      },
      {},
      long,
    ));
});
