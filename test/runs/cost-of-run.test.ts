import { join } from 'node:path';
import { expect, it } from 'vitest';
import { costOfRun } from '../../src/runs/cost-of-run.ts';
import { SMALL, SUITE, writeProject } from '../e2e/small-project.ts';
import { verifyProject } from '../e2e/verify-project.ts';

it('prompts that ask the same, as live requests do, are prompts of their route each', async () => {
  const twins = SUITE.prompts.filter(({ id }) => id === 'plain-word').map((row) => ({ ...row, id: 'twin' }));
  const suite = { ...SUITE, prompts: [...SUITE.prompts, ...twins] };
  const root = await writeProject({ ...SMALL, 'suites/small.yaml': suite });
  await verifyProject(root, { targets: ['vllm'] });
  const { routes } = await costOfRun({
    config: join(root, 'llama-contract.config.yaml'),
    out: join(root, 'reports'),
    run: null,
    policy: null,
    decisions: [],
    ttlsMinutes: [],
    trimTo: [],
  });
  expect(routes.reduce((sum, { prompts }) => sum + prompts, 0)).toBe(suite.prompts.length);
});
