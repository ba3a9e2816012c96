import { wilsonInterval, type Interval } from './wilson-interval.ts';

/** Pairs by what holds: both sides, the first alone, the second alone, neither. */
export interface PairedCounts {
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly neither: number;
}

/**
 * The interval of the first side's share minus the second's over the same pairs; null without pairs. R. G. Newcombe,
 * Statistics in Medicine 17 (1998) 2635-2650, method 10: Wilson's intervals, joined by the correlation of the sides.
 */
export function newcombePaired(counts: PairedCounts, confidence = 0.95): Interval | null {
  const { both, first, second, neither } = counts;
  const n = both + first + second + neither;
  const a = wilsonInterval(both + first, n, confidence);
  const b = wilsonInterval(both + second, n, confidence);
  if (a === null || b === null) return null;
  const [p, q] = [(both + first) / n, (both + second) / n];
  const phi = correlation(counts, n);
  const theta = (first - second) / n;
  return {
    low: theta - joined(p - a.low, b.high - q, phi),
    high: theta + joined(a.high - p, q - b.low, phi),
  };
}

function joined(x: number, y: number, phi: number): number {
  return Math.sqrt(Math.max(x * x - 2 * phi * x * y + y * y, 0));
}

/** With the correction for continuity that makes it method 10; 0 where a side never varies. */
function correlation({ both, first, second, neither }: PairedCounts, n: number): number {
  const margins = (both + first) * (second + neither) * (both + second) * (first + neither);
  if (margins === 0) return 0;
  const cross = both * neither - first * second;
  return (cross > 0 ? Math.max(cross - n / 2, 0) : cross) / Math.sqrt(margins);
}
