import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Look, openStage, SETTING_UP_MS, type Stage } from './support/stage.ts';

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
    expect(watched.complaints()).toEqual([]);
  } finally {
    await watched.close();
  }
};

const sentences = (page: Page) => page.locator('.action .grow > p:first-child').allTextContents();

describe('the audit', () => {
  test('says who did what and from where, as it happens, and is narrowed in the address', () =>
    looking('/audit', async (page) => {
      await page.locator('.action').first().waitFor();
      await stage.client.post('/api/whatsapp/queue/config', { maxAttempts: 3 });
      await stage.client.post('/api/whatsapp/queue/pause');
      const paused = page.locator('.action', { hasText: 'Paused the queue' });
      await paused.waitFor();
      expect(await paused.textContent()).toMatch(/admin@example\.com \(you\), from (?:::ffff:)?127\.0\.0\.1/);
      await page.getByRole('radio', { name: 'Queue' }).check();
      await expect.poll(() => sentences(page)).toEqual(['Paused the queue', 'Configured the queue: attempts 6 → 3']);
      await page.getByRole('radio', { name: 'Waybill itself' }).check();
      await page.getByText('Nothing of this kind is on record').waitFor();
      expect(new URL(page.url()).search).toBe('?area=queue&by=system');
      expect(await page.getByRole('link', { name: 'Inspector' }).first().getAttribute('href')).toBe('/inspector');
    }));

  test('verifies the chain, and says what came of it', () =>
    looking(
      '/audit',
      async (page) => {
        await page.getByText('Not checked since Waybill started.').waitFor();
        await page.getByRole('button', { name: 'Verify the chain' }).click();
        await page.getByText('Everything is as it was written').waitFor();
      },
      { colours: 'dark', size: 'narrow' },
    ));

  test('tells a member who may make a backup', async () => {
    const me = { id: '1f', kind: 'person', email: 'anna@example.com', role: 'operator' };
    const { page, barriers, complaints, close } = await stage.visit('/audit', {}, (page) =>
      page.route('**/api/auth/me', (route) => route.fulfill({ json: me })),
    );
    await page.getByText('It takes an administrator.').waitFor();
    expect(await page.getByRole('button', { name: 'Make a backup' }).isDisabled()).toBe(true);
    expect(await barriers()).toEqual([]);
    expect(complaints()).toEqual([]);
    await close();
  });

  test('makes a backup and names the file', () =>
    looking(
      '/audit',
      async (page) => {
        await page.getByRole('button', { name: 'Make a backup' }).click();
        await page.getByText(/^waybill-.*\.db$/).waitFor();
        await page.locator('.action', { hasText: 'Made the backup' }).waitFor();
      },
      { colours: 'dark' },
    ));
});
