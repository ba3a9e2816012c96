import { lastReaching } from './last-reaching.ts';
import { logBeta } from './log-gamma.ts';
import { regularizedBeta } from './regularized-beta.ts';

/** How many trials the prior weighs: `p0` is to be told from rates about as far from it as 50 trials scatter. */
const WEIGHT = 50;
/** A bound below this is 0. */
const LEAST = 1e-9;

interface Trials {
  readonly successes: number;
  readonly n: number;
}

/**
 * The evidence that a rate is above p0, as an e-value: one-sided beta-binomial, the prior Beta(50 p, 50 (1 - p)) cut at
 * p0. Under a rate of p0 or less it ever reaches 1/alpha with a chance of alpha at most. `around` is where the prior
 * stands: p0, unless one prior is to serve many.
 */
export function rateEvidence(trials: Trials, p0: number, around = p0): number {
  if (p0 <= 0 || p0 >= 1) return p0 <= 0 && trials.successes > 0 ? Number.POSITIVE_INFINITY : 0;
  return Math.exp(logEvidence(trials, p0, around));
}

function logEvidence({ successes, n }: Trials, p0: number, around: number): number {
  const [a, b] = [WEIGHT * around, WEIGHT * (1 - around)];
  const [x, y] = [successes + a, n - successes + b];
  const log = logBeta(x, y) - logBeta(a, b) - successes * Math.log(p0) - (n - successes) * Math.log1p(-p0);
  // 1 - I_p0(x, y), spelt so that a small tail keeps its digits.
  return log + Math.log(regularizedBeta(1 - p0, y, x)) - Math.log(regularizedBeta(1 - p0, b, a));
}

/** The lower bound of a rate at which that evidence is 1/alpha, valid however often one looks; 0 without trials. */
export function rateLowerBound(trials: Trials, around: number, alpha = 0.05): number {
  const enough = Math.log(1 / alpha);
  const rate = trials.n === 0 ? 0 : trials.successes / trials.n;
  if (rate <= LEAST) return 0;
  const bound = lastReaching(
    LEAST,
    Math.min(rate, 1 - LEAST),
    (p0) => logEvidence(trials, p0, around) - enough,
  );
  return bound === LEAST ? 0 : bound;
}
