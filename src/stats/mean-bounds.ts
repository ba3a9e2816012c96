import { inverseBeta } from './inverse-beta.ts';
import type { Interval } from './wilson-interval.ts';

/** Student's t at 1/2 < p < 1, by its distribution's relation to the beta: https://dlmf.nist.gov/8.17 */
export function inverseStudent(p: number, degrees: number): number {
  const x = inverseBeta(2 * (1 - p), degrees / 2, 0.5);
  return Math.sqrt(degrees * (1 / x - 1));
}

/** Student's bounds of a mean, each end wrong with a chance of `alpha`; null with fewer than two values. */
export function meanBounds(values: readonly number[], alpha: number): Interval | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = inverseStudent(1 - alpha, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { low: mean - spread, high: mean + spread };
}
