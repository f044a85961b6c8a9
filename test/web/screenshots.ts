/**
 * Takes a picture of every page, in both colours and sizes, of a gateway that has an hour of work behind it:
 * `npm run web:screenshots`, or with names of pages for only those. They go to `docs/images`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { ADMIN, type Client, logIn } from '../support/client.ts';
import { beInTheMiddle, liveAnHour } from './support/day.ts';
import { openBrowser } from './support/chromium.ts';
import { otherTime } from './support/other-time.ts';
import { handOn } from './support/handed-on.ts';
import { openStage, SIZES, type Stage } from './support/stage.ts';
import { ANNA, CHAT, talk } from './support/talk.ts';
import type { Watched } from './support/watch.ts';

const FOLDER = fileURLToPath(new URL('../../docs/images', import.meta.url));

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
  return body.items[0]?.jobId ?? '';
};

/** The moment at which an attempt failed, the last one of all when none is tried again. */
const failure = async (client: Client): Promise<string> => {
  for (const type of ['job.failed', 'job.abandoned']) {
    const query = `type=${type}&order=newest&limit=1`;
    const { body } = await client.get<{ items: { stream: string; position: number }[] }>(`/api/events?${query}`);
    const [fact] = body.items;
    if (fact) return `/inspector?stream=${fact.stream}&at=${fact.position}`;
  }
  return '/inspector';
};

/** The waybill of the picture that came in. */
const receivedPicture = async (client: Client): Promise<string> => {
  const { body } = await client.get<{ items: { messageId: string }[] }>(
    `/api/whatsapp/chats/${CHAT}/messages?type=image&direction=in&limit=1`,
  );
  return `/chats/${encodeURIComponent(CHAT)}?waybill=${body.items[0]?.messageId ?? ''}`;
};

const firstEndpoint = async (client: Client): Promise<string> => {
  const { body } = await client.get<{ items: { id: string }[] }>('/api/webhooks');
  return `/webhooks/${body.items[0]?.id ?? ''}`;
};

const BEFORE: readonly Picture[] = [
  { name: 'login', path: () => '/login', loggedOut: true },
  { name: 'pairing', path: () => '/', prepare: async (page) => page.getByAltText('The QR to scan').waitFor() },
];

const AFTER: readonly Picture[] = [
  { name: 'overview', path: () => '/' },
  { name: 'chats', path: () => `/chats/${encodeURIComponent(CHAT)}` },
  { name: 'received', path: receivedPicture },
  { name: 'send', path: () => '/send', prepare: fill },
  { name: 'jobs', path: () => '/jobs' },
  { name: 'waybill', path: async (client) => `/jobs/${await failedJob(client)}` },
  { name: 'queue', path: () => '/queue' },
  { name: 'audit', path: () => '/audit' },
  { name: 'phones', path: () => `/phones?number=${ANNA}` },
  { name: 'inspector', path: failure },
  { name: 'drafts', path: () => '/drafts' },
  { name: 'sessions', path: () => '/sessions' },
  { name: 'webhooks', path: () => '/webhooks' },
  { name: 'endpoint', path: firstEndpoint },
  { name: 'keys', path: () => '/keys' },
  { name: 'people', path: () => '/people' },
  { name: 'settings', path: () => '/settings' },
];

const HOUR_MINUTES = 60;
const SETTLED_MS = 500;

const wanted = process.argv.slice(2);
const isWanted = ({ name }: Picture): boolean => wanted.length === 0 || wanted.includes(name);

const shoot = async ({ page }: Watched, name: string): Promise<void> => {
  for (const colours of ['light', 'dark'] as const) {
    for (const size of ['wide', 'narrow'] as const) {
      await page.emulateMedia({ colorScheme: colours });
      await page.setViewportSize(SIZES[size]);
      // Charts are drawn in the frame after the one that they are resized in.
      await page.waitForTimeout(SETTLED_MS);
      await page.screenshot({ path: join(FOLDER, `${name}-${colours}-${size}.png`) });
    }
  }
  console.log(`docs/images/${name}-*.png`);
};

/** All in one window, so that the log is not full of logins. */
const takeAll = async (stage: Stage, client: Client, pictures: readonly Picture[]): Promise<void> => {
  const inside = await stage.visit('/');
  // A page that is left while it exchanges its token loses the login.
  await inside.page.getByText(ADMIN.email).first().waitFor();
  await inside.page.getByText('Live').first().waitFor();
  for (const { name, path, prepare, loggedOut } of pictures.filter(isWanted)) {
    const window = loggedOut ? await stage.stranger() : inside;
    if (!loggedOut) await window.page.goto(stage.url + (await path(client)));
    await window.page.getByRole('heading', { level: 1 }).waitFor();
    await prepare?.(window.page);
    await window.page.locator('.skeleton').first().waitFor({ state: 'detached' });
    await shoot(window, name);
  }
  for (const complaint of inside.complaints()) console.error(complaint);
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
    await takeAll(stage, stage.client, BEFORE);
  });
}
if (AFTER.some(isWanted)) {
  const time = otherTime(-HOUR_MINUTES);
  await withStage(openStage({ WAYBILL_ACK_TIMEOUT_MS: '60000' }), async (stage) => {
    await stage.paired();
    await liveAnHour(
      () => logIn(stage.url),
      () => time.minutesLater(1),
    );
    const client = await logIn(stage.url);
    await handOn(client);
    await talk(client);
    await beInTheMiddle(client);
    await takeAll(stage, client, AFTER);
  });
}
await (await openBrowser()).close();
