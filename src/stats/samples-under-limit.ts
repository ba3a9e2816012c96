import { binomialCdf } from './binomial.ts';
import { leastAbove } from './least-whole.ts';

/**
 * How many samples show that at least a share p of all is under a limit, when `over` of them are above it: the least n
 * with P(Bin(n, 1 - p) <= over) <= 1 - confidence. MLPerf LoadGen's early stopping,
 * https://github.com/mlcommons/inference/blob/master/loadgen/early_stopping.cc
 */
export function samplesUnderLimit(over: number, p: number, confidence = 0.95): number {
  const isEnough = (n: number): boolean => binomialCdf(over, n, 1 - p) <= 1 - confidence;
  let high = over + 1;
  while (!isEnough(high)) high *= 2;
  return leastAbove(over, high, isEnough);
}
