/**
 * Takes a picture of every page, in both colours and sizes, of a gateway that has an hour of work behind it:
 * `npm run web:screenshots`, or with names of pages for only those. They go to `docs/images`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type Client, logIn } from '../support/client.ts';
import { beInTheMiddle, liveAnHour } from './support/day.ts';
import { type Colours, openStage, type Size, type Stage } from './support/stage.ts';

const FOLDER = fileURLToPath(new URL('../../docs/images', import.meta.url));
const PAST = fileURLToPath(new URL('./support/past.ts', import.meta.url));

interface Picture {
  readonly name: string;
  readonly path: (client: Client) => Promise<string> | string;
  /** What to do before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>;
  readonly loggedOut?: true;
}

const fill = async (page: Page): Promise<void> => {
  await page.getByLabel('Number', { exact: true }).fill('0812 3456 7890');
  await page.getByLabel('Message', { exact: true }).fill('Your order 4711 has left our warehouse.');
  await page.getByText('+62 812').first().waitFor();
};

const failedJob = async (client: Client): Promise<string> => {
  const { body } = await client.get<{ items: { jobId: string }[] }>('/api/whatsapp/jobs?status=failed&limit=1');
  return `/jobs/${body.items[0]?.jobId ?? ''}`;
};

const BEFORE: readonly Picture[] = [
  { name: 'login', path: () => '/login', loggedOut: true },
  { name: 'pairing', path: () => '/', prepare: async (page) => page.getByAltText('The QR to scan').waitFor() },
];

const AFTER: readonly Picture[] = [
  { name: 'overview', path: () => '/' },
  { name: 'send', path: () => '/send', prepare: fill },
  { name: 'jobs', path: () => '/jobs' },
  { name: 'waybill', path: failedJob },
  { name: 'queue', path: () => '/queue' },
  { name: 'audit', path: () => '/audit' },
  { name: 'phones', path: () => '/phones' },
  { name: 'inspector', path: () => '/inspector' },
];

const wanted = process.argv.slice(2);
const isWanted = ({ name }: Picture): boolean => wanted.length === 0 || wanted.includes(name);

const take = async (stage: Stage, picture: Picture, colours: Colours, size: Size): Promise<void> => {
  const { name, path, prepare, loggedOut } = picture;
  const look = { colours, size };
  const client = await logIn(stage.url);
  const window = loggedOut ? await stage.stranger(look) : await stage.visit(await path(client), look);
  await window.page.getByRole('heading', { level: 1 }).waitFor();
  await prepare?.(window.page);
  await window.page.waitForLoadState('load');
  await window.page.locator('.skeleton').first().waitFor({ state: 'detached' });
  // Charts are drawn in the frame after their data came.
  await window.page.waitForTimeout(500);
  await window.page.screenshot({ path: join(FOLDER, `${name}-${colours}-${size}.png`) });
  for (const complaint of window.complaints()) console.error(`${name}: ${complaint}`);
  await window.close();
};

const takeAll = async (stage: Stage, pictures: readonly Picture[]): Promise<void> => {
  for (const picture of pictures.filter(isWanted)) {
    for (const colours of ['light', 'dark'] as const) {
      for (const size of ['wide', 'narrow'] as const) await take(stage, picture, colours, size);
    }
    console.log(`docs/images/${picture.name}-*.png`);
  }
};

const withStage = async (opening: Promise<Stage>, work: (stage: Stage) => Promise<void>): Promise<void> => {
  const stage = await opening;
  try {
    await work(stage);
  } finally {
    await stage.close();
  }
};

mkdirSync(FOLDER, { recursive: true });
if (BEFORE.some(isWanted)) {
  await withStage(openStage(), async (stage) => {
    await stage.showQr();
    await takeAll(stage, BEFORE);
  });
}
if (AFTER.some(isWanted)) {
  await withStage(openStage({ WAYBILL_ACK_TIMEOUT_MS: '60000' }, { preload: PAST }), async (stage) => {
    await stage.paired();
    await liveAnHour(() => logIn(stage.url), stage.nextMinute);
    await beInTheMiddle(await logIn(stage.url));
    await takeAll(stage, AFTER);
  });
}
