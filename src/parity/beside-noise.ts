import { signEValue } from '../stats/sign-e-value.ts';
import type { Differing } from './count-differences.ts';

/** Alarms that are false: one in twenty at most, over all looks together. */
const ENOUGH = 20;
/** Large breaks are to be found with few prompts. */
const PRIOR = 1;

export interface BesideNoise {
  /** Prompts on which the baseline differs from itself, and the evidence that the candidate does more; null where it was asked once. */
  readonly noise: number | null;
  readonly evidence: number | null;
}

/**
 * Prompts with both draws alone, `twice`, are counted: the candidate worse, or the baseline's second answer.
 */
export function besideNoise({ candidate, noise }: Differing, twice: ReadonlySet<string>): BesideNoise {
  if (twice.size === 0) return { noise: null, evidence: null };
  let [worse, better] = [0, 0];
  for (const prompt of twice) {
    const [differs, isNoise] = [candidate.has(prompt), noise.has(prompt)];
    if (differs && !isNoise) worse += 1;
    else if (isNoise && !differs) better += 1;
  }
  return { noise: noise.size, evidence: signEValue(worse, better, PRIOR) };
}

/** Of a baseline that was asked once nothing is known that could excuse a difference. */
export function isEnough(evidence: number | null): boolean {
  return evidence === null || evidence >= ENOUGH;
}
