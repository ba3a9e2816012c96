import type { Golden } from '../../contract/suites/prompt.ts';
import type { PlannedPrompt } from '../plan-prompts.ts';
import { isSettled } from './build-golden.ts';

export type WrittenDecision =
  | { readonly what: 'added' | 'updated'; readonly golden: Golden }
  | { readonly what: 'matched' | 'kept'; readonly why: string };

/**
 * What becomes of the golden of a prompt as it stands in its file, when all are approved that nobody has approved yet, or
 * those of the prompts that are named. Null where there is none.
 */
export function decideWritten(
  planned: PlannedPrompt,
  prompts: readonly string[] | null,
): WrittenDecision | null {
  const { prompt, golden, draft, isStale } = planned;
  const isNamed = prompts?.includes(prompt.id) === true;
  if (draft !== null) {
    if (prompts === null || isNamed) return { what: 'added', golden: draft };
    return { what: 'kept', why: 'nobody has approved it, and it is not named' };
  }
  if (golden === null) return null;
  if (isSettled(golden, planned)) return { what: 'matched', why: 'it is approved already, as it stands' };
  if (isNamed) return { what: 'updated', golden };
  const why = isStale ? 'it is stale' : 'it is approved, for whatever its prompt asks';
  return { what: 'kept', why: `${why}; --prompt ${prompt.id} approves it again` };
}
