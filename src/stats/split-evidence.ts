import { logGamma } from './log-gamma.ts';

/** How many trials the prior weighs: it looks for splits that are off by little. */
const WEIGHT = 1_000;

/**
 * The evidence that traffic is not split as ordered, as an e-value: the ordered shares against a Dirichlet mixture around
 * them. Under the ordered split it ever reaches 1/alpha with a chance of alpha at most. Lindon and Malek, 2022,
 * https://arxiv.org/abs/2011.03567. Shares are positive and sum to 1.
 */
export function splitEvidence(arms: readonly { readonly share: number; readonly count: number }[]): number {
  const n = arms.reduce((sum, { count }) => sum + count, 0);
  const log = arms.reduce(
    (sum, { share, count }) =>
      sum + logGamma(WEIGHT * share + count) - logGamma(WEIGHT * share) - count * Math.log(share),
    logGamma(WEIGHT) - logGamma(WEIGHT + n),
  );
  return Math.exp(log);
}
