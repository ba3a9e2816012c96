import { createSchemaCompiler } from '../../checks/compile-schemas.ts';
import { judgeGolden } from '../../checks/judge-golden.ts';
import { preparePrompt } from '../../checks/prepare-prompt.ts';
import { DEFAULT_DEADLINES, USUAL_BASELINE } from '../../config/defaults.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { Golden } from '../../contract/suites/prompt.ts';
import { placeProblems } from '../../files/place-problems.ts';
import type { JudgeApart } from '../../checks/slow-value.ts';
import { decideWritten } from '../../suites/goldens/decide-written.ts';
import { goldenAsWritten } from '../../suites/goldens/build-golden.ts';
import { planPrompts, type PlannedPrompt } from '../../suites/plan-prompts.ts';
import { approverOf, type ApproveOptions } from './approve-goldens.ts';
import { holdGoldens } from './hold-goldens.ts';
import { loadProject, refuseProblems, type Project } from '../project/load-project.ts';
import { refuseBaseline, refuseUnknown } from './refuse-approval.ts';
import type { RunWorld } from '../run-world.ts';
import { writeApproved, type Approval, type ApprovalRow } from './write-approved.ts';

export interface ApproveWrittenOptions extends Pick<ApproveOptions, 'config' | 'baseline' | 'by' | 'reason'> {
  /** By id; null is every prompt whose golden nobody has approved. */
  readonly prompts: readonly string[] | null;
}

/**
 * Approves goldens as they stand in their files, and fills in what a person need not write: request, day, by whom, why.
 * Throws InputError, and writes nothing, when one of them breaks its own prompt's rules, or is not there.
 */
export async function approveWritten(options: ApproveWrittenOptions, world: RunWorld): Promise<Approval> {
  const { config, prompts } = options;
  const baseline = options.baseline ?? USUAL_BASELINE;
  const read = () => loadProject({ config, suites: null, baseline });
  const { root, catalog } = await read();
  refuseBaseline(
    baseline,
    catalog.targets.map(({ id }) => id),
  );
  const held = await holdGoldens(root, baseline, world);
  try {
    const project = await read();
    refuseProblems(project);
    const all = project.suites.flatMap((suite) => suite.prompts);
    const planned = planPrompts(all, null, project.goldens);
    refuseUnknown(planned, prompts);
    const decided = planned.map((each) => ({ each, decision: decideWritten(each, prompts) }));
    const chosen = decided.flatMap(({ each, decision }) =>
      decision !== null && 'golden' in decision ? [{ each, golden: decision.golden }] : [],
    );
    refuseProblems(project, await judgeAll(chosen, project, world.judgeApart));
    refuseAbsent(
      decided.flatMap(({ each, decision }) => (decision === null ? [each.prompt.id] : [])),
      prompts,
    );
    const approver = approverOf(options, world);
    const rows = decided.flatMap(({ each, decision }): readonly ApprovalRow[] => {
      if (decision === null) return [];
      const row = { promptId: each.prompt.id, suite: each.prompt.suite, what: decision.what };
      if ('why' in decision) return [{ ...row, why: decision.why, golden: null }];
      return [{ ...row, why: null, golden: goldenAsWritten(each, decision.golden, approver) }];
    });
    return await writeApproved(project, rows, { run: null, approver });
  } finally {
    await held.release();
  }
}

/** Throws InputError for prompts that were named and have no golden in the file. */
function refuseAbsent(absent: readonly string[], prompts: readonly string[] | null): void {
  const missing = (prompts ?? []).filter((id) => absent.includes(id));
  if (missing.length === 0) return;
  const mend = 'write its line first, or approve the answer of a run: leave --written out';
  throw new InputError(missing.map((id) => problem(`no golden is written for "${id}"`, mend)));
}

async function judgeAll(
  chosen: readonly { readonly each: PlannedPrompt; readonly golden: Golden }[],
  { goldenLines }: Project,
  judgeApart: JudgeApart,
): Promise<readonly Problem[]> {
  const { compile } = createSchemaCompiler();
  const { signal } = new AbortController();
  const found = await Promise.all(
    chosen.map(async ({ each: { prompt }, golden }) => {
      const line = goldenLines.get(prompt.id);
      const judged = await judgeGolden(preparePrompt(prompt, golden, compile), (slow) =>
        judgeApart(slow, DEFAULT_DEADLINES.judgingMs, signal),
      );
      return line === undefined ? [] : placeProblems(line, judged);
    }),
  );
  return found.flat();
}
