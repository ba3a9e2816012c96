import { caseText } from '../contract/case-id.ts';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import type { GoldenAnswer } from '../contract/prompt.ts';
import { suggest } from '../files/suggest.ts';
import type { Decision, Wish } from '../suites/goldens/decide-approval.ts';
import type { PlannedPrompt } from '../suites/plan-prompts.ts';
import { approveCommand, USUAL_BASELINE, type Where } from './approve-command.ts';
import type { PromptAnswers, SealedRun } from './gather-answers.ts';
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

const SHOWN = 80;
const MOST_CHOICES = 8;

function shown({ text, toolCalls, error }: GoldenAnswer): string {
  if (error !== null) return error;
  const calls = toolCalls.map((call) => `${call.name}(${JSON.stringify(call.arguments)})`);
  const whole = [text === '' && calls.length > 0 ? '' : JSON.stringify(text), ...calls].filter(
    (part) => part !== '',
  );
  const line = whole.join(' ');
  return line.length <= SHOWN ? line : `${line.slice(0, SHOWN)}…`;
}

/** The flags that select each choice alone, as far as targets and repetitions can. */
function flagsOf(choices: readonly Proposed[], { gathered }: Proposed): readonly string[] {
  const [first] = gathered.given;
  if (first === undefined) return [];
  const rivals = choices.filter((choice) => choice.gathered !== gathered);
  const isAlone = !rivals.some((rival) => rival.gathered.given.some(({ target }) => target === first.target));
  const target = ['--target', first.target];
  return isAlone ? target : [...target, '--repetition', String(first.repetition)];
}

function ambiguity(id: string, choices: readonly Proposed[], run: string, where: Where): Problem {
  const listed = choices.slice(0, MOST_CHOICES).map((choice) => {
    const given = choice.gathered.given.slice(0, MOST_CHOICES).map(caseText).join(', ');
    return `  ${shown(choice.answer)}\n    from ${given}`;
  });
  const [first] = choices;
  const flags = first === undefined ? [] : flagsOf(choices, first);
  const mode = first?.gathered.exchange.case.mode === 'stream' ? ['--mode', 'stream'] : [];
  return {
    ...problem(
      `"${id}" has ${choices.length} different answers in run ${run}, and one of them can be its golden`,
      `choose, for instance: ${approveCommand([run, '--prompt', id, ...flags, ...mode], where)}`,
    ),
    frame: listed.join('\n'),
  };
}

/** What of a decision keeps an approval from being made: an open choice, and a prompt that was named in vain. */
export function refusalsOf(
  { planned }: PromptAnswers,
  decision: Decision<Proposed>,
  { manifest: { run } }: SealedRun,
  wish: Wish,
  where: Where,
): readonly Problem[] {
  const { id } = planned.prompt;
  if (decision.what === 'unclear') return [ambiguity(id, decision.choices, run, where)];
  if (decision.what !== 'left' || wish.prompts?.includes(id) !== true) return [];
  return [problem(`the answer to "${id}" in run ${run} cannot be approved: ${decision.why}`)];
}
