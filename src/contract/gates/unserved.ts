import type { ExchangeRecord } from '../exchanges/record.ts';

type Asked = Pick<ExchangeRecord, 'state' | 'reason'>;

/**
 * Why the candidate's target alone cannot be asked, or null. Whoever asks it is refused each time, and was answered before:
 * no skip, but a loss. A baseline without a record was not excluded.
 */
export function whyUnserved(baseline: Asked | null, candidate: Asked | null): string | null {
  if (candidate?.state !== 'skipped' || baseline?.state === 'skipped') return null;
  return candidate.reason ?? 'no reason recorded';
}

/** How many prompts cannot be asked for a reason. */
export interface UnservedPrompts {
  readonly reason: string;
  readonly prompts: number;
}

/** Why prompts cannot be asked, the most of them first. */
export function byPrompts(unserved: readonly UnservedPrompts[]): readonly UnservedPrompts[] {
  return unserved.toSorted((a, b) => b.prompts - a.prompts || (a.reason < b.reason ? -1 : 1));
}

/** `many` of the `of` prompts that the baseline can be asked, by why. */
export function spellUnserved(unserved: readonly UnservedPrompts[], many: number, of: number): string {
  const why = byPrompts(unserved).map(({ reason, prompts }) => `${reason} on ${prompts}`);
  return `the candidate cannot be asked ${many} of ${of} prompts that the baseline can (${why.join(', ')})`;
}
