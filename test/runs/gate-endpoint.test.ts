import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Decision } from '../../src/contract/gates/decision.ts';
import { gate } from '../../src/runs/gate/gate.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { eagerWorld, rejudgeProject, verifyProject } from '../e2e/verify-project.ts';

const STRICT = {
  shadow: { criteria: [{ id: 'errors', metric: 'error-rate', threshold: 0, decide: 'point' }] },
};

function configOf(vllm: object, nim: object = NIM): object {
  const migrations = [{ id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'strict' }];
  return { ...CONFIG, targets: [vllm, nim], policies: { strict: STRICT }, migrations };
}

async function projectOf(vllm: object): Promise<string> {
  return writeProject({ ...SMALL, 'llama-contract.config.yaml': configOf(vllm) });
}

function judge(root: string, run: string | null = null): Promise<Decision> {
  const options = {
    config: join(root, 'llama-contract.config.yaml'),
    out: join(root, 'reports'),
    stage: 'shadow' as const,
    migration: null,
    baseline: run === null ? null : `${run}/vllm`,
    candidate: run === null ? null : `${run}/nim`,
    policy: null,
    allowSynthetic: true,
    evidenceRoots: [],
  };
  return gate(options, eagerWorld(), new AbortController().signal);
}

it('opens no gate by answers of an endpoint that the configuration has replaced, however they are judged anew', async () => {
  const root = await projectOf(VLLM);
  const run = basename((await verifyProject(root)).folder);
  const write = (vllm: object): Promise<void> =>
    writeFile(join(root, 'llama-contract.config.yaml'), JSON.stringify(configOf(vllm)));
  expect((await judge(root)).verdict).toBe('open');

  await write({ ...VLLM, baseUrl: 'http://localhost:8999' });
  const moved = {
    id: 'evidence-one-endpoint',
    verdict: 'inconclusive',
    reason: `vllm is another endpoint than in run ${run}, for its base URL is http://localhost:8999, not http://localhost:8000: what it said before is no evidence of what it is now`,
  };
  expect((await judge(root, run)).criteria[0]).toMatchObject(moved);
  const anew = basename((await rejudgeProject(root, run)).folder);
  const again = await judge(root, anew);
  expect(again.verdict).toBe('inconclusive');
  expect(again.criteria[0]).toMatchObject({ ...moved, reason: moved.reason.replace(run, anew) });

  // How it is asked is another matter than who is asked.
  await write({ ...VLLM, concurrency: 3 });
  expect((await judge(root, run)).verdict).toBe('open');
});
