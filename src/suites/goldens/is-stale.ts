import type { Golden } from '../../contract/suites/prompt.ts';

/** Whether a golden was approved for another request than its prompt is now. One without a hash never is. */
export function isStale(golden: Golden | null, requestHash: string): boolean {
  const approved = golden?.provenance.parametersHash ?? null;
  return approved !== null && approved !== requestHash;
}
