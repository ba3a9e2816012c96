import { spawnSync } from 'node:child_process';
import { defineConfig } from 'vitest/config';
import { closingLine } from './test/closing-line.ts';
import { longestFirst } from './test/longest-first.ts';
import { NATIVELY } from './test/natively.ts';

/** As after `npm ci`, and until something in src/ changes. */
const isBuilt = spawnSync(process.execPath, ['src/build.mjs', '--say-whether-built']).status === 0;

/** What takes longest, longest first. */
const LONGEST = [
  'conformance/conformance',
  'conformance/round-trip',
  'parity/contract',
  'conformance/carriage',
  'library/verify',
  'traffic/proxy-limits',
  'e2e/commands',
  'load/find-capacity',
  'e2e/history',
];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/**', 'test/slow/**'],
    reporters: ['default', closingLine],
    // No test leaves anything behind in its process, so files share one: half the time of one process a file.
    isolate: false,
    experimental: NATIVELY.experimental,
    // A worker that runs hundreds of files has much alive: with little room for what is new, a tenth of its time goes
    // to looking for what is not.
    execArgv: [...NATIVELY.execArgv, '--max-semi-space-size=64'],
    // Unless told, vitest leaves one core to itself: half of a machine that has two.
    maxWorkers: '100%',
    sequence: { sequencer: longestFirst(LONGEST) },
    testTimeout: 20_000,
    // What many tests share is made before them, and on a machine that does much else takes longer than any of them.
    hookTimeout: 60_000,
    // Built, the command starts in half the time; to build it takes longer than one file of tests.
    env: { TESTED_CLI: isBuilt ? 'dist/cli.js' : 'src/cli.ts' },
  },
});
