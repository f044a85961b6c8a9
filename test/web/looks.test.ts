import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beInTheMiddle } from './support/day.ts';
import { looks, openStage, SETTING_UP_MS, SIZES, type Stage, wear } from './support/stage.ts';
import type { Watched } from './support/watch.ts';

const PAGES = ['/', '/chats', '/send', '/queue', '/settings'];

let stage: Stage;
let stranger: Watched;
beforeAll(async () => {
  stage = await openStage({ WAYBILL_ACK_TIMEOUT_MS: '60000' });
  await stage.paired();
  await beInTheMiddle(stage.client);
  stranger = await stage.stranger();
}, SETTING_UP_MS);
afterAll(() => stage.close());

describe.each(looks)('in %s colours on a %s screen', (colours, size) => {
  test('nothing keeps anyone out of the login', async () => {
    await wear(stranger.page, { colours, size });
    await stranger.page.getByRole('button', { name: 'Log in' }).waitFor();
    expect([...(await stranger.barriers()), ...stranger.complaints()]).toEqual([]);
  });

  test('nothing keeps anyone out of the pages, and nothing is wider than the screen', async () => {
    const window = await stage.turnTo('/', { colours, size });
    for (const path of PAGES) {
      await window.page
        .locator(`a[href="${path}"]`)
        .first()
        .evaluate((link) => link.click());
      await window.page.locator('main:not([aria-busy]) h1').waitFor();
      await window.page.locator('.skeleton').first().waitFor({ state: 'detached' });
      expect([path, await window.barriersWithFrame()]).toEqual([path, []]);
      const tooWide = await window.page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect([path, tooWide]).toEqual([path, false]);
    }
    expect(window.complaints()).toEqual([]);
    await window.close();
  });
});

test('everything can be reached with the keyboard, the content at once', async () => {
  const { page, close } = await stage.visit('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
  await page.getByRole('link', { name: 'Send', exact: true }).first().press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Send' }).waitFor();
  // Who cannot see that the page has changed hears its title.
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Send');
  await close();
});

test('what has no room on a narrow screen is behind its last button', async () => {
  const { page, close } = await stage.turnTo('/', { size: 'narrow' });
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('link', { name: 'Phones' }).click();
  await page.getByRole('heading', { level: 1, name: 'Phones' }).waitFor();
  await close();
});

const right = async (of: Locator): Promise<number> => {
  const box = await of.boundingBox();
  return (box?.x ?? 0) + (box?.width ?? Number.POSITIVE_INFINITY);
};

const LONG = 'a.very.long.user.name.of.a.colleague.with.many.words@subdomain.example-company.co.id';

const leavesRoom = async (frame: Locator) => {
  await frame.getByText(LONG).waitFor();
  expect(await right(frame.getByRole('button', { name: 'Log out' }))).toBeLessThanOrEqual(await right(frame));
};

test('a long email leaves room for the way out, on a wide screen and on a narrow one', async () => {
  const { page, close } = await stage.visit('/', {}, (page) =>
    page.route('**/api/auth/me', (route) =>
      route.fulfill({ json: { id: '1f', kind: 'person', email: LONG, role: 'admin' } }),
    ),
  );
  await leavesRoom(page.locator('.side'));
  await page.setViewportSize(SIZES.narrow);
  await page.getByRole('button', { name: 'More' }).click();
  await leavesRoom(page.locator('.more'));
  await close();
});

test('every link of the navigation leads to a page that is there', async () => {
  const { page, close } = await stage.turnTo('/');
  const links = page.getByRole('navigation', { name: 'Pages' }).first().getByRole('link');
  await links.filter({ hasText: 'Phones' }).waitFor();
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(paths).toEqual([
    '/',
    '/chats',
    '/drafts',
    '/send',
    '/jobs',
    '/queue',
    '/sessions',
    '/webhooks',
    '/keys',
    '/people',
    '/settings',
    '/audit',
    '/phones',
    '/inspector',
    '/docs',
  ]);
  for (const path of ['/sessions', '/settings', '/audit']) {
    await links.and(page.locator(`[href="${path}"]`)).click();
    await page.locator('main:not([aria-busy]) h1').waitFor();
    expect(await page.getByText('No page has this address').count()).toBe(0);
  }
  await close();
});

/** How a page looks: its fonts, its sizes, and its colours as they are painted. */
const DESIGN = `(() => {
  const paint = (value) => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = value;
    const painted = getComputedStyle(probe).color;
    probe.remove();
    return painted;
  };
  const body = getComputedStyle(document.body);
  const brand = getComputedStyle(document.querySelector('.brand'));
  const names = ['paper', 'sheet', 'ink', 'quiet', 'line', 'accent', 'completed', 'failed'];
  return {
    font: [body.fontFamily, body.fontSize, body.lineHeight, body.color],
    brand: [brand.fontSize, brand.fontWeight, brand.color, brand.textDecorationLine],
    colours: names.map((name) => paint('var(--' + name + ')')),
    mono: getComputedStyle(document.documentElement).getPropertyValue('--mono'),
  };
})()`;

/** In both colour schemes. */
const designs = async (page: Page): Promise<unknown[]> => {
  const all: unknown[] = [];
  for (const colours of ['light', 'dark'] as const) {
    await wear(page, { colours });
    all.push(await page.evaluate(DESIGN));
  }
  return all;
};

test('the reference has the fonts and the colours of the dashboard, in light and in dark', async () => {
  const { page, close } = await stage.visit('/docs');
  await page.getByRole('navigation', { name: 'Sections' }).getByRole('link').first().waitFor();
  const dashboard = await stage.turnTo('/');
  const [light, dark] = await designs(dashboard.page);
  expect(light).not.toEqual(dark);
  expect(await designs(page)).toEqual([light, dark]);
  const code = "getComputedStyle(document.querySelector('main code')).fontFamily";
  expect(await page.evaluate(code)).toContain('ui-monospace');
  await dashboard.close();
  await close();
});
