import { defineConfig } from 'vitest/config';

/** What takes long or much memory: run by itself, one file after the other. */
export default defineConfig({
  test: {
    include: ['test/slow/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    fileParallelism: false,
  },
});
