import { binomialCdf } from './binomial.ts';
import type { Interval } from './wilson-interval.ts';

/**
 * The interval of the p quantile of values in ascending order by two of them, each end a bound that is wrong with a chance
 * of alpha at most: 0 and infinity where too few values are there to say. Its upper end is under a limit exactly when
 * MLPerf's early stopping says so. David and Nagaraja, Order Statistics (2003), 7.1.
 */
export function orderInterval(ascending: ArrayLike<number>, p: number, alpha: number): Interval {
  const n = ascending.length;
  let [lowest, highest] = [0, n + 1];
  for (let rank = 1; rank <= n; rank += 1) {
    const under = binomialCdf(rank - 1, n, p);
    if (under <= alpha) lowest = rank;
    if (1 - under <= alpha && rank < highest) highest = rank;
  }
  return {
    low: ascending[lowest - 1] ?? 0,
    high: ascending[highest - 1] ?? Number.POSITIVE_INFINITY,
  };
}
