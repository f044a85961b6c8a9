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
  close(): Promise<void>;
}

/** The small edition, as text: the other one has 1.5 MB, which takes a page longer to read than to be checked. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules that a page may break in one colour scheme and keep in another. */
export const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const sentence = ({ id, help, nodes }: Violation): string =>
  `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`;

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
    async barriers(rules) {
      // It stays until the page is loaded again.
      if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
      // Preloading style sheets and films serves rules about films only, and the pages have no films.
      const options = { resultTypes: ['violations'], preload: false, ...(rules && { runOnly: rules }) };
      const found = await page.evaluate(`axe.run(document, ${JSON.stringify(options)}).then((run) => run.violations)`);
      return (found as Violation[]).map(sentence);
    },
    close: () => page.close(),
  };
};
