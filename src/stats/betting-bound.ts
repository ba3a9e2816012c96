import { lastReaching } from './last-reaching.ts';

/** How often each value in [0, 1] was seen. */
export type ValueCounts = ReadonlyMap<number, number>;

/** So many bets at once, each half of the one before. */
const BETS = Array.from({ length: 8 }, (_, at) => 2 ** -at);
/** Never all that one has: a single 0 leaves a quarter. */
const BOLDEST = 0.75;
/** A bound below this is 0. */
const LEAST = 1e-9;

/**
 * The evidence that the mean of values in [0, 1] is above 0 < m < 1, as an e-value: under a mean of m or less it ever
 * reaches 1/alpha with a chance of alpha at most. The bets are fixed, so it depends on the counts alone and not on their
 * order, and a smaller value never raises it (a bet that adapts does neither). Waudby-Smith and Ramdas, JRSS B 86 (2024)
 * 1-27, https://arxiv.org/abs/2010.09686.
 */
export function bettingEvidence(values: ValueCounts, m: number): number {
  return Math.exp(logEvidence([...values], m));
}

function logEvidence(values: readonly (readonly [number, number])[], m: number): number {
  const logs = BETS.map((share) => {
    const bet = (BOLDEST / m) * share;
    let sum = 0;
    for (const [value, count] of values) sum += count * Math.log1p(bet * (value - m));
    return sum;
  });
  const top = Math.max(...logs);
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0) / logs.length);
}

/** The lower bound of that mean, valid however often one looks; 0 where nothing is known. */
export function bettingLowerBound(counts: ValueCounts, alpha = 0.05): number {
  const values = [...counts];
  const enough = Math.log(1 / alpha);
  const bound = lastReaching(LEAST, 1, (m) => logEvidence(values, m) - enough);
  return bound === LEAST ? 0 : bound;
}
