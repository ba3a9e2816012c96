import { USUAL_BASELINE } from '../../config/defaults.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { suggest } from '../../files/suggest.ts';
import type { Decision, Wish } from '../../suites/goldens/decide-approval.ts';
import type { PlannedPrompt } from '../../suites/plan-prompts.ts';
import { describeChoices, type Retry } from './describe-choices.ts';
import type { PromptAnswers, SealedRun } from '../project/gather-answers.ts';
import type { Proposed } from './propose-goldens.ts';

/** Throws InputError for a baseline that no run could be compared with. */
export function refuseBaseline(baseline: string, targets: readonly string[]): void {
  const known = [USUAL_BASELINE, ...targets];
  if (known.includes(baseline)) return;
  const message = `there is no baseline "${baseline}": it is ${USUAL_BASELINE}, or a target`;
  throw new InputError([problem(message, suggest(baseline, known))]);
}

/** Throws InputError for prompts that no suite has. */
export function refuseUnknown(planned: readonly PlannedPrompt[], prompts: readonly string[] | null): void {
  const known = planned.map(({ prompt }) => prompt.id);
  const unknown = (prompts ?? []).filter((id) => !known.includes(id));
  if (unknown.length === 0) return;
  throw new InputError(unknown.map((id) => problem(`unknown prompt "${id}"`, suggest(id, known))));
}

/** Throws InputError for prompts that were named and not asked in the run. */
export function refuseUnrecorded(
  answers: readonly PromptAnswers[],
  { manifest: { run } }: SealedRun,
  prompts: readonly string[] | null,
): void {
  const known = answers.map(({ planned }) => planned.prompt.id);
  const missing = (prompts ?? []).filter((id) => !known.includes(id));
  if (missing.length === 0) return;
  throw new InputError(
    missing.map((id) =>
      problem(`run ${run} has no answer to "${id}" among what is selected`, suggest(id, known)),
    ),
  );
}

/** What of a decision keeps an approval from being made: an open choice, and a prompt that was named in vain. */
export function refusalsOf(
  { planned }: PromptAnswers,
  decision: Decision<Proposed>,
  { manifest: { run } }: SealedRun,
  wish: Wish,
  retry: Retry,
): readonly Problem[] {
  const { id } = planned.prompt;
  if (decision.what === 'unclear') return [describeChoices(planned, decision.choices, run, retry)];
  if (decision.what !== 'left' || wish.prompts?.includes(id) !== true) return [];
  return [problem(`the answer to "${id}" in run ${run} cannot be approved: ${decision.why}`)];
}
