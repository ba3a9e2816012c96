import { logBeta } from './log-gamma.ts';

const MOST_STEPS = 10_000;
const TINY = 1e-300;
const ENOUGH = 1e-15;

/** The regularised incomplete beta function I_x(a, b), for 0 <= x <= 1 and positive a and b. */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean: https://dlmf.nist.gov/8.17#v
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a;
  return front * continuedFraction(x, a, b);
}

/** By the method of Lentz. */
function continuedFraction(x: number, a: number, b: number): number {
  let d = away(1 - ((a + b) * x) / (a + 1));
  let c = 1;
  let fraction = 1 / d;
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step));
    d = away(1 + even / d);
    c = away(1 + even / c);
    fraction *= c / d;
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1));
    d = away(1 + odd / d);
    c = away(1 + odd / c);
    const change = c / d;
    fraction *= change;
    if (Math.abs(change - 1) < ENOUGH) break;
  }
  return fraction;
}

function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
