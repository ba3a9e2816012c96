import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialCdf } from '../../src/stats/binomial.ts';
import { bootstrapQuantile, type Weighted } from '../../src/stats/bootstrap-quantile.ts';
import { stratifiedQuantile } from '../../src/stats/stratified-quantile.ts';
import { sumOfBinomials } from '../../src/stats/sum-of-binomials.ts';

type Strata = readonly (readonly number[])[];

/** Every resample of n - 1 values of each stratum of n, one by one, each value counting n / (n - 1): written anew. */
function byEnumeration(strata: Strata, p: number): ReadonlyMap<number, number> {
  const target = Math.ceil(strata.flat().length * p);
  let resamples: readonly (readonly number[])[] = [[]];
  for (const stratum of strata) {
    for (let draw = 1; draw < stratum.length; draw += 1) {
      resamples = resamples.flatMap((drawn) => stratum.map((value) => [...drawn, value]));
    }
  }
  const size = strata[0]?.length ?? 0;
  const chances = new Map<number, number>();
  for (const drawn of resamples) {
    const ascending = drawn.toSorted((a, b) => a - b);
    const at = ascending.findIndex((_, index) => ((index + 1) * size) / (size - 1) >= target - 1e-9);
    const value = ascending[at] ?? Number.NaN;
    chances.set(value, (chances.get(value) ?? 0) + 1 / resamples.length);
  }
  return chances;
}

function byValue(weighted: readonly Weighted[]): ReadonlyMap<number, number> {
  const chances = new Map<number, number>();
  for (const { value, weight } of weighted) chances.set(value, (chances.get(value) ?? 0) + weight);
  return chances;
}

function below(weighted: readonly Weighted[], limit: number): number {
  return weighted.filter(({ value }) => value <= limit).reduce((sum, { weight }) => sum + weight, 0);
}

describe('the exact bootstrap of a quantile over strata', () => {
  it.each<[string, Strata, number]>([
    ['three of three', [[1, 5, 9], [2, 6, 7], [3, 4, 8]], 0.7], // prettier-ignore
    ['four of two', [[1, 5], [2, 6], [3, 4], [7, 8]], 0.6], // prettier-ignore
    ['two of four with ties', [[1, 1, 2, 3], [2, 2, 3, 4]], 0.5], // prettier-ignore
  ])('of %s is what every resample comes to', (_what, strata, p) => {
    const expected = byEnumeration(strata, p);
    const got = byValue(stratifiedQuantile(strata, p));
    expect(new Set(got.keys())).toEqual(new Set(expected.keys()));
    for (const [value, chance] of expected) expect(got.get(value)).toBeCloseTo(chance, 12);
  });

  it('of strata of one value is that of their values', () => {
    const values = [16, 23, 38, 94, 99, 141, 197];
    const single = stratifiedQuantile(values.map((value) => [value]), 0.5); // prettier-ignore
    expect(single).toEqual(bootstrapQuantile(values, 0.5));
    expect(stratifiedQuantile([values.toReversed()], 0.5)).toEqual(bootstrapQuantile(values, 0.5));
    expect(stratifiedQuantile([], 0.95)).toEqual([]);
  });

  it('weighs everything once, whatever the sizes of strata, and does not know their order', () => {
    const value = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(Number.POSITIVE_INFINITY));
    const anyStrata = fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(anyStrata, fc.constantFrom(0.5, 0.95), (strata, p) => {
        const weighted = stratifiedQuantile(strata, p);
        expect(weighted.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(byValue(stratifiedQuantile(strata.toReversed(), p))).toEqual(byValue(weighted));
      }),
    );
  });

  it('is never brought down by a value that is greater', () => {
    const stratum = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 2, maxLength: 20 }), fc.nat(), fc.nat(), (strata, a, b) => {
        const at = a % strata.length;
        const slower = strata.map((each, index) => (index === at ? each.with(b % each.length, 31) : each));
        const [before, after] = [stratifiedQuantile(strata, 0.9), stratifiedQuantile(slower, 0.9)];
        for (let limit = 1; limit <= 31; limit += 1) {
          expect(below(after, limit)).toBeLessThanOrEqual(below(before, limit) + 1e-9);
        }
      }),
    );
  });
});

describe('the sum of binomial numbers of different chances', () => {
  it('of one chance is a binomial number', () => {
    const sum = sumOfBinomials([{ n: 40, p: 0.3 }, { n: 60, p: 0.3 }]); // prettier-ignore
    for (const count of [10, 25, 30, 40, 60]) {
      expect(sum.atLeast(count)).toBeCloseTo(1 - binomialCdf(count - 1, 100, 0.3), 12);
    }
    expect([sum.atLeast(0), sum.atLeast(101)]).toEqual([1, 0]);
  });

  it('has what is certain for sure', () => {
    const sum = sumOfBinomials([{ n: 5, p: 1 }, { n: 7, p: 0 }, { n: 2, p: 0.5 }]); // prettier-ignore
    const certain = [5, 6, 7, 8].map((count) => sum.atLeast(count));
    for (const [at, chance] of [1, 0.75, 0.25, 0].entries()) expect(certain[at]).toBeCloseTo(chance, 12);
  });
});
