import { defineConfig } from 'vitest/config';
import { closingLine } from './test/closing-line.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'test/slow/**'],
    reporters: ['default', closingLine],
    testTimeout: 20_000,
  },
});
