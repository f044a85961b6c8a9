/** A real gateway with the WhatsApp in a box, its pages, and windows to look at them: one of each for a test file. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ADMIN, type Client, followFacts, logIn } from '../../support/client.ts';
import { isLongRun } from '../../support/rounds.ts';
import { openBrowser } from './chromium.ts';
import { startGateway } from './gateway.ts';
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

type Prepare = (page: Page) => Promise<unknown>;

export interface Stage {
  readonly url: string;
  readonly client: Client;
  /** Ends the gateway, and starts it again at the same address. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** A window in which nobody is logged in. */
  stranger(look?: Look): Promise<Watched>;
  /** A window in which the admin is, at a path; `prepare` is for what must be so before the page loads. */
  visit(path: string, look?: Look, prepare?: Prepare): Promise<Watched>;
  /**
   * One window of the admin for many visits, one after the other. Only the first one loads the page. The others go to their
   * path as by a link, which takes a fifth of the time, and find nothing of the visit before.
   */
  turnTo(path: string, look?: Look): Promise<Watched>;
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

let built = false;
const buildOnce = (): void => {
  if (!built) build();
  built = true;
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

/** Shows a window in another look. */
export const wear = async (page: Page, { size = 'wide', colours = 'light' }: Look): Promise<void> => {
  await page.setViewportSize(SIZES[size]);
  await page.emulateMedia({ colorScheme: colours });
};

/** Goes to a path within the document that is loaded, as the way back does. */
export const stepTo = (page: Page, path: string): Promise<unknown> =>
  page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate')); scrollTo(0, 0)`,
  );

/** Leaves the page that is shown, so that nothing of it is left for the next visit. */
const leave = async (page: Page): Promise<void> => {
  await stepTo(page, '/nowhere');
  await page.getByText('No page has this address').waitFor();
};

/** Complaints count from now on; to close it is to leave its page. */
const anotherVisit = (window: Watched): Watched => {
  const before = window.complaints().length;
  return { ...window, complaints: () => window.complaints().slice(before), close: () => leave(window.page) };
};

export const openStage = async (env: Readonly<Record<string, string>> = {}): Promise<Stage> => {
  buildOnce();
  const data = mkdtempSync(join(tmpdir(), 'waybill-web-'));
  const browser = await openBrowser();
  let gateway = await startGateway(data, env);
  const { url } = gateway;
  const client = await logIn(url);

  const contexts: BrowserContext[] = [];
  const newContext = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const context = await browser.newContext({ ...ALL, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    contexts.push(context);
    return context;
  };

  const open = async (context: BrowserContext, path: string, look: Look, prepare?: Prepare): Promise<Watched> => {
    const page: Page = await context.newPage();
    await wear(page, look);
    const watched = watch(page, url);
    await prepare?.(page);
    await page.goto(url + path);
    return watched;
  };
  let inside: Promise<BrowserContext> | null = null;
  /** All windows of the admin are of one browser: to log in for each, and to load what it has cached, takes longer than to look. */
  const admin = () => (inside ??= loginFor(url).then((storageState) => newContext({ storageState })));

  let own: Watched | null = null;

  return {
    url,
    client,
    async restart(meanwhile) {
      await gateway.end();
      await meanwhile?.();
      gateway = await startGateway(data, { ...env, WAYBILL_PORT: new URL(url).port });
    },
    stranger: async (look = {}) => {
      const window = await open(await newContext(), '/login', look);
      return { ...window, close: () => window.page.context().close() };
    },
    visit: async (path, look = {}, prepare) => open(await admin(), path, look, prepare),
    async turnTo(path, look = {}) {
      if (own) {
        await wear(own.page, look);
        await stepTo(own.page, path);
      }
      own ??= await open(await admin(), path, look);
      return anotherVisit(own);
    },
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
      await Promise.all(contexts.map((context) => context.close()));
      await gateway.end();
      rmSync(data, { recursive: true, force: true });
    },
  };
};
