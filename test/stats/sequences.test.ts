import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bernoulliSequence } from '../../src/stats/bernoulli-sequence.ts';
import { bettingEvidence, bettingLowerBound } from '../../src/stats/betting-bound.ts';
import { crossingChance } from '../../src/stats/crossing-chance.ts';
import { quantileSequence } from '../../src/stats/quantile-sequence.ts';
import { rateEvidence, rateLowerBound } from '../../src/stats/rate-evidence.ts';
import { splitEvidence } from '../../src/stats/split-evidence.ts';

// The unit tests of confseq, https://github.com/gostevehoward/confseq, at their tolerance.
describe('the confidence sequence of a rate', () => {
  it.each([
    [700, 1000, 100, 0.651629, 0.745949],
    [15, 50, 50, 0.129556, 0.511896],
    [5, 50, 50, 0.013021, 0.269264],
    [1, 50, 50, 0, 0.13489],
    [100, 200, 1, 0.328923, 0.671076],
    [1, 2, 50, 0, 1],
  ])('of %i of %i, tightest at %i, is the published one', (x, n, tightestAt, low, high) => {
    const interval = bernoulliSequence(x, n, { tightestAt });
    expect(Math.abs(interval.low - low)).toBeLessThan(1e-5);
    expect(Math.abs(interval.high - high)).toBeLessThan(1e-5);
  });

  it('is everything before anything came', () => {
    expect(bernoulliSequence(0, 0)).toEqual({ low: expect.closeTo(0, 9), high: expect.closeTo(1, 9) });
  });
});

/** Sides that never differ: every value is one half. */
function same(n: number): ReadonlyMap<number, number> {
  return new Map([[0.5, n]]);
}

describe('the lower bound of a mean, by betting', () => {
  it.each([
    [0.005, 1311],
    [0.02, 325],
    [0.03, 215],
  ])(
    'says of sides that never differ that they are within %d at %i pairs, and not one earlier',
    (margin, n) => {
      expect(bettingEvidence(same(n), (1 - margin) / 2)).toBeGreaterThanOrEqual(20);
      expect(bettingEvidence(same(n - 1), (1 - margin) / 2)).toBeLessThan(20);
      expect(2 * bettingLowerBound(same(n)) - 1).toBeGreaterThanOrEqual(-margin);
    },
  );

  it('is lowered by every worse value, and does not depend on their order', () => {
    const values = fc.array(fc.constantFrom(0, 0.25, 0.5, 0.75, 1), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.nat(), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (all, draw, m) => {
        const at = draw % all.length;
        const worse = all.map((value, index) => (index === at ? 0 : value));
        const evidence = bettingEvidence(countsOf(all), m);
        expect(bettingEvidence(countsOf(worse), m)).toBeLessThanOrEqual(evidence * (1 + 1e-12));
        expect(bettingEvidence(countsOf(all.toReversed()), m)).toBe(evidence);
      }),
    );
  });

  it('knows nothing before anything came', () => {
    expect(bettingLowerBound(new Map())).toBeCloseTo(0, 12);
  });

  // A fair game: under a mean of m, the mean of the next value is the value of now.
  it('leaves the evidence where it is on average when the mean is what is denied', () => {
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.nat(40),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        (zeros, ones, m) => {
          const now = bettingEvidence(new Map([[0, zeros], [1, ones]]), m); // prettier-ignore
          const up = bettingEvidence(new Map([[0, zeros], [1, ones + 1]]), m); // prettier-ignore
          const down = bettingEvidence(new Map([[0, zeros + 1], [1, ones]]), m); // prettier-ignore
          expect((m * up + (1 - m) * down) / now).toBeCloseTo(1, 8);
        },
      ),
    );
  });
});

function countsOf(values: readonly number[]): ReadonlyMap<number, number> {
  const sorted = values.toSorted((a, b) => a - b);
  return new Map([...Map.groupBy(sorted, (value) => value)].map(([value, all]) => [value, all.length]));
}

