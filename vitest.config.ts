import { defineConfig } from 'vitest/config';
import { closingLine } from './test/closing-line.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'test/slow/**'],
    reporters: ['default', closingLine],
    // No test leaves anything behind in its process, so files share one: half the time of one process a file.
    isolate: false,
    // Unless told, vitest leaves one core to itself: half of a machine that has two.
    maxWorkers: '100%',
    testTimeout: 20_000,
    // What many tests share is made before them, and on a machine that does much else takes longer than any of them.
    hookTimeout: 60_000,
  },
});
