/** A window whose every complaint and every request is noted. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

export interface Watched {
  readonly page: Page;
  /** What must not be: errors in the console, exceptions, requests that leave the machine. */
  complaints(): string[];
  /** Rules of accessibility that the page breaks as it is now, and where. */
  barriers(): Promise<string[]>;
  close(): Promise<void>;
}

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
    async barriers() {
      await page.evaluate(axe.source);
      const found = await page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then((run) => run.violations)",
      );
      return (found as Violation[]).map(sentence);
    },
    close: () => page.close(),
  };
};
