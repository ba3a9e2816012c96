import type { JsonValue } from '../../contract/json-value.ts';
import { count } from '../text/format.ts';
import { quoteShell } from '../exchange/quote-shell.ts';

const MOST_SHOWN = 80;

export function evidenceOf(value: number): string {
  return value >= 1000 ? '> 1000' : value.toFixed(value < 10 ? 2 : 0);
}

/** What stands beside the number of prompts where the baseline was asked twice. */
export function besideNoise({
  noise,
  evidence,
}: {
  readonly noise: number | null;
  readonly evidence: number | null;
}): string {
  return noise === null ? '' : `, noise on ${count(noise)}, evidence ${evidenceOf(evidence ?? 0)}`;
}

/** What a column of noise holds, or why it holds nothing. */
export function noiseLegend(rows: readonly { readonly noise: number | null }[]): string {
  return rows.some(({ noise }) => noise !== null)
    ? 'Noise is on how many prompts the baseline differs from itself. Evidence of 20 and more says that the candidate differs more than that.'
    : 'The baseline was asked once, so its own noise is not known: every difference counts. To ask it twice: compare --triples.';
}

export function readersOf({ readBy }: { readonly readBy: readonly string[] | null }): string {
  if (readBy === null) return 'no consumer is declared, so somebody may read it';
  return readBy.length === 0 ? 'read by none of the declared consumers' : `read by ${readBy.join(', ')}`;
}

export function shownOf(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** The command that shows one exchange of an example; `inRun` names its run. */
export function showLine(id: string, run: string, inRun: (run: string) => string): string {
  return `     npx llama-contract show ${quoteShell(id)} ${inRun(run)}`;
}
