import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Problem } from '../../contract/problem.ts';
import type { GoldenAnswer } from '../../contract/suites/prompt.ts';
import { compareGolden, type ComparedAnswer } from '../../suites/goldens/compare-golden.ts';
import { planPrompts } from '../../suites/plan-prompts.ts';
import { findRunOrNewest } from '../../store/run/find-run.ts';
import { gatherAnswers, readSealedRun, refuseUnasked, type AnswerSelection } from '../project/gather-answers.ts';
import { loadProject, refuseProblems } from '../project/load-project.ts';
import { refuseUnknown, refuseUnrecorded } from './refuse-approval.ts';
import { refuseLive } from '../project/refuse-live.ts';

/** One answer of a run held against the golden of its prompt. */
export interface DiffRow extends ComparedAnswer {
  readonly promptId: string;
  readonly suite: string;
  readonly answer: GoldenAnswer;
  /** The exchanges that gave it. */
  readonly given: readonly string[];
}

export interface GoldenDiff {
  readonly run: string;
  readonly baseline: string;
  /** In the order of the suites; several of a prompt that was answered differently. */
  readonly rows: readonly DiffRow[];
  /** Exchanges that gave no answer to compare. */
  readonly unanswered: readonly { readonly id: string; readonly isSkipped: boolean; readonly why: string }[];
  /** Prompts that the run was to ask and has no record of. */
  readonly unrecorded: number;
  /** Goldens that no prompt asks for any more. */
  readonly obsolete: readonly { readonly promptId: string | null; readonly problem: Problem }[];
}

/** Holds the answers of a sealed run against the goldens that it was compared with, as they are now. */
export async function diffGoldens(options: {
  readonly config: string;
  readonly out: string;
  readonly run: string | null;
  readonly nowMs: number;
  readonly selection: AnswerSelection;
}): Promise<GoldenDiff> {
  const { config, out, selection } = options;
  const run = await readSealedRun(await findRunOrNewest(out, options.run, options.nowMs));
  refuseLive(run.manifest);
  const { baseline, plan } = run.manifest;
  refuseUnasked(run.manifest, selection);
  const project = await loadProject({ config, suites: plan.suites, baseline });
  refuseProblems({ problems: project.problems, obsolete: [] });
  const prompts = project.suites.flatMap((suite) => suite.prompts);
  const planned = planPrompts(prompts, null, project.goldens);
  refuseUnknown(planned, selection.prompts);
  const answers = await gatherAnswers(run, planned, selection);
  refuseUnrecorded(answers, run, selection.prompts);
  const isWhole = selection.prompts === null && selection.target === null;
  return {
    run: run.manifest.run,
    baseline,
    rows: answers.flatMap(({ planned: each, answers: given }) =>
      given.map(({ answer, given: ids }) => ({
        promptId: each.prompt.id,
        suite: each.prompt.suite,
        answer,
        given: ids.map(caseText),
        ...compareGolden(each, answer),
      })),
    ),
    unanswered: answers.flatMap(({ silent }) =>
      silent.map(({ id, ...rest }) => ({ id: caseText(id), ...rest })),
    ),
    unrecorded: isWhole ? Math.max(0, plan.prompts - answers.length) : 0,
    obsolete: project.obsolete,
  };
}
