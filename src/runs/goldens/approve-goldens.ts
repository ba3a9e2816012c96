import type { Approver } from '../../suites/goldens/build-golden.ts';
import {
  decideApproval,
  decideUnasked,
  type Decision,
  type Wish,
} from '../../suites/goldens/decide-approval.ts';
import { findRunOrNewest } from '../../store/run/find-run.ts';
import { planPrompts } from '../../suites/plan-prompts.ts';
import {
  gatherAnswers,
  readSealedRun,
  refuseUnasked,
  type AnswerSelection,
  type PromptAnswers,
} from '../project/gather-answers.ts';
import { InputError } from '../../contract/problem.ts';
import { holdGoldens } from './hold-goldens.ts';
import { loadProject, refuseProblems } from '../project/load-project.ts';
import { proposeGoldens, type Proposed } from './propose-goldens.ts';
import { refusalsOf, refuseBaseline, refuseUnknown, refuseUnrecorded } from './refuse-approval.ts';
import type { RunWorld } from '../run-world.ts';
import { writeApproved, type Approval, type ApprovalRow } from './write-approved.ts';
import { refuseLive } from '../project/refuse-live.ts';

export interface ApproveOptions {
  readonly config: string;
  readonly out: string;
  /** By id or folder; null is the newest. */
  readonly run: string | null;
  /** Where it goes; null is the baseline with which the run was compared. */
  readonly baseline: string | null;
  readonly selection: AnswerSelection;
  readonly wish: Omit<Wish, 'prompts'>;
  /** Whoever answers for it, and why. */
  readonly by: string;
  readonly reason: string;
}

/**
 * Makes answers of a sealed run the goldens of their prompts: all of those that are asked for, or none. Throws
 * InputError, and writes nothing, when the run was changed, when several answers could be the golden of a prompt, and
 * when an answer that was named cannot be one.
 */
export async function approveGoldens(options: ApproveOptions, world: RunWorld): Promise<Approval> {
  const { config, out, selection } = options;
  const wish = { ...options.wish, prompts: selection.prompts };
  const run = await readSealedRun(await findRunOrNewest(out, options.run, world.clock.wallMs()));
  refuseLive(run.manifest);
  refuseUnasked(run.manifest, selection);
  const baseline = options.baseline ?? run.manifest.baseline;
  const read = () => loadProject({ config, suites: run.manifest.plan.suites, baseline });
  const { root, catalog } = await read();
  const { targets } = catalog;
  refuseBaseline(
    baseline,
    targets.map(({ id }) => id),
  );
  const held = await holdGoldens(root, baseline, world);
  try {
    // What was read before may have been written since by whoever held them.
    const project = await read();
    refuseProblems(project);
    const prompts = project.suites.flatMap((suite) => suite.prompts);
    const planned = planPrompts(prompts, null, project.goldens);
    refuseUnknown(planned, selection.prompts);
    const answers = await gatherAnswers(run, planned, selection);
    refuseUnrecorded(answers, run, selection.prompts);
    const approver = approverOf(options, world);
    const around = { run, targets, approver, wish, judgeApart: world.judgeApart };
    const decided: { readonly of: PromptAnswers; readonly decision: Decision<Proposed> }[] = [];
    for (const of of answers) {
      const silent = of.silent.map(({ why }) => why);
      const unasked = decideUnasked(of.planned, wish);
      const decision = unasked ?? decideApproval(of.planned, await proposeGoldens(of, around), silent, wish);
      decided.push({ of, decision });
    }
    const problems = decided.flatMap(({ of, decision }) => refusalsOf(of, decision, run, wish, options));
    if (problems.length > 0) throw new InputError(problems);
    const rows = decided.flatMap(({ of, decision }) => rowOf(of, decision));
    return await writeApproved(project, rows, { run: run.manifest.run, approver });
  } finally {
    await held.release();
  }
}

function rowOf({ planned: { prompt } }: PromptAnswers, decision: Decision<Proposed>): readonly ApprovalRow[] {
  const { id: promptId, suite } = prompt;
  switch (decision.what) {
    case 'added':
    case 'updated':
      return [{ promptId, suite, what: decision.what, why: null, golden: decision.chosen.golden }];
    case 'matched':
    case 'kept':
    case 'left':
      return [{ promptId, suite, what: decision.what, why: decision.why, golden: null }];
    case 'unclear':
      return [];
  }
}

export function approverOf(
  { by, reason }: Pick<ApproveOptions, 'by' | 'reason'>,
  { clock, versions }: Pick<RunWorld, 'clock' | 'versions'>,
): Approver {
  const date = new Date(clock.wallMs()).toISOString().slice(0, 'YYYY-MM-DD'.length);
  return { by, reason, date, toolVersion: versions['llama-contract'] ?? '' };
}
