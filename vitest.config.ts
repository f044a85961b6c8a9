import { existsSync, mkdirSync, statfsSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';
import { builtPrograms } from './test/support/built-programs.ts';
import { LongestFirst } from './test/support/longest-first.ts';

/** Many tests start processes and threads that load the same code; compiling it takes most of their time. */
process.env['NODE_COMPILE_CACHE'] ??= new URL('node_modules/.cache/compiled', import.meta.url).pathname;

const MEMORY_DISK = '/dev/shm';
const ROOM_BYTES = 4 * 2 ** 30;

const hasRoom = (folder: string): boolean => {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ROOM_BYTES;
};

/**
 * Tests flush to disk thousands of times. On a disk in memory this takes a tenth less of the processor time. A test about
 * a full or broken disk brings its own.
 */
if (process.env['TMPDIR'] === undefined && hasRoom(MEMORY_DISK)) {
  process.env['TMPDIR'] = `${MEMORY_DISK}/waybill-tests`;
  mkdirSync(process.env['TMPDIR'], { recursive: true });
}

/** These must come first in their process: libsignal is made quiet, and Baileys strict, once and for all. */
const ALONE = ['test/whatsapp/baileys.test.ts', 'test/whatsapp/trust.test.ts'];

/** These look at pages. Those that share a process share a browser, and the code of the gateway. */
const PAGES = [
  'test/docs/reference.test.ts',
  ...['audit', 'chats', 'handing-on', 'inspector', 'jobs', 'login', 'looks', 'phones', 'send', 'sessions', 'work'].map(
    (name) => `test/web/${name}.test.ts`,
  ),
];

export default defineConfig({
  plugins: [builtPrograms()],
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One second, which is the default, is too little on a machine that is busy.
    expect: { poll: { timeout: 30_000 } },
    // More than the cores: most of what is slow here waits for processes of its own.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      // Files share processes, so that what all of them load is loaded three times and not a hundred and fifty.
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE, ...PAGES],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'pages', include: PAGES, isolate: false, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
