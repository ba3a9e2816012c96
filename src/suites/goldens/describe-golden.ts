import type { Golden } from '../../contract/suites/prompt.ts';
import type { PlannedPrompt } from '../plan-prompts.ts';
import { whyUnapproved } from './is-approved.ts';

/** What there is for a prompt; `obsolete` is a golden without a prompt. */
type GoldenState = 'approved' | 'stale' | 'unapproved' | 'missing' | 'obsolete';

/** A golden and its prompt at a glance. What is not there is null. */
export interface GoldenRow {
  readonly promptId: string;
  readonly suite: string;
  readonly state: GoldenState;
  /** What is amiss with it, or null. */
  readonly why: string | null;
  readonly provenance: Golden['provenance'] | null;
}

export function describeGolden({ prompt, golden, draft, isStale }: PlannedPrompt): GoldenRow {
  const row = { promptId: prompt.id, suite: prompt.suite };
  if (draft !== null) {
    return { ...row, state: 'unapproved', why: whyUnapproved(draft), provenance: draft.provenance };
  }
  if (golden === null) return { ...row, state: 'missing', why: null, provenance: null };
  const { provenance } = golden;
  if (!isStale) return { ...row, state: 'approved', why: null, provenance };
  return { ...row, state: 'stale', why: 'it was approved for another request', provenance };
}
