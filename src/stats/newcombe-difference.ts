import { wilsonInterval, type Interval } from './wilson-interval.ts';

export interface Proportion {
  readonly successes: number;
  readonly n: number;
}

/**
 * The interval of first minus second of two independent proportions; null where one has no trials. R. G. Newcombe,
 * Statistics in Medicine 17 (1998) 873-890, method 10.
 */
export function newcombeDifference(
  first: Proportion,
  second: Proportion,
  confidence = 0.95,
): Interval | null {
  const [a, b] = [first, second].map(({ successes, n }) => wilsonInterval(successes, n, confidence));
  if (a === undefined || b === undefined || a === null || b === null) return null;
  const [p, q] = [first.successes / first.n, second.successes / second.n];
  return {
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  };
}
