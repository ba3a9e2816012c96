import { logGamma } from './log-gamma.ts';
import { regularizedBeta } from './regularized-beta.ts';

/** P(X <= x) for X of Bin(n, p). https://dlmf.nist.gov/8.17#E5 */
export function binomialCdf(x: number, n: number, p: number): number {
  if (x < 0) return 0;
  return x >= n ? 1 : regularizedBeta(1 - p, n - x, x + 1);
}

/** P(X >= x) for X of Bin(n, p), with the digits that 1 - P(X < x) loses. */
export function binomialTail(x: number, n: number, p: number): number {
  if (x <= 0) return 1;
  return x > n ? 0 : regularizedBeta(p, x, n - x + 1);
}

/** The logarithm of P(X = x) for X of Bin(n, p), 0 < p < 1. */
export function logChance(x: number, n: number, p: number): number {
  const choose = logGamma(n + 1) - logGamma(x + 1) - logGamma(n - x + 1);
  return choose + x * Math.log(p) + (n - x) * Math.log1p(-p);
}

/** What rounding may do to two chances that are equal. */
const EQUAL = 1e-7;

/** The exact two-sided p-value of x of n under 0 < p < 1: the chance of all that is no likelier than x. */
export function exactBinomialP(x: number, n: number, p: number): number {
  const bar = logChance(x, n, p) + EQUAL;
  let sum = 0;
  for (let count = 0; count <= n; count += 1) {
    const chance = logChance(count, n, p);
    if (chance <= bar) sum += Math.exp(chance);
  }
  return Math.min(sum, 1);
}
