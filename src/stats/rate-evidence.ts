import { logBeta } from './log-gamma.ts';
import { regularizedBeta } from './regularized-beta.ts';

/** How many trials the prior weighs: `p0` is to be told from rates about as far from it as 50 trials scatter. */
const WEIGHT = 50;
const STEPS = 60;

interface Trials {
  readonly successes: number;
  readonly n: number;
}

/**
 * The evidence that a rate is above p0, as an e-value: one-sided beta-binomial, the prior Beta(50 p, 50 (1 - p)) cut at
 * p0. Under a rate of p0 or less it ever reaches 1/alpha with a chance of alpha at most. `around` is where the prior
 * stands: p0, unless one prior is to serve many.
 */
export function rateEvidence({ successes, n }: Trials, p0: number, around = p0): number {
  if (p0 <= 0 || p0 >= 1) return p0 <= 0 && successes > 0 ? Number.POSITIVE_INFINITY : 0;
  const [a, b] = [WEIGHT * around, WEIGHT * (1 - around)];
  const [x, y] = [successes + a, n - successes + b];
  const log = logBeta(x, y) - logBeta(a, b) - successes * Math.log(p0) - (n - successes) * Math.log1p(-p0);
  // 1 - I_p0(x, y), spelt so that a small tail keeps its digits.
  return Math.exp(log + Math.log(regularizedBeta(1 - p0, y, x)) - Math.log(regularizedBeta(1 - p0, b, a)));
}

/** The lower bound of a rate at which that evidence is 1/alpha, valid however often one looks; 0 without trials. */
export function rateLowerBound(trials: Trials, around: number, alpha = 0.05): number {
  let [low, high] = [0, trials.n === 0 ? 0 : trials.successes / trials.n];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (rateEvidence(trials, middle, around) >= 1 / alpha) low = middle;
    else high = middle;
  }
  return low;
}
