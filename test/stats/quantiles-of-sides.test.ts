import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addOmitted } from '../../src/stats/add-omitted.ts';
import { binomialCdf } from '../../src/stats/binomial.ts';
import { bootstrapError, bootstrapQuantile, bootstrapRatio } from '../../src/stats/bootstrap-quantile.ts';
import { pairsNeeded, samplesNeeded } from '../../src/stats/pairs-needed.ts';
import { quantile } from '../../src/stats/quantile.ts';
import { samplesUnderLimit } from '../../src/stats/samples-under-limit.ts';

describe('the exact bootstrap of a quantile', () => {
  // B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), table 2.2: the mice under treatment.
  it('has the ideal standard error of a median of seven', () => {
    const mice = [16, 23, 38, 94, 99, 141, 197].toSorted((a, b) => a - b);
    expect(bootstrapError(bootstrapQuantile(mice, 0.5))).toBeCloseTo(37.83, 2);
    const mean = mice.reduce((sum, value) => sum + value, 0) / 7;
    const variance = mice.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 7;
    expect(Math.sqrt(variance / 7)).toBeCloseTo(23.36, 2);
  });

  // The classical interval of a quantile by two order statistics, from binomial tables.
  it.each([
    [10, 0.5, 2, 9, 0.9785],
    [20, 0.5, 6, 15, 0.9586],
    [500, 0.95, 465, 485, 0.9605],
  ])(
    'of %i values and p = %d has ranks %i to %i around it with a chance of %d',
    (n, p, low, high, chance) => {
      expect(binomialCdf(high - 1, n, p) - binomialCdf(low - 1, n, p)).toBeCloseTo(chance, 4);
    },
  );

  it('gives a ratio of 1 to a side and itself, of 2 to its double, and no bound to what was not answered', () => {
    const times = Array.from({ length: 400 }, (_, at) => 100 + at);
    const p95 = bootstrapQuantile(times, 0.95);
    const same = bootstrapRatio(p95, p95) ?? { low: 9, high: 0 };
    expect(same.low).toBeLessThan(1);
    expect(same.high).toBeGreaterThan(1);
    expect(same.low * same.high).toBeCloseTo(1, 2);
    const doubled = times.map((time) => 2 * time);
    const double = bootstrapRatio(bootstrapQuantile(doubled, 0.95), p95);
    expect(double?.low).toBeCloseTo(2 * same.low, 9);
    const cut = [...times.slice(0, 360), ...Array.from({ length: 40 }, () => Number.POSITIVE_INFINITY)];
    expect(bootstrapRatio(bootstrapQuantile(cut, 0.95), p95)?.high).toBe(Number.POSITIVE_INFINITY);
    expect(bootstrapRatio([], p95)).toBeNull();
  });

  it('is never brought down by a slower value of the first side', () => {
    const times = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(times, times, fc.nat(), (first, second, draw) => {
        const slower = first.with(draw % first.length, Number.POSITIVE_INFINITY);
        const under = bootstrapQuantile(sorted(second), 0.95);
        const before = bootstrapRatio(bootstrapQuantile(sorted(first), 0.95), under);
        const after = bootstrapRatio(bootstrapQuantile(sorted(slower), 0.95), under);
        expect(after?.high).toBeGreaterThanOrEqual(before?.high ?? Number.NaN);
        expect(after?.low).toBeGreaterThanOrEqual(before?.low ?? Number.NaN);
      }),
      { numRuns: 50 },
    );
  });
});

function sorted(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}

// https://github.com/mlcommons/inference_policies/blob/master/inference_rules.adoc, the tables of early stopping.
describe('how many samples show that a share of all is under a limit', () => {
  it.each([
    [0.9, 0.99, [44, 64, 81, 97]],
    [0.99, 0.99, [459, 662, 838, 1001]],
    [0.999, 0.99, [4603, 6636]],
    [0.95, 0.95, [59, 93, 124, 153, 181, 208]],
  ])('p = %d at %d is as published', (p, confidence, published) => {
    expect(published.map((_, over) => samplesUnderLimit(over, p, confidence))).toEqual(published);
  });
});

describe('how many pairs a margin takes', () => {
  it.each([
    [0.02, 773, 1_469],
    [0.01, 3_092, 5_874],
    [0.05, 124, 235],
  ])(
    '%d takes %i pairs where a twentieth differs, and %i a side unpaired at 95%%',
    (margin, pairs, samples) => {
      expect(pairsNeeded(0.05, margin)).toBe(pairs);
      expect(samplesNeeded(0.95, margin)).toBe(samples);
    },
  );
});

// https://github.com/HdrHistogram/HdrHistogram, HistogramDataAccessTest: 100 s at 10 ms each, then one of 100 s.
describe('what a held-up sender omitted', () => {
  it('is put back, and shows in the quantiles', () => {
    const raw = [...Array.from({ length: 10_000 }, () => 1), 100_000];
    const whole = addOmitted(raw, 10);
    expect(whole).toHaveLength(20_000);
    expect([0.5, 0.75, 0.9, 0.99].map((p) => Math.round((quantile(whole, p) ?? 0) / 100) * 100)).toEqual([
      0, 50_000, 80_000, 98_000,
    ]);
    expect(quantile(whole, 0.49)).toBe(1);
    expect(quantile(raw, 0.9999)).toBe(1);
  });

  it('is nothing where each came in time', () => {
    expect([...addOmitted([3, 1, 2], 10)]).toEqual([1, 2, 3]);
    expect(() => addOmitted([1], 0)).toThrow(RangeError);
  });
});
