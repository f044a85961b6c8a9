/**
 * The browser that walks through the pages: Debian's headless shell, Chromium or Chrome, whichever is installed, in this order.
 * The shell draws no windows of its own, and takes two thirds of the processor time of the other two. Where none is installed
 * it is installed, if that is allowed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
];
/** Older systems have no package for the shell alone. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];
const FONTS = 'fonts-noto-color-emoji';

/** Pages of the address bar. Chromium would load them for each window in a process of their own: half a second of CPU. */
const UNSEEN = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];
/** Chromium heeds only the last list of features to disable, so Playwright's own list is repeated. */
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

/**
 * Nothing speaks to anyone but the gateway. Measured with five pages, one after the other: the list of features saves Chromium
 * 12 % of the processor time, one process for all pages of a site another 8 % and a third of the wait. The shell gains nothing
 * by them. Without the zygote, or with the GPU's work in the main process, both take longer. Pages live for seconds: to optimize
 * their code, and this in other threads, costs the shell a fifth of the processor time of its pages.
 */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--process-per-site',
  '--renderer-process-limit=1',
  '--js-flags=--single-threaded --no-opt',
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

let shared: Promise<Browser> | null = null;

/**
 * The browser of this process, started when it is first asked for: it ends with the process, or when somebody closes it. A
 * browser that all processes share would hear each word from them over one more process.
 */
export const openBrowser = (): Promise<Browser> =>
  (shared ??= chromium.launch({ executablePath: executable(), args: FLAGS, chromiumSandbox: false }));
