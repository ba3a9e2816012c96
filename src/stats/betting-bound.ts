/** How often each value in [0, 1] was seen. */
export type ValueCounts = ReadonlyMap<number, number>;

/** So many bets at once, each half of the one before. */
const BETS = 8;
/** Never all that one has: a single 0 leaves a quarter. */
const BOLDEST = 0.75;
const STEPS = 50;

/**
 * The evidence that the mean of values in [0, 1] is above 0 < m < 1, as an e-value: under a mean of m or less it ever
 * reaches 1/alpha with a chance of alpha at most. The bets are fixed, so it depends on the counts alone and not on their
 * order, and a smaller value never raises it (a bet that adapts does neither). Waudby-Smith and Ramdas, JRSS B 86 (2024)
 * 1-27, https://arxiv.org/abs/2010.09686.
 */
export function bettingEvidence(values: ValueCounts, m: number): number {
  const logs = Array.from({ length: BETS }, (_, at) => {
    const bet = (BOLDEST / m) * 2 ** -at;
    let sum = 0;
    for (const [value, count] of values) sum += count * Math.log1p(bet * (value - m));
    return sum;
  });
  const top = Math.max(...logs);
  return (Math.exp(top) * logs.reduce((sum, log) => sum + Math.exp(log - top), 0)) / BETS;
}

/** The lower bound of that mean, valid however often one looks; 0 where nothing is known. */
export function bettingLowerBound(values: ValueCounts, alpha = 0.05): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (bettingEvidence(values, middle) >= 1 / alpha) low = middle;
    else high = middle;
  }
  return low;
}
