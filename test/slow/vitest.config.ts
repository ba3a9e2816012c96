import { defineConfig } from 'vitest/config';

/** What takes long or much memory: run by itself, one file after the other. */
export default defineConfig({
  test: {
    include: ['test/slow/**/*.test.ts'],
    testTimeout: 120_000,
    fileParallelism: false,
  },
});
