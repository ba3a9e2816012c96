import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { closingLine } from '../closing-line.ts';

/** What takes longest, longest first. */
const LONGEST = [
  'bundled',
  'no-drift',
  'guards',
  'fuzz',
  'kill',
  'package',
  'calibrate',
  'merge',
  'workers',
  'full-disk',
  'redis-faults',
  'ci-page',
  'output',
  'ledger-writers',
  'proxy-shadow',
  'each-check-fails',
  'signals',
  'no-secret-out',
].map((name) => `test/slow/${name}.test.ts`);

/** Many tests wait for a process or for a moment: three for two cores keep both busy. */
const WORKERS = Math.ceil(1.5 * availableParallelism());

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(name));
  return place === -1 ? LONGEST.length : place;
}

/** What begins last and takes long is waited for by nobody else. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

/** What takes long or much memory. */
export default defineConfig({
  test: {
    include: ['test/slow/**/*.test.ts'],
    // Several times what any takes: on a machine that does much else, as long as that leaves it.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // Built, the command starts in three quarters of the time.
    env: { TESTED_CLI: 'dist/cli.js' },
    reporters: ['default', closingLine],
    sequence: { sequencer: LongestFirst },
    maxWorkers: WORKERS,
    globalSetup: fileURLToPath(new URL('./build-first.ts', import.meta.url)),
  },
});
