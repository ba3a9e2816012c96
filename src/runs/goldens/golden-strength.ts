import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { Problem } from '../../contract/problem.ts';
import type { Strength } from '../../contract/suites/strength.ts';
import { loadProject } from '../project/load-project.ts';
import { measureStrength } from './measure-strength.ts';
import { planRun } from '../project/plan-run.ts';
import { preparePrompts } from '../project/prepare-prompts.ts';
import type { RunWorld } from '../run-world.ts';

export interface StrengthOptions {
  readonly config: string;
  /** Null is the configuration's, or else all. */
  readonly suites: readonly string[] | null;
  /** By id; null is all. */
  readonly prompts: readonly string[] | null;
  readonly seed: number;
}

/** How many wrong answers a golden set would let pass. Calls nothing. Throws InputError when anything given is wrong. */
export async function goldenStrength(
  { config, suites, prompts, seed }: StrengthOptions,
  { judgeApart }: Pick<RunWorld, 'judgeApart'>,
): Promise<{ readonly strength: Strength; readonly warnings: readonly Problem[] }> {
  const project = await loadProject({ config, suites, baseline: USUAL_BASELINE });
  const selection = { targets: null, tags: null, prompts, pairs: null, modes: [], repeat: 1, once: null };
  const plan = planRun(project, selection);
  const ready = await preparePrompts(project, plan.prompts, judgeApart);
  const strength = await measureStrength(ready.prompts, seed, judgeApart);
  return { strength, warnings: [...project.warnings, ...ready.warnings] };
}
