import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Three on two cores: most of what is slow here waits for processes of its own.
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: 3 },
});
