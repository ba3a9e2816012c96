import type { Step } from '../contract/rollout/ledger.ts';

/** Where the traffic of a migration may stand, in order. Each is left for the next alone, and all for the first. */
const STEPS: readonly Step[] = [
  { stage: 'shadow', share: 0 },
  { stage: 'canary', share: 10 },
  ...[20, 30, 40, 50, 60, 70, 80, 90].map((share): Step => ({ stage: 'partial', share })),
  { stage: 'full', share: 100 },
  { stage: 'retired', share: 100 },
];

/** The first: no client is served by the candidate. */
export const FIRST: Step = { stage: 'shadow', share: 0 };

/** Null after the last, and for what is no step. */
export function nextStep(step: Step): Step | null {
  const at = STEPS.findIndex((each) => isSameStep(each, step));
  return at === -1 ? null : (STEPS[at + 1] ?? null);
}

export function isSameStep(a: Step, b: Step): boolean {
  return a.stage === b.stage && a.share === b.share;
}
