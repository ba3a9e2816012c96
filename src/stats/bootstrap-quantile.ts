import { regularizedBeta } from './regularized-beta.ts';
import type { Interval } from './wilson-interval.ts';

interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** Chances below this are none: what is left out stays under a part in a million. */
const LEAST = 1e-12;

/**
 * The distribution of the p quantile of a resample (its order statistic k = ceil(n p)) of values in ascending order,
 * exactly and without random numbers: P(X*(k) <= x(i)) = I(i/n; k, n - k + 1). Maritz and Jarrett, JASA 73 (1978) 194.
 */
export function bootstrapQuantile(ascending: ArrayLike<number>, p: number): readonly Weighted[] {
  const n = ascending.length;
  const k = Math.max(Math.ceil(n * p), 1);
  const weighted: Weighted[] = [];
  let before = 0;
  for (let at = 1; at <= n; at += 1) {
    const upTo = regularizedBeta(at / n, k, n - k + 1);
    const weight = upTo - before;
    before = upTo;
    const value = ascending[at - 1];
    if (value !== undefined && weight > LEAST) weighted.push({ value, weight });
  }
  return weighted;
}

/** The standard error of that quantile over all resamples. */
export function bootstrapError(weighted: readonly Weighted[]): number {
  const mean = weighted.reduce((sum, { value, weight }) => sum + value * weight, 0);
  return Math.sqrt(weighted.reduce((sum, { value, weight }) => sum + weight * (value - mean) ** 2, 0));
}

/**
 * The percentile interval of the ratio of a quantile of two independent sides, first over second; null where one has no
 * values. Values are not negative, infinities among them: a second of 0 makes the ratio infinite, as does a first that is.
 */
export function bootstrapRatio(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  p: number,
  confidence = 0.95,
): Interval | null {
  if (first.length === 0 || second.length === 0) return null;
  const below = bootstrapQuantile(second, p);
  const ratios = bootstrapQuantile(first, p)
    .flatMap((over) =>
      below.map((under) => ({
        value: ratioOf(over.value, under.value),
        weight: over.weight * under.weight,
      })),
    )
    .toSorted((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)));
  const tail = (1 - confidence) / 2;
  return { low: weightedAt(ratios, tail), high: weightedAt(ratios, 1 - tail) };
}

function ratioOf(over: number, under: number): number {
  return under === 0 || over === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : over / under;
}

function weightedAt(ascending: readonly Weighted[], p: number): number {
  let sum = 0;
  for (const { value, weight } of ascending) {
    sum += weight;
    if (sum >= p) return value;
  }
  return ascending.at(-1)?.value ?? Number.NaN;
}
