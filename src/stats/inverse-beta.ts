import { regularizedBeta } from './regularized-beta.ts';

/** Halvings of [0, 1]: more than a double can tell apart. */
const STEPS = 60;

/** The quantile of the Beta(a, b) distribution at 0 <= p <= 1, for positive a and b, by bisection. */
export function inverseBeta(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`probability ${p} is not between 0 and 1`);
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (regularizedBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
