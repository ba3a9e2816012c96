import { describe, expect, it } from 'vitest';
import { bootstrapQuantile, bootstrapRatio } from '../../src/stats/bootstrap-quantile.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';

function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let at = 1n; at <= BigInt(k); at += 1n) ways = (ways * (BigInt(n) - at + 1n)) / at;
  return ways;
}

/** Of n^n resamples, the share of which k values or more are among the i least: counted in whole numbers. */
function shareReaching(n: number, k: number, i: number): number {
  let reaching = 0n;
  for (let j = k; j <= n; j += 1)
    reaching += choose(n, j) * BigInt(i) ** BigInt(j) * BigInt(n - i) ** BigInt(n - j);
  const scale = 10n ** 18n;
  return Number((reaching * scale) / BigInt(n) ** BigInt(n)) / 1e18;
}

/** A lognormal time, by Box and Muller's own formula. */
function timesOf(random: () => number, n: number, sigma: number): readonly number[] {
  return Array.from({ length: n }, () => {
    const [radius, angle] = [Math.sqrt(-2 * Math.log(1 - random())), 2 * Math.PI * random()];
    return Math.exp(sigma * radius * Math.cos(angle));
  });
}

describe('the bootstrap of a 95th centile agrees with a computation of its own', () => {
  it.each([
    [7, 0.5],
    [20, 0.95],
    [60, 0.95],
    [100, 0.95],
  ])('of %i values and p = %d by counting resamples in whole numbers', (n, p) => {
    const ranks = Array.from({ length: n }, (_, at) => at + 1);
    const weighted = bootstrapQuantile(ranks, p);
    let sum = 0;
    for (const { value, weight } of weighted) {
      sum += weight;
      expect(sum).toBeCloseTo(shareReaching(n, Math.ceil(n * p), value), 9);
    }
  });

  it('has the ends of a ratio of two sides where 4,000 resamples drawn by chance have them', () => {
    const random = seededRandom('resamples');
    const n = 300;
    const k = Math.ceil(n * 0.95);
    const sides = [timesOf(random, n, 0.6), timesOf(random, n, 0.6)].map((times) =>
      Float64Array.from(times).sort(),
    );
    const [first = new Float64Array(), second = new Float64Array()] = sides;
    const exact = bootstrapRatio(bootstrapQuantile(first, 0.95), bootstrapQuantile(second, 0.95));
    const drawn = (times: Float64Array): number =>
      times.map(() => times[Math.floor(random() * n)] ?? 0).sort()[k - 1] ?? 0;
    const resamples = 4_000;
    const ratios = Array.from({ length: resamples }, () => drawn(first) / drawn(second));
    const [low, high] = [exact?.low ?? Number.NaN, exact?.high ?? Number.NaN];
    // Four standard errors of a share of 2.5%.
    const off = 4 * Math.sqrt((0.025 * 0.975) / resamples);
    const share = (holds: (ratio: number) => boolean): number => ratios.filter(holds).length / resamples;
    // What division rounds is no other value.
    const near = 1 + 1e-12;
    expect(share((ratio) => ratio < low / near)).toBeLessThan(0.025 + off);
    expect(share((ratio) => ratio <= low * near)).toBeGreaterThan(0.025 - off);
    expect(share((ratio) => ratio > high * near)).toBeLessThan(0.025 + off);
    expect(share((ratio) => ratio >= high / near)).toBeGreaterThan(0.025 - off);
  });
});
