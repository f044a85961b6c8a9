/** A window whose every complaint and every request is noted. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

export interface Watched {
  readonly page: Page;
  /** What must not be: errors in the console, exceptions, requests that leave the machine. */
  complaints(): string[];
  /** Rules of accessibility that the page breaks as it is now, and where; of all rules, or of these. */
  barriers(rules?: readonly string[]): Promise<string[]>;
  /** The same, with the frame that the dashboard has around every page. */
  barriersWithFrame(): Promise<string[]>;
  close(): Promise<void>;
}

/** The small edition, as text: the other one has 1.5 MB, which takes a page longer to read than to be checked. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules that a page may break in one colour scheme and keep in another. */
export const OF_COLOURS = ['color-contrast', 'link-in-text-block'];
/** Rules that it may break in one look alone: names, roles and order are the same in each. */
export const OF_LOOKS = [...OF_COLOURS, 'target-size', 'scrollable-region-focusable'];

/** Navigation, account and switcher: half of what there is to check on most pages. */
const FRAME = ['.side', '.top', '.tabs'];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const sentence = ({ id, help, nodes }: Violation): string =>
  `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`;

const barriersOf = async (page: Page, context: object, rules?: readonly string[]): Promise<string[]> => {
  // It stays until the page is loaded again.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
  // Preloading style sheets and films serves rules about films only, and the pages have no films.
  const options = { resultTypes: ['violations'], preload: false, ...(rules && { runOnly: rules }) };
  const found = await page.evaluate(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)}).then((run) => run.violations)`,
  );
  return (found as Violation[]).map(sentence);
};

export const watch = (page: Page, origin: string): Watched => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url)) complaints.push(`request to ${url}`);
  });
  return {
    page,
    complaints: () => [...complaints],
    barriers: (rules) => barriersOf(page, { include: ['html'], exclude: FRAME }, rules),
    barriersWithFrame: () => barriersOf(page, { include: ['html'] }),
    close: () => page.close(),
  };
};
