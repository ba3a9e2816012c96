import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { closingLine } from '../closing-line.ts';
import { longestFirst } from '../longest-first.ts';
import { NATIVELY } from '../natively.ts';

/** What takes longest, longest first. */
const LONGEST = [
  'slow/bundled',
  'slow/no-drift',
  'slow/guards',
  'slow/fuzz',
  'slow/kill',
  'slow/package',
  'slow/calibrate',
  'slow/merge',
  'slow/workers',
  'slow/full-disk',
  'slow/redis-faults',
  'slow/ci-page',
  'slow/output',
  'slow/ledger-writers',
  'slow/proxy-shadow',
  'slow/each-check-fails',
  'slow/signals',
  'slow/no-secret-out',
];

/** Many tests wait for a process or for a moment: three for two cores keep both busy. */
const WORKERS = Math.ceil(1.5 * availableParallelism());

/** What takes long or much memory. */
export default defineConfig({
  test: {
    ...NATIVELY,
    include: ['test/slow/**/*.test.ts'],
    // Several times what any takes: on a machine that does much else, as long as that leaves it.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // Built, the command starts in three quarters of the time.
    env: { TESTED_CLI: 'dist/cli.js' },
    reporters: ['default', closingLine],
    sequence: { sequencer: longestFirst(LONGEST) },
    maxWorkers: WORKERS,
    globalSetup: fileURLToPath(new URL('./build-first.ts', import.meta.url)),
  },
});
