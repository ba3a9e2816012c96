import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { Problem } from '../../contract/problem.ts';
import { describeGolden, type GoldenRow } from '../../suites/goldens/describe-golden.ts';
import { planPrompts } from '../../suites/plan-prompts.ts';
import { loadProject, refuseProblems } from '../project/load-project.ts';
import { refuseBaseline } from './refuse-approval.ts';

export interface GoldenList {
  readonly baseline: string;
  /** Every prompt, in the order of the suites. */
  readonly rows: readonly GoldenRow[];
  /** Goldens, and files of them, that no prompt asks for any more. */
  readonly obsolete: readonly { readonly promptId: string | null; readonly problem: Problem }[];
  /** Baselines beside this one that have goldens. */
  readonly others: readonly string[];
}

/** What is approved under a baseline, prompt by prompt. Throws InputError with everything that is wrong with its files. */
export async function listGoldens(options: {
  readonly config: string;
  readonly baseline: string | null;
}): Promise<GoldenList> {
  const baseline = options.baseline ?? USUAL_BASELINE;
  const project = await loadProject({ config: options.config, suites: null, baseline });
  refuseBaseline(
    baseline,
    project.catalog.targets.map(({ id }) => id),
  );
  refuseProblems({ problems: project.problems, obsolete: [] });
  const prompts = project.suites.flatMap((suite) => suite.prompts);
  const entries = await readdir(join(project.root, 'goldens')).catch(() => []);
  return {
    baseline,
    rows: planPrompts(prompts, null, project.goldens).map(describeGolden),
    obsolete: project.obsolete,
    others: entries.filter((entry) => entry !== baseline).toSorted(),
  };
}
