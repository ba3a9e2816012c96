/**
 * The chance that all of k askings of a prompt pass, of which `passed` of n did: C(passed, k) / C(n, k), without bias. Zero
 * where k is more than n. S. Yao et al., https://arxiv.org/abs/2406.12045, pass^k.
 */
export function chanceAllPass(passed: number, n: number, k: number): number {
  return k > n ? 0 : drawsOf(passed, n, k);
}

/**
 * The chance that one at least of k askings passes: 1 - C(n - passed, k) / C(n, k), without bias. M. Chen et al.,
 * https://arxiv.org/abs/2107.03374, pass@k.
 */
export function chanceAnyPasses(passed: number, n: number, k: number): number {
  return k > n ? 0 : 1 - drawsOf(n - passed, n, k);
}

/** The chance that k of n, drawn without replacement, are all among `some`. */
function drawsOf(some: number, n: number, k: number): number {
  let chance = 1;
  for (let drawn = 0; drawn < k; drawn += 1) chance *= Math.max(some - drawn, 0) / (n - drawn);
  return chance;
}

/** How much askings of one prompt vary, and how much prompts do beyond that. */
export interface Variance {
  readonly within: number;
  readonly between: number;
}

/**
 * The components of variance of passes (0 or 1) of prompts that were asked n times each, by the analysis of variance: both
 * without bias, so that the one between prompts may come out a little below 0. Null where there is nothing to tell them
 * apart by. S. R. Searle, G. Casella and C. E. McCulloch, Variance Components (1992), 3.3.
 */
export function varianceOfRepeats(passed: readonly number[], n: number): Variance | null {
  const prompts = passed.length;
  if (prompts < 2 || n < 2) return null;
  const shares = passed.map((count) => count / n);
  const mean = shares.reduce((sum, share) => sum + share, 0) / prompts;
  const within = shares.reduce((sum, share) => sum + (share * (1 - share) * n) / (n - 1), 0) / prompts;
  const ofMeans = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (prompts - 1);
  return { within, between: ofMeans - within / n };
}
