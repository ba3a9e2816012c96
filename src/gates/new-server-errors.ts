import { PAIRS_AGAIN } from './confirm-again.ts';
import type { GateEvidence, PromptEvidence } from './gate-evidence.ts';

/** A class of server error that the candidate showed and the baseline never did. */
export interface NewServerError {
  readonly name: string;
  /** The prompts that showed it, in order. */
  readonly prompts: readonly string[];
  readonly rows: readonly PromptEvidence[];
  /** How often it was shown, and how often shows that it is new. */
  readonly shown: number;
  readonly enough: number;
  /** There: it was shown often enough. Gone: its prompts were asked again, and did not show it any more. Else it is open. */
  readonly standing: 'there' | 'gone' | 'open';
}

/**
 * Classes that the baseline showed in none of its runs that count. Of sides that show a rare class equally often it is the candidate that shows it first half of the time, and the second
 * time too half of these: it is new where the candidate is alone so often that equal sides would not be. Each showing
 * doubles the evidence that the candidate alone gives it (an e-value, which falls to nothing once the baseline does), and
 * evidence of `bar` m (m + 1) is enough, m being the classes that either side ever showed: the jth to be met alarms falsely
 * with a chance of 1 / (bar j (j + 1)) at most, and all together with 1 / bar.
 */
export function newServerErrors(
  { prompts, past }: Pick<GateEvidence, 'prompts' | 'past'>,
  bar: number,
): readonly NewServerError[] {
  const known = new Set([
    ...Object.keys(past?.classes ?? {}),
    ...prompts.flatMap(({ baseline, again }) => [
      ...baseline.serverErrors,
      ...(again?.serverErrors.baseline ?? []),
    ]),
  ]);
  const shown = prompts.flatMap((prompt) =>
    [...prompt.candidate.serverErrors, ...(prompt.again?.serverErrors.candidate ?? [])]
      .filter((name) => !known.has(name))
      .map((name) => ({ name, prompt })),
  );
  const byName = [...Map.groupBy(shown, ({ name }) => name)];
  const classes = known.size + byName.length;
  const enough = Math.ceil(Math.log2(bar * classes * (classes + 1)));
  return byName
    .map(([name, showings]): NewServerError => {
      const rows = [...new Set(showings.map(({ prompt }) => prompt))];
      const times = showings.reduce((sum, { prompt }) => sum + prompt.times, 0);
      return {
        name,
        prompts: [...new Set(rows.map(({ prompt }) => prompt))].toSorted(),
        rows,
        shown: times,
        enough,
        standing: times >= enough ? 'there' : rows.every((row) => isGone(row, name)) ? 'gone' : 'open',
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Asked again often enough without showing it, with nothing missing that could have. */
function isGone({ again }: PromptEvidence, name: string): boolean {
  if (again === null || again.pairs < PAIRS_AGAIN || again.missing > 0) return false;
  return !again.serverErrors.candidate.includes(name);
}
