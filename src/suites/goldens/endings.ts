import { EXPECTED_ERRORS } from '../../contract/errors/error-kind.ts';
import type { GoldenAnswer } from '../../contract/suites/prompt.ts';

/** Finish reasons of an answer that did not come to its own end. */
const CUT_SHORT = ['length', 'context_window', 'content_filter'] as const;

/** How an exchange may end and be right only where somebody says that it should end so. */
export const ENDINGS = [...EXPECTED_ERRORS, ...CUT_SHORT] as const;
export type Ending = (typeof ENDINGS)[number];

/** Null for an answer that came to its own end. */
export function endingOf({ error, finish }: GoldenAnswer): Ending | null {
  return error ?? CUT_SHORT.find((reason) => reason === finish) ?? null;
}

/** Whether something in between refused, in whichever of two ways its wire has for it. */
export function isFiltered(ending: Ending | null): boolean {
  return ending === 'content_filtered' || ending === 'content_filter';
}
