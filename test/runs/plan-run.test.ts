import { expect, it } from 'vitest';
import { USUAL_BASELINE } from '../../src/config/defaults.ts';
import { loadProject } from '../../src/runs/project/load-project.ts';
import { planRun, workOf } from '../../src/runs/project/plan-run.ts';
import { BUNDLED } from '../e2e/run-cli.ts';

const project = await loadProject({ config: BUNDLED, suites: null, baseline: USUAL_BASELINE });
const everything = { targets: null, prompts: null, pairs: null, repeat: 1, once: null };

it.each([
  { asked: 'the short prompts of the core', tags: ['core'], requests: 'short' },
  { asked: 'every prompt, long documents and pictures among them', tags: null, requests: 'any' },
] as const)('a run of $asked has $requests requests', ({ tags, requests }) => {
  const plan = planRun(project, { ...everything, tags, modes: ['send', 'stream'] });
  const { exchanges, ...work } = workOf(plan);
  expect(work).toEqual({ requests });
  expect(exchanges).toBe(plan.prompts.length * plan.targets.length * 2);
});
