import { logChance } from './binomial.ts';

/** So many draws, each of which holds with a chance of p. */
export interface Trials {
  readonly n: number;
  readonly p: number;
}

/** The distribution of a whole number: the chances of `from` and of those that follow it; all others have none. */
export interface WholeNumber {
  readonly from: number;
  readonly chances: Float64Array;
  /** The chance of this number or more. */
  atLeast(count: number): number;
}

/** Chances this much smaller than the greatest are left out. */
const LEAST = 1e-18;

/** The distribution of the sum of independent binomial numbers, of different chances: the chances multiplied out. */
export function sumOfBinomials(parts: readonly Trials[]): WholeNumber {
  const { from, chances } = parts.map(binomial).reduce(add, ZERO);
  /** Summed from the top, so that a small tail keeps its digits. */
  const tails = Float64Array.from(chances);
  for (let at = tails.length - 2; at >= 0; at -= 1) tails[at] = (tails[at] ?? 0) + (tails[at + 1] ?? 0);
  return {
    from,
    chances,
    atLeast: (count) => (count <= from ? 1 : Math.min(tails[count - from] ?? 0, 1)),
  };
}

type Chances = Pick<WholeNumber, 'from' | 'chances'>;

const ZERO: Chances = { from: 0, chances: Float64Array.of(1) };

function binomial({ n, p }: Trials): Chances {
  if (n === 0 || p === 0) return ZERO;
  if (p === 1) return { ...ZERO, from: n };
  const middle = Math.min(Math.floor((n + 1) * p), n);
  const top = Math.exp(logChance(middle, n, p));
  const odds = p / (1 - p);
  const [below, above]: [number[], number[]] = [[], []];
  for (let x = middle, chance = top; x < n; x += 1) {
    chance *= ((n - x) / (x + 1)) * odds;
    if (chance < top * LEAST) break;
    above.push(chance);
  }
  for (let x = middle, chance = top; x > 0; x -= 1) {
    chance *= x / ((n - x + 1) * odds);
    if (chance < top * LEAST) break;
    below.push(chance);
  }
  return { from: middle - below.length, chances: Float64Array.of(...below.toReversed(), top, ...above) };
}

function add(a: Chances, b: Chances): Chances {
  const [first, second] = [a.chances, b.chances];
  const sum = new Float64Array(first.length + second.length - 1);
  for (let i = 0; i < first.length; i += 1) {
    const chance = first[i] ?? 0;
    for (let j = 0; j < second.length; j += 1) sum[i + j] = (sum[i + j] ?? 0) + chance * (second[j] ?? 0);
  }
  return { from: a.from + b.from, chances: sum };
}
