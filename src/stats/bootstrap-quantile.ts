import { regularizedBeta } from './regularized-beta.ts';
import type { Interval } from './wilson-interval.ts';

/** One value that a quantile may have, and the chance that it does. */
export interface Weighted {
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
  return weightsOf(ascending, (at) => regularizedBeta(at / n, k, n - k + 1));
}

/** Each value with what the chance of being no greater rises by there: `upTo` is that of the value at a rank, from 1. */
export function weightsOf(ascending: ArrayLike<number>, upTo: (rank: number) => number): readonly Weighted[] {
  const weighted: Weighted[] = [];
  let before = 0;
  for (let rank = 1; rank <= ascending.length; rank += 1) {
    const now = upTo(rank);
    const weight = now - before;
    before = now;
    const value = ascending[rank - 1];
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
  first: readonly Weighted[],
  second: readonly Weighted[],
  confidence = 0.95,
): Interval | null {
  if (first.length === 0 || second.length === 0) return null;
  const ratios = first
    .flatMap((over) =>
      second.map((under) => ({
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