describe('the evidence that a rate is above a floor', () => {
  it('takes 488 of 500 to be sure of 95% at every look, four more than at one', () => {
    expect(rateEvidence({ successes: 488, n: 500 }, 0.95)).toBeGreaterThanOrEqual(20);
    expect(rateEvidence({ successes: 487, n: 500 }, 0.95)).toBeLessThan(20);
  });

  it('is 1 before anything came, and stays on average where it is at the floor itself', () => {
    expect(rateEvidence({ successes: 0, n: 0 }, 0.95)).toBeCloseTo(1, 12);
    fc.assert(
      fc.property(fc.nat(500), fc.nat(50), fc.constantFrom(0.5, 0.9, 0.95, 0.99), (hits, misses, p) => {
        const at = (successes: number, n: number): number => rateEvidence({ successes, n }, p);
        const now = at(hits, hits + misses);
        const next = p * at(hits + 1, hits + misses + 1) + (1 - p) * at(hits, hits + misses + 1);
        expect(next / now).toBeCloseTo(1, 6);
      }),
    );
  });

  it('gives a bound that reaches the floor exactly when the evidence is enough', () => {
    fc.assert(
      fc.property(fc.nat(800), fc.nat(30), fc.constantFrom(0.9, 0.95, 0.98), (hits, misses, floor) => {
        const trials = { successes: hits, n: hits + misses };
        expect(rateLowerBound(trials, floor) >= floor).toBe(rateEvidence(trials, floor) >= 20);
      }),
    );
    expect(rateLowerBound({ successes: 0, n: 0 }, 0.95)).toBe(0);
  });

  it('says nothing of a floor of 1, and everything of one of 0', () => {
    expect(rateEvidence({ successes: 500, n: 500 }, 1)).toBe(0);
    expect(rateEvidence({ successes: 1, n: 500 }, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});

function mayBeNineTenths(count: number): boolean {
  const { low, high } = bernoulliSequence(count, 600);
  return low <= 0.9 && 0.9 <= high;
}

describe('the confidence sequence of a quantile', () => {
  const hundreds = Array.from({ length: 600 }, (_, at) => at + 1);

  it('holds the sample quantile, and knows no upper end while the values are few', () => {
    const { low, high } = quantileSequence(hundreds, 0.95);
    expect(low).toBeLessThan(570);
    expect(high).toBeGreaterThan(570);
    expect(high).toBeLessThanOrEqual(600);
    expect(quantileSequence(hundreds.slice(0, 20), 0.95).high).toBe(Number.POSITIVE_INFINITY);
    expect(quantileSequence([], 0.95)).toEqual({ low: 0, high: Number.POSITIVE_INFINITY });
  });

  it('is those values whose share of values up to them may be p', () => {
    const { low, high } = quantileSequence(hundreds, 0.9);
    expect([low - 1, low, high - 1, high].map(mayBeNineTenths)).toEqual([false, true, true, false]);
  });
});

// Armitage, McPherson and Rowe, JRSS A 132 (1969) 235-244; Jennison and Turnbull, Group Sequential Methods, tables 2.1, 2.3.
describe('looking at one test again and again', () => {
  it.each([
    [1, 0.05],
    [2, 0.083],
    [3, 0.107],
    [4, 0.126],
    [5, 0.142],
    [10, 0.193],
    [20, 0.248],
    [50, 0.32],
  ])('%i times at a nominal 5%% alarms falsely with a chance of %d', (looks, chance) => {
    expect(crossingChance(Array.from({ length: looks }, () => 1.96))).toBeCloseTo(chance, 3);
  });

  it.each([
    [2, 2.178],
    [3, 2.289],
    [4, 2.361],
    [5, 2.413],
    [10, 2.555],
  ])("%i times at Pocock's bound %d holds 5%%", (looks, bound) => {
    expect(Math.abs(crossingChance(Array.from({ length: looks }, () => bound)) - 0.05)).toBeLessThan(2e-4);
  });

  it.each([
    [2, 1.977],
    [3, 2.004],
    [4, 2.024],
    [5, 2.04],
    [10, 2.087],
  ])("%i times at O'Brien and Fleming's bounds, the last of them %d, holds 5%%", (looks, last) => {
    const bounds = Array.from({ length: looks }, (_, at) => last * Math.sqrt(looks / (at + 1)));
    expect(Math.abs(crossingChance(bounds) - 0.05)).toBeLessThan(2e-4);
    if (looks === 5)
      expect(bounds.map((bound) => bound.toFixed(2))).toEqual(['4.56', '3.23', '2.63', '2.28', '2.04']);
  });
});

function offOrder(old: number, fresh: number): number {
  return splitEvidence([
    { share: 0.9, count: old },
    { share: 0.1, count: fresh },
  ]);
}

describe('the evidence that traffic is not split as ordered', () => {
  it('is 1 before anything came, small at the ordered split and large far from it', () => {
    expect(offOrder(0, 0)).toBeCloseTo(1, 9);
    expect(offOrder(9_000, 1_000)).toBeLessThan(1);
    expect(offOrder(8_500, 1_500)).toBeGreaterThan(1e6);
    expect((0.9 * offOrder(41, 10) + 0.1 * offOrder(40, 11)) / offOrder(40, 10)).toBeCloseTo(1, 8);
  });
});
