import type { PromptEvidence } from './gate-evidence.ts';
import { PAIRS_AGAIN } from './confirm-again.ts';

/** A class of server error that the candidate showed and the baseline never did. */
export interface NewServerError {
  readonly name: string;
  /** The prompts that showed it, in order. */
  readonly prompts: readonly string[];
  readonly rows: readonly PromptEvidence[];
  /** There: two prompts showed it, or one when it was asked again. Gone: its prompt was, and did not. Else it is open. */
  readonly standing: 'there' | 'gone' | 'open';
}

export function newServerErrors(prompts: readonly PromptEvidence[]): readonly NewServerError[] {
  const known = new Set(
    prompts.flatMap(({ baseline, again }) => [
      ...baseline.serverErrors,
      ...(again?.serverErrors.baseline ?? []),
    ]),
  );
  const shown = prompts.flatMap((prompt) =>
    [...prompt.candidate.serverErrors, ...(prompt.again?.serverErrors.candidate ?? [])]
      .filter((name) => !known.has(name))
      .map((name) => ({ name, prompt })),
  );
  return [...Map.groupBy(shown, ({ name }) => name)]
    .map(([name, times]): NewServerError => {
      const [{ prompt: only } = { prompt: null }] = times;
      const open = only !== null && isAskedOften(only) ? 'gone' : 'open';
      return {
        name,
        prompts: [...new Set(times.map(({ prompt }) => prompt.prompt))].toSorted(),
        rows: [...new Set(times.map(({ prompt }) => prompt))],
        standing: times.length * (only?.times ?? 1) > 1 ? 'there' : open,
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Often enough, with nothing missing that could have shown it. */
function isAskedOften({ again }: PromptEvidence): boolean {
  return again !== null && again.pairs >= PAIRS_AGAIN && again.missing === 0;
}
