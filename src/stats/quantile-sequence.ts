import { bernoulliSequence } from './bernoulli-sequence.ts';
import { leastAbove } from './least-whole.ts';
import type { Interval } from './wilson-interval.ts';

/**
 * A confidence sequence of the p quantile of values in ascending order: those x for which p may be the chance of a value
 * up to x. 0 and infinity where too few values are there to say; values are not negative, infinities among them. It is
 * narrowest at `tightestAt` values, which is chosen before any is seen.
 * Howard and Ramdas, Bernoulli 28 (2022) 1704-1728, https://arxiv.org/abs/1906.09712.
 */
export function quantileSequence(
  ascending: ArrayLike<number>,
  p: number,
  how: { readonly alpha?: number; readonly tightestAt?: number } = {},
): Interval {
  const n = ascending.length;
  const below = (count: number): boolean => bernoulliSequence(count, n, how).high < p;
  const above = (count: number): boolean => bernoulliSequence(count, n, how).low > p;
  // Of the first value whose count is not too small, and of the last whose count below it is not too great.
  const first = search(n, (count) => !below(count));
  const last = search(n, above);
  return {
    low: first === 0 ? 0 : (ascending[first - 1] ?? Number.POSITIVE_INFINITY),
    high: last > n ? Number.POSITIVE_INFINITY : (ascending[last - 1] ?? 0),
  };
}

/** The least count from 0 to n for which something holds that holds for all above; n + 1 if for none. */
function search(n: number, holds: (count: number) => boolean): number {
  return leastAbove(-1, n + 1, holds);
}
