import { inverseNormal } from './inverse-normal.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a proportion, two-sided, without continuity correction; null where n is 0.
 * E. B. Wilson, JASA 22 (1927) 209-212.
 */
export function wilsonInterval(successes: number, n: number, confidence = 0.95): Interval | null {
  if (n === 0) return null;
  const z = inverseNormal((1 + confidence) / 2);
  const rate = successes / n;
  const centre = 2 * successes + z * z;
  const spread = z * Math.sqrt(z * z + 4 * successes * (1 - rate));
  const scale = 2 * (n + z * z);
  return {
    low: successes === 0 ? 0 : (centre - spread) / scale,
    high: successes === n ? 1 : (centre + spread) / scale,
  };
}
