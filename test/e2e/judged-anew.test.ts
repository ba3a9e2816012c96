import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { gate } from '../../src/runs/gate/gate.ts';
import { planAskAgain } from '../../src/runs/gate/plan-ask-again.ts';
import { readSeal } from '../../src/store/run/check-seal.ts';
import { CONFIG, SMALL, writeProject } from './small-project.ts';
import { eagerWorld, rejudgeProject, verifyProject } from './verify-project.ts';

const criteria = [{ id: 'breaks', metric: 'breaking-differences', threshold: 0.9, decide: 'point' }];
const POLICIES = { lenient: { shadow: { criteria } } };
const MIGRATION = { id: 'move', baseline: 'vllm', candidate: 'nim', policy: 'lenient' };
const FAULTS: readonly Fault[] = [
  { match: { target: 'nim' }, at: 'headers', answer: 'drop-key', pointer: '/kind' },
];

it('the gate of a run that was judged anew counts what was asked again of it, with its planted faults', async () => {
  const config = { ...CONFIG, policies: POLICIES, migrations: [MIGRATION] };
  const root = await writeProject({ ...SMALL, 'llama-contract.config.yaml': config });
  const asked = { targets: ['vllm', 'nim'], faults: FAULTS };
  const { folder } = await verifyProject(root, { ...asked, repeat: 2, once: 'nim' });
  const run = basename(folder);
  const evidenceRoot = (await readSeal(folder)) ?? '';
  const side = (target: string) => ({ run, target, evidenceRoot, askedIn: run });
  const purpose = { what: 'again', baseline: side('vllm'), candidate: side('nim') } as const;
  await verifyProject(root, { ...asked, prompts: ['json-note'], repeat: 8, seed: 2, purpose });
  const anew = basename((await rejudgeProject(root, folder)).folder);
  const twice = basename((await rejudgeProject(root, anew)).folder);
  const place = { config: join(root, 'llama-contract.config.yaml'), out: join(root, 'reports') };
  for (const judged of [run, anew, twice]) {
    const sides = { migration: null, baseline: `${judged}/vllm`, candidate: `${judged}/nim` };
    const how = { stage: 'shadow', policy: null, allowSynthetic: true, evidenceRoots: [] } as const;
    expect(
      await gate({ ...place, ...sides, ...how }, eagerWorld(), new AbortController().signal),
    ).toMatchObject({
      verdict: 'closed',
      sentence: expect.stringContaining('which was asked again: 8 of 8 pairs'),
      evidence: { baseline: { planted: 1 }, candidate: { planted: 1 }, again: [{ planted: 1 }] },
    });
    // With the faults it is asked as it was, and without it is refused.
    const what = { prompts: [{ suite: 'small', prompt: 'json-note' }], pairs: 7 };
    const plan = await planAskAgain({ ...place, ...sides }, what, FAULTS, Date.now());
    expect(plan).toMatchObject({ faults: FAULTS, purpose: { baseline: { run: judged, askedIn: run } } });
    await expect(planAskAgain({ ...place, ...sides }, what, [], Date.now())).rejects.toMatchObject({
      problems: [{ message: expect.stringContaining('by another configuration, or with other faults') }],
    });
  }
  // Its answers are those of the first, and no second side.
  const sides = { migration: null, baseline: `${run}/vllm`, candidate: `${twice}/vllm` };
  await expect(
    planAskAgain({ ...place, ...sides }, { prompts: [], pairs: 1 }, FAULTS, Date.now()),
  ).rejects.toMatchObject({
    problems: [{ message: `both sides are the same answers, judged anew: vllm of run ${run}` }],
  });
});
