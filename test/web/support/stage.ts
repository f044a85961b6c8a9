/** A real gateway with the WhatsApp in a box, its pages, and a browser to look at them: one of each for a test file. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ADMIN, type Client, followFacts, logIn } from '../../support/client.ts';
import { gatewayEnv, listening } from '../../support/real-gateway.ts';
import { isLongRun } from '../../support/rounds.ts';
import { type Around, type Process, spawnWaybill } from '../../support/spawn.ts';
import { openBrowser } from './chromium.ts';
import { type Watched, watch } from './watch.ts';

export const SIZES = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } } as const;
export type Size = keyof typeof SIZES;
export type Colours = 'light' | 'dark';

/** Each colour and each size once; every pair of them in the long run. */
export const looks: readonly (readonly [Colours, Size])[] = isLongRun
  ? [
      ['light', 'wide'],
      ['light', 'narrow'],
      ['dark', 'wide'],
      ['dark', 'narrow'],
    ]
  : [
      ['light', 'wide'],
      ['dark', 'narrow'],
    ];

export interface Look {
  readonly size?: Size;
  readonly colours?: Colours;
}

export interface Stage {
  readonly url: string;
  readonly client: Client;
  /** A minute later, for a gateway that began in the past (`past.ts`). */
  nextMinute(): void;
  /** The gateway's process, to be ended and begun again at the same address. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** A window in which nobody is logged in. */
  stranger(look?: Look): Promise<Watched>;
  /** A window in which the admin is, at a path. */
  visit(path: string, look?: Look): Promise<Watched>;
  /** The phone in the box has scanned by itself, as it does at first; resolves when messages can go out. */
  paired(): Promise<void>;
  /** The phone is unlinked and no longer scans by itself: the gateway shows a QR. */
  showQr(): Promise<void>;
  /** The phone scans what is shown; resolves when messages can go out. */
  scan(): Promise<void>;
  close(): Promise<void>;
}

const BUILD = fileURLToPath(new URL('../../../web/build/build.js', import.meta.url));
/** On a machine that has other work to do. What waits longer will never come. */
const PATIENCE_MS = 30_000;
/** For a hook that opens a stage: a build, a browser and a gateway. */
export const SETTING_UP_MS = 180_000;

export const build = (): void => {
  const { status, stderr } = spawnSync(process.execPath, [BUILD, '--if-needed'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The pages cannot be built:\n${stderr}`);
};

/** The keys of a login, as the page itself keeps them. */
const loginFor = async (url: string) => {
  const answer = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  });
  const { refreshToken } = (await answer.json()) as { refreshToken: string };
  return {
    cookies: [],
    origins: [{ origin: url, localStorage: [{ name: 'waybill.refreshToken', value: refreshToken }] }],
  };
};

/** Resolves once a fact of this type, after a position, is on record. */
const happens = async (client: Client, type: string, cause: () => Promise<unknown>, after = 0): Promise<void> => {
  const feed = await followFacts(client, after);
  await cause();
  await feed.until((facts) => facts.some((fact) => fact.type === type));
  feed.end();
};

const ALL = { reducedMotion: 'reduce', timezoneId: 'UTC' } as const;

const options = ({ size = 'wide', colours = 'light' }: Look) =>
  ({ viewport: SIZES[size], colorScheme: colours }) as const;

export const openStage = async (env: Readonly<Record<string, string>> = {}, around: Around = {}): Promise<Stage> => {
  build();
  const data = mkdtempSync(join(tmpdir(), 'waybill-web-'));
  const start = (port: string): Process =>
    spawnWaybill(['start'], gatewayEnv(data, { WAYBILL_WHATSAPP: 'sandbox', WAYBILL_PORT: port, ...env }), around);

  let gateway = start('0');
  const [browser, url]: [Browser, string] = await Promise.all([openBrowser(), listening(gateway)]);
  const client = await logIn(url);

  const open = async (context: BrowserContext, path: string, look: Look): Promise<Watched> => {
    context.setDefaultTimeout(PATIENCE_MS);
    const page: Page = await context.newPage();
    const { viewport, ...media } = options(look);
    await page.setViewportSize(viewport);
    await page.emulateMedia(media);
    const watched = watch(page, url);
    await page.goto(url + path);
    return watched;
  };
  let inside: Promise<BrowserContext> | null = null;
  /** All windows of the admin are of one browser: to log in for each, and to load what it has cached, takes longer than to look. */
  const admin = () => (inside ??= loginFor(url).then((storageState) => browser.newContext({ ...ALL, storageState })));

  return {
    url,
    client,
    nextMinute: () => void gateway.child.kill('SIGUSR2'),
    async restart(meanwhile) {
      await gateway.end('SIGTERM');
      await meanwhile?.();
      gateway = start(new URL(url).port);
      await listening(gateway);
    },
    stranger: async (look = {}) => {
      const window = await open(await browser.newContext(ALL), '/login', look);
      return { ...window, close: () => window.page.context().close() };
    },
    visit: async (path, look = {}) => open(await admin(), path, look),
    paired: () => happens(client, 'session.opened', async () => {}),
    async showQr() {
      await happens(client, 'session.opened', async () => {});
      await client.post('/api/sandbox/scan', { byItself: false });
      await client.post('/api/whatsapp/session/logout');
      const { head } = (await client.get<{ head: { position: number } }>('/api/audit')).body;
      await happens(client, 'session.qr_issued', () => client.post('/api/whatsapp/session/start'), head.position);
    },
    async scan() {
      const { head } = (await client.get<{ head: { position: number } }>('/api/audit')).body;
      await happens(client, 'session.opened', () => client.post('/api/sandbox/scan'), head.position);
    },
    async close() {
      await browser.close();
      await gateway.end('SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
};
