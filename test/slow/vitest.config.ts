import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { closingLine } from '../closing-line.ts';

/** What takes longest, longest first. */
const LONGEST = [
  'bundled',
  'no-drift',
  'kill',
  'full-disk',
  'workers',
  'output',
  'ci-page',
  'calibrate',
  'package',
  'merge',
  'build',
  'signals',
  'fuzz',
  'no-secret-out',
].map((name) => `test/slow/${name}.test.ts`);
/** It measures memory and what its limits let through: a neighbour would be part of both. */
const ALONE = 'test/slow/guards.test.ts';

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

/** Built, the command starts in three quarters of the time. */
const common = { testTimeout: 360_000, hookTimeout: 360_000, env: { TESTED_CLI: 'dist/cli.js' } };

/** What takes long or much memory. */
export default defineConfig({
  test: {
    reporters: ['default', closingLine],
    sequence: { sequencer: LongestFirst },
    maxWorkers: WORKERS,
    globalSetup: fileURLToPath(new URL('./build-first.ts', import.meta.url)),
    projects: [
      {
        test: {
          ...common,
          name: 'side by side',
          include: ['test/slow/**/*.test.ts'],
          exclude: [ALONE],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: 'alone',
          include: [ALONE],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
