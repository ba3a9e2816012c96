import { bootstrapQuantile, weightsOf, type Weighted } from './bootstrap-quantile.ts';
import { sumOfBinomials, type Trials } from './sum-of-binomials.ts';

/** Farther from its mean than so many standard deviations a sum of draws does not come. */
const FAR = 10;

/**
 * The distribution of the p quantile over all values of strata, each resampled by itself, exactly and without random
 * numbers. What strata are like is known, and only what varies within them is uncertain. Of a stratum with n values n - 1
 * are drawn and count n / (n - 1) each, for a resample of n of few values scatters too little: J. N. K. Rao and C. F. J. Wu,
 * JASA 83 (1988) 231-241. Strata of another size than most, and those of one value, tell nothing of their own scatter
 * and are taken together as one, which makes it no smaller (W. G. Cochran, Sampling Techniques (1977), 5A.12).
 */
export function stratifiedQuantile(strata: readonly (readonly number[])[], p: number): readonly Weighted[] {
  const size = commonSize(strata);
  const whole = size < 2 ? [] : strata.filter(({ length }) => length === size);
  const pooled = strata.filter((stratum) => size < 2 || stratum.length !== size).flat();
  if (whole.length < 2) return bootstrapQuantile(ascending(strata.flat()), p);
  const places = [
    ...whole.flatMap((stratum, at) => stratum.map((value) => ({ value, at }))),
    ...pooled.map((value) => ({ value, at: -1 })),
  ];
  const byValue = Map.groupBy(places, ({ value }) => value);
  const values = ascending([...byValue.keys()]);
  const target = Math.max(Math.ceil(places.length * p), 1);
  const seen = whole.map(() => 0);
  /** How many strata have so many values up to the one at hand. */
  const alike = Array.from({ length: size + 1 }, (_, count) => (count === 0 ? whole.length : 0));
  let pooledSeen = 0;
  const count = ({ at }: { readonly at: number }): void => {
    if (at < 0) {
      pooledSeen += 1;
      return;
    }
    const before = seen[at] ?? 0;
    seen[at] = before + 1;
    alike[before] = (alike[before] ?? 0) - 1;
    alike[before + 1] = (alike[before + 1] ?? 0) + 1;
  };
  return weightsOf(values, (rank) => {
    byValue.get(values[rank - 1] ?? 0)?.forEach(count);
    return chanceOfReaching(target, { size, alike }, { size: pooled.length, seen: pooledSeen });
  });
}

/** The size that most strata have, the greatest of those. */
function commonSize(strata: readonly (readonly number[])[]): number {
  const bySize = Map.groupBy(strata, ({ length }) => length);
  const sizes = [...bySize].map(([size, { length }]) => ({ size, length }));
  return sizes.toSorted((a, b) => b.length - a.length || b.size - a.size)[0]?.size ?? 0;
}

function ascending(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/** Strata of one size: `alike[c]` is how many of them have c values that count. */
interface Alike {
  readonly size: number;
  readonly alike: readonly number[];
}

/** Of a pooled stratum, how many values count. */
interface Pooled {
  readonly size: number;
  readonly seen: number;
}

/** The chance that at least `target` of a resample count. */
function chanceOfReaching(target: number, { size, alike }: Alike, pooled: Pooled): number {
  const strata = { each: size / (size - 1), trials: trialsOf(size, alike) };
  const rest = {
    each: pooled.size < 2 ? 1 : pooled.size / (pooled.size - 1),
    trials: [
      pooled.size < 2 ? { n: pooled.seen, p: 1 } : { n: pooled.size - 1, p: pooled.seen / pooled.size },
    ],
  };
  const apart = target - meanOf(strata) - meanOf(rest);
  const reach = FAR * Math.sqrt(varianceOf(strata) + varianceOf(rest)) + 1;
  if (apart > reach) return 0;
  if (apart < -reach) return 1;
  const ofStrata = sumOfBinomials(strata.trials);
  const ofRest = sumOfBinomials(rest.trials);
  return ofRest.chances.reduce((sum, chance, at) => {
    const left = (target - rest.each * (ofRest.from + at)) / strata.each;
    return sum + chance * ofStrata.atLeast(Math.ceil(left - ROUNDING));
  }, 0);
}

/** What rounding may do to a quotient that is a whole number. */
const ROUNDING = 1e-9;

function trialsOf(size: number, alike: readonly number[]): readonly Trials[] {
  return alike.map((strata, count) => ({ n: strata * (size - 1), p: count / size })).filter(({ n }) => n > 0);
}

/** Draws, and how much each of them counts. */
interface Drawn {
  readonly each: number;
  readonly trials: readonly Trials[];
}

function meanOf({ each, trials }: Drawn): number {
  return each * trials.reduce((sum, { n, p }) => sum + n * p, 0);
}

function varianceOf({ each, trials }: Drawn): number {
  return each * each * trials.reduce((sum, { n, p }) => sum + n * p * (1 - p), 0);
}
