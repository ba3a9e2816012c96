import type { Fault } from '../../contract/wires/fault.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { suggest } from '../../files/suggest.ts';
import { promptsOf, type Plan } from './plan-run.ts';

/** What can be asked; null modes are whatever a client asks. */
type Asked = Pick<Plan, 'targets' | 'prompts' | 'pairs'> & { readonly modes: readonly Mode[] | null };

/**
 * Throws InputError for faults that name what is not asked: who plants one wants to see it strike, and a run in which it
 * never could would pass.
 */
export function refuseIdleFaults(faults: readonly Fault[], asked: Asked): void {
  const problems = faults.flatMap((fault, index) => idleProblems(`fault ${index + 1}`, fault, asked));
  if (problems.length > 0) throw new InputError(problems);
}

function idleProblems(name: string, { match }: Fault, asked: Asked): Problem[] {
  const targets = asked.targets.map(({ id }) => id);
  const prompts = asked.prompts.map(({ prompt }) => prompt.id);
  const { target, prompt } = match;
  const found = [
    ...unasked(`${name} is for target`, target, targets),
    ...unasked(`${name} is for prompt`, prompt, prompts),
    ...unasked(`${name} is for mode`, match.mode, asked.modes ?? [match.mode ?? 'send']),
  ];
  if (found.length > 0 || target === undefined || prompt === undefined) return found;
  const own = promptsOf(asked, target).map(({ prompt: { id } }) => id);
  return unasked(`${name} is for target ${target} and prompt`, prompt, own);
}

function unasked(start: string, wanted: string | undefined, known: readonly string[]): Problem[] {
  if (wanted === undefined || known.includes(wanted)) return [];
  return [problem(`${start} "${wanted}", which is not asked`, suggest(wanted, known))];
}
