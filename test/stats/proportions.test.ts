import { describe, expect, it } from 'vitest';
import { binomialCdf, exactBinomialP } from '../../src/stats/binomial.ts';
import { clopperPearson } from '../../src/stats/clopper-pearson.ts';
import { inverseBeta } from '../../src/stats/inverse-beta.ts';
import { mcNemar } from '../../src/stats/mc-nemar.ts';
import { newcombeDifference } from '../../src/stats/newcombe-difference.ts';
import { newcombePaired } from '../../src/stats/newcombe-paired.ts';

describe('the exact interval of a proportion', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I.
  it.each([
    [81, 263, 0.2527, 0.3676],
    [15, 148, 0.0578, 0.1617],
    [0, 20, 0, 0.1684],
    [1, 29, 0.0009, 0.1776],
  ])('of %i of %i is the published one', (successes, n, low, high) => {
    const interval = clopperPearson(successes, n);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  // The example of R's binom.test.
  it('of 682 of 925 is the one that R gives, with its p-value', () => {
    const interval = clopperPearson(682, 925);
    expect(interval?.low).toBeCloseTo(0.7076683, 7);
    expect(interval?.high).toBeCloseTo(0.7654066, 7);
    expect(exactBinomialP(682, 925, 0.75)).toBeCloseTo(0.3825, 4);
  });

  it('of nothing is none', () => {
    expect(clopperPearson(0, 0)).toBeNull();
  });

  it.each([
    [1, 30],
    [15, 148],
    [299, 300],
  ])('of %i of %i ends where so few, or so many, are as unlikely as it says', (x, n) => {
    const { low, high } = clopperPearson(x, n) ?? { low: 2, high: -1 };
    expect(1 - binomialCdf(x - 1, n, low)).toBeCloseTo(0.025, 8);
    expect(binomialCdf(x, n, high)).toBeCloseTo(0.025, 8);
  });

  it('takes 59 without a failure to say that one in twenty is too many', () => {
    expect(clopperPearson(59, 59, 0.9)?.low).toBeGreaterThan(0.95);
    expect(clopperPearson(58, 58, 0.9)?.low).toBeLessThan(0.95);
  });

  it('rests on quantiles of beta distributions, which probabilities alone have', () => {
    expect(inverseBeta(0.5, 3, 3)).toBeCloseTo(0.5, 12);
    expect(() => inverseBeta(1.1, 1, 1)).toThrow(RangeError);
  });
});

// R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
describe('the difference of two proportions', () => {
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%i of %i less %i of %i is the published one', (a, m, b, n, low, high) => {
    const interval = newcombeDifference({ successes: a, n: m }, { successes: b, n });
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('takes trials on both sides', () => {
    expect(newcombeDifference({ successes: 0, n: 0 }, { successes: 1, n: 2 })).toBeNull();
    expect(newcombeDifference({ successes: 1, n: 2 }, { successes: 0, n: 0 })).toBeNull();
  });
});

// R. G. Newcombe, Statistics in Medicine 17 (1998) 2635-2650, table III, method 10.
describe('the difference of two proportions of the same pairs', () => {
  it.each([
    [36, 12, 2, 0, 0.0569, 0.3404],
    [20, 12, 2, 16, 0.0562, 0.3292],
    [18, 12, 2, 18, 0.0562, 0.329],
    [36, 14, 0, 0, 0.1528, 0.4167],
    [35, 14, 0, 1, 0.1461, 0.4175],
    [18, 14, 0, 18, 0.1441, 0.3963],
    [2, 97, 1, 0, 0.8721, 0.9854],
    [1, 97, 1, 1, 0.8736, 0.985],
    [0, 30, 0, 0, 0.8395, 1],
    [54, 0, 0, 0, -0.0664, 0.0664],
    [30, 0, 0, 24, -0.0358, 0.0358],
  ])('of %i, %i, %i and %i pairs is the published one', (both, first, second, neither, low, high) => {
    const interval = newcombePaired({ both, first, second, neither });
    // A row of the table is off by one in the last digit.
    expect(Math.abs((interval?.low ?? 9) - low)).toBeLessThan(1.5e-4);
    expect(Math.abs((interval?.high ?? 9) - high)).toBeLessThan(1.5e-4);
  });

  it('turns round when the sides change places, and takes pairs', () => {
    const straight = newcombePaired({ both: 20, first: 12, second: 2, neither: 16 });
    const turned = newcombePaired({ both: 20, first: 2, second: 12, neither: 16 });
    expect(turned?.low).toBeCloseTo(-(straight?.high ?? 0), 12);
    expect(newcombePaired({ both: 0, first: 0, second: 0, neither: 0 })).toBeNull();
  });
});

// A. Agresti, Categorical Data Analysis: approval of the prime minister, 150 against 86.
describe("McNemar's test", () => {
  it('of 150 against 86 is the published one', () => {
    const { zSquared, corrected, p } = mcNemar(150, 86);
    expect(zSquared).toBeCloseTo(17.356, 3);
    expect(corrected).toBeCloseTo(16.818, 3);
    expect(p / 3.716e-5).toBeCloseTo(1, 3);
  });

  it('says nothing without a discordant pair', () => {
    expect(mcNemar(0, 0)).toEqual({ zSquared: null, corrected: null, p: 1 });
  });
});
