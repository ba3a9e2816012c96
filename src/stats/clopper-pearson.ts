import { inverseBeta } from './inverse-beta.ts';
import type { Interval } from './wilson-interval.ts';

/**
 * The exact interval of a proportion, two-sided; each end is a one-sided bound at half of what is left over. Null where n
 * is 0. C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413. Unlike Wilson's it never covers less often than it
 * says, which is what a floor is held against.
 */
export function clopperPearson(successes: number, n: number, confidence = 0.95): Interval | null {
  if (n === 0) return null;
  const tail = (1 - confidence) / 2;
  return {
    low: successes === 0 ? 0 : inverseBeta(tail, successes, n - successes + 1),
    high: successes === n ? 1 : inverseBeta(1 - tail, successes + 1, n - successes),
  };
}
