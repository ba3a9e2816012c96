import { logBeta } from './log-gamma.ts';
import { regularizedBeta } from './regularized-beta.ts';

/**
 * The evidence that a candidate differs from its baseline more than the baseline does from itself, as an e-value: 1 is
 * none, and under equal sides it ever reaches 1/alpha with a chance of alpha at most, however often one looks. `worse`
 * are prompts on which the candidate alone differs, `better` those on which the baseline's second answer alone does. The
 * coin's bias has a Beta(k, k) prior cut at one half: a small k finds large effects with few prompts.
 */
export function signEValue(worse: number, better: number, k = 5): number {
  const n = worse + better;
  const half = regularizedBeta(0.5, better + k, worse + k);
  return Math.exp(n * Math.LN2 + logBeta(worse + k, better + k) - logBeta(k, k) + Math.LN2) * half;
}
