import { describe, expect, it } from 'vitest';
import { binomialCdf } from '../../src/stats/binomial.ts';
import { chanceAllPass, chanceAnyPasses, varianceOfRepeats } from '../../src/stats/repeats.ts';

/** Every choice of k of n places. */
function choices(n: number, k: number): readonly (readonly number[])[] {
  if (k === 0) return [[]];
  if (n < k) return [];
  return [...choices(n - 1, k - 1).map((chosen) => [...chosen, n - 1]), ...choices(n - 1, k)];
}

function chanceOf(x: number, n: number, p: number): number {
  return binomialCdf(x, n, p) - binomialCdf(x - 1, n, p);
}

describe('the chance that k askings of a prompt pass', () => {
  it.each([
    [5, 0, 3],
    [5, 2, 3],
    [5, 4, 2],
    [6, 3, 1],
    [4, 4, 4],
  ])('of %i askings of which %i passed is the share of all choices of %i', (n, passed, k) => {
    const all = choices(n, k);
    const every = all.filter((chosen) => chosen.every((place) => place < passed)).length / all.length;
    const some = all.filter((chosen) => chosen.some((place) => place < passed)).length / all.length;
    expect(chanceAllPass(passed, n, k)).toBeCloseTo(every, 12);
    expect(chanceAnyPasses(passed, n, k)).toBeCloseTo(some, 12);
  });

  it('is without bias: over all that n askings may give it is p^k, and 1 - (1 - p)^k', () => {
    const [n, k, p] = [6, 3, 0.35];
    let [all, any] = [0, 0];
    for (let passed = 0; passed <= n; passed += 1) {
      all += chanceOf(passed, n, p) * chanceAllPass(passed, n, k);
      any += chanceOf(passed, n, p) * chanceAnyPasses(passed, n, k);
    }
    expect(all).toBeCloseTo(p ** k, 12);
    expect(any).toBeCloseTo(1 - (1 - p) ** k, 12);
  });

  it('says nothing of more askings than there were', () => {
    expect([chanceAllPass(3, 3, 4), chanceAnyPasses(3, 3, 4)]).toEqual([0, 0]);
  });
});

describe('the variance of passes within prompts and between them', () => {
  it('is without bias: over all that two prompts of n askings may give, each comes to what it truly is', () => {
    const [n, p, q] = [3, 0.2, 0.9];
    let [within, between] = [0, 0];
    for (let a = 0; a <= n; a += 1) {
      for (let b = 0; b <= n; b += 1) {
        const chance = chanceOf(a, n, p) * chanceOf(b, n, q);
        const found = varianceOfRepeats([a, b], n);
        within += chance * (found?.within ?? Number.NaN);
        between += chance * (found?.between ?? Number.NaN);
      }
    }
    expect(within).toBeCloseTo((p * (1 - p) + q * (1 - q)) / 2, 12);
    // Of two values the sample variance is half of their squared difference.
    expect(between).toBeCloseTo((p - q) ** 2 / 2, 12);
  });

  it('is all within where every prompt passes half of the time, and all between where each always does the same', () => {
    expect(varianceOfRepeats([2, 2, 2], 4)?.within).toBeCloseTo(1 / 3, 12);
    expect(varianceOfRepeats([2, 2, 2], 4)?.between).toBeLessThan(0);
    expect(varianceOfRepeats([0, 4], 4)).toEqual({ within: 0, between: 0.5 });
    expect(varianceOfRepeats([1], 4)).toBeNull();
    expect(varianceOfRepeats([1, 1], 1)).toBeNull();
  });
});
