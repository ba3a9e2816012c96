import type { Reporter, TestModule } from 'vitest/node';

/**
 * One plain line at the end, for whoever reads a log by machine: `12 passed, 0 failed, 1 skipped`. What went wrong
 * outside of a test counts as failed too, a worker that died among it.
 */
export const closingLine: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]) {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
      if (module.errors().length > 0) counts.failed += 1;
    }
    console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  },
};
