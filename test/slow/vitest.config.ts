import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { closingLine } from '../closing-line.ts';

const LONGEST = 'test/slow/fuzz.test.ts';
/** It measures memory and what its limits let through: a neighbour would be part of both. */
const ALONE = 'test/slow/guards.test.ts';

function isLongest(file: TestSpecification): boolean {
  return file.moduleId.endsWith(LONGEST);
}

/** What takes as long as all the others together begins first. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => Number(isLongest(other)) - Number(isLongest(one)));
  }
}

/** Built, the command starts in three quarters of the time. */
const common = { testTimeout: 240_000, hookTimeout: 240_000, env: { TESTED_CLI: 'dist/cli.js' } };

/** What takes long or much memory. */
export default defineConfig({
  test: {
    reporters: ['default', closingLine],
    sequence: { sequencer: LongestFirst },
    maxWorkers: '100%',
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
