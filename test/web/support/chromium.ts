/**
 * The browser that walks through the pages: Debian's Chromium, installed when it is missing and may be. Its headless shell
 * comes first, which draws no windows of its own: it takes a quarter less of the processor.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, type BrowserServer, chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
/** Older systems have no package of the shell alone. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];
const FONTS = 'fonts-noto-color-emoji';

/** Pages of the address bar, which each window would load in a process of its own, at half a second of CPU. */
const UNSEEN = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];
/** Chromium heeds only the last list of these, so what Playwright leaves out is left out again. */
const AS_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Nothing that would speak to anyone but the gateway. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...UNSEEN, ...AS_PLAYWRIGHT].join(',')}`,
];

const found = (): string | undefined =>
  [process.env['WAYBILL_CHROMIUM'], ...PLACES].find((place) => place !== undefined && existsSync(place));

const apt = (...args: readonly string[]): boolean =>
  spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status ===
  0;

const install = (): void => {
  const had = (name: string) => apt('install', '-y', '--no-install-recommends', name, FONTS);
  void (PACKAGES.some(had) || (apt('update') && PACKAGES.some(had)));
};

const executable = (): string => {
  if (!found()) install();
  const path = found();
  if (path) return path;
  throw new Error(
    'There is no Chromium to walk through the pages with, and it could not be installed. ' +
      'Install it (apt-get install chromium), or name one with WAYBILL_CHROMIUM.',
  );
};

const options = () => ({ executablePath: executable(), args: FLAGS, chromiumSandbox: false });

/** Where one runs that all may share (`one-browser.ts`). */
export const SHARED = 'WAYBILL_TEST_BROWSER';

/** Runs until it is closed, for others to connect to. */
export const serveBrowser = (): Promise<BrowserServer> => chromium.launchServer({ ...options(), host: '127.0.0.1' });

/** The one that is shared, where there is one; closing it closes the caller's windows. */
export const openBrowser = (): Promise<Browser> => {
  const shared = process.env[SHARED];
  return shared === undefined ? chromium.launch(options()) : chromium.connect(shared);
};
