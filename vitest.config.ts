import { defineConfig } from 'vitest/config';

/** Many tests start processes and threads that load the same code; compiling it takes most of their time. */
process.env['NODE_COMPILE_CACHE'] ??= new URL('node_modules/.cache/compiled', import.meta.url).pathname;

export default defineConfig({
  // Three on two cores: most of what is slow here waits for processes of its own.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 3 },
});
