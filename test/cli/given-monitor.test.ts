import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { givenMonitor } from '../../src/cli/asking/given-monitor.ts';
import { monitorSchema } from '../../src/config/rows/monitor-row.ts';
import { InputError } from '../../src/contract/problem.ts';
import { SMALL, writeProject } from '../e2e/small-project.ts';

let config = '';
beforeAll(async () => {
  config = join(await writeProject(SMALL), 'llama-contract.config.yaml');
});

const isRow = (objective: number): boolean => monitorSchema.safeParse({ id: 'night', objective }).success;

async function objectiveOf(percent: number): Promise<number | readonly (string | null)[]> {
  try {
    const flags = { config, seed: 1, out: 'reports', objective: percent };
    return (await givenMonitor(null, flags)).plan.objective;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.flatMap(({ message, mend }) => [message, mend]);
  }
}

describe('an objective', () => {
  const mend = 'write a percentage from 94 to 99.99';

  it('of a flag has the bounds that it has in the configuration', async () => {
    expect(await objectiveOf(94)).toBe(0.94);
    expect(await objectiveOf(99.99)).toBeCloseTo(0.9999, 10);
    expect(await objectiveOf(99.995)).toEqual(['--objective 99.995 leaves next to no budget to burn', mend]);
    expect(await objectiveOf(80)).toEqual(['--objective 80 leaves no budget that could burn', mend]);
    expect([0.94, 0.9999, 0.939, 0.99995].map(isRow)).toEqual([true, true, false, false]);
  });
});
