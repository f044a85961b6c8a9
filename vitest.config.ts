import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst, SLOW } from './test/support/longest-first.ts';

/** Many tests start processes and threads that load the same code; compiling it takes most of their time. */
process.env['NODE_COMPILE_CACHE'] ??= new URL('node_modules/.cache/compiled', import.meta.url).pathname;

/** These must come first in their process: libsignal is made quiet, and Baileys strict, once and for all. */
const ALONE = ['test/whatsapp/baileys.test.ts', 'test/whatsapp/trust.test.ts'];

/** These look at pages, all with one browser. */
const PAGES = [
  'test/docs/reference.test.ts',
  ...['audit', 'inspector', 'jobs', 'login', 'looks', 'phones', 'sessions', 'work'].map(
    (name) => `test/web/${name}.test.ts`,
  ),
];

/** The fast run leaves the slow files out. Vitest does not apply `--exclude` to a project that has its own list. */
const LEFT_OUT = process.env['WAYBILL_TEST_FAST'] === '1' ? SLOW.map((name) => `test/${name}.test.ts`) : [];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One second, which is the default, is too little on a machine that is busy.
    expect: { poll: { timeout: 30_000 } },
    // Four on two cores: most of what is slow here waits for processes of its own.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      // Files share processes, so that what all of them load is loaded three times and not a hundred and fifty.
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE, ...PAGES, ...LEFT_OUT],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'pages', include: PAGES, isolate: false, globalSetup: 'test/web/support/one-browser.ts' },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
