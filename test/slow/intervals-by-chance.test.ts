// How often intervals hold what is true, in worlds drawn by a seed.
import { expect, it } from 'vitest';
import { binomialCdf } from '../../src/stats/binomial.ts';
import { bootstrapQuantile, bootstrapRatio, type Weighted } from '../../src/stats/bootstrap-quantile.ts';
import { cohenKappa, kappaInterval } from '../../src/stats/cohen-kappa.ts';
import { inverseNormal } from '../../src/stats/inverse-normal.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';
import { stratifiedQuantile } from '../../src/stats/stratified-quantile.ts';

type Strata = readonly (readonly number[])[];

function normalOf(random: () => number): () => number {
  return () => inverseNormal((random() * 2 ** 32 + 0.5) / 2 ** 32);
}

function ascending(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}

// Of one side alone the interval is too short at small n; of a ratio, which a gate is decided by, it is not.
it.each([60, 200])('of %i values a side, 1 in 20 worlds at most has the true ratio beyond an end', (n) => {
  const normal = normalOf(seededRandom(`worlds of ${n}`));
  const side = () =>
    bootstrapQuantile(ascending(Array.from({ length: n }, () => Math.exp(0.6 * normal()))), 0.95);
  const worlds = 500;
  let [under, over] = [0, 0];
  for (let world = 0; world < worlds; world += 1) {
    const { low, high } = bootstrapRatio(side(), side(), 0.9) ?? { low: 9, high: 0 };
    if (high < 1) under += 1;
    if (low > 1) over += 1;
  }
  // More than 40 of 500 at 5% have a chance of 2 in 1,000.
  expect(Math.max(under, over)).toBeLessThanOrEqual(40);
  // It is no interval that holds everything.
  expect(Math.min(under, over)).toBeGreaterThan(2);
});

it('of prompts asked twice it holds a ratio of 1 as often as it says, and is far narrower than where they are taken for draws', () => {
  const normal = normalOf(seededRandom('coverage of strata'));
  let [under, over, width, plain] = [0, 0, 0, 0];
  const worlds = 150;
  for (let world = 0; world < worlds; world += 1) {
    const prompts = Array.from({ length: 200 }, () => Math.exp(0.5 * normal()));
    const side = (): Strata =>
      prompts.map((typical) => [0, 1].map(() => typical * Math.exp(0.35 * normal())));
    const [first, second] = [side(), side()];
    const of = (quantileOf: (strata: Strata) => readonly Weighted[]) =>
      bootstrapRatio(quantileOf(first), quantileOf(second), 0.9) ?? { low: 9, high: 0 };
    const { low, high } = of((strata) => stratifiedQuantile(strata, 0.95));
    const pooled = of((strata) => bootstrapQuantile(ascending(strata.flat()), 0.95));
    if (low > 1) over += 1;
    if (high < 1) under += 1;
    width += Math.log(high / low);
    plain += Math.log(pooled.high / pooled.low);
  }
  // More than 14 of 150 at 5% has a chance of 1 - 0.9864.
  expect(1 - binomialCdf(14, worlds, 0.05)).toBeLessThan(0.015);
  expect(Math.max(under, over)).toBeLessThanOrEqual(14);
  expect(Math.min(under, over)).toBeGreaterThan(0);
  expect(width).toBeLessThan(0.85 * plain);
});

it('of uneven raters it holds the true kappa in about 95 of 100 samples', () => {
  const random = seededRandom('uneven raters');
  const shares = { both: 0.62, neither: 0.22, firstAlone: 0.06 };
  const truth = cohenKappa([[0.62, 0.06], [0.1, 0.22]])?.kappa ?? 0; // prettier-ignore
  const samples = 1_000;
  let held = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    const cells = { both: 0, neither: 0, firstAlone: 0, secondAlone: 0 };
    for (let at = 0; at < 60; at += 1) {
      const x = random();
      const { both, neither, firstAlone } = shares;
      if (x < both) cells.both += 1;
      else if (x < both + neither) cells.neither += 1;
      else if (x < both + neither + firstAlone) cells.firstAlone += 1;
      else cells.secondAlone += 1;
    }
    const found = kappaInterval(cells);
    if (found !== null && found.low <= truth && truth <= found.high) held += 1;
  }
  expect(held / samples).toBeGreaterThan(0.92);
  expect(held / samples).toBeLessThan(0.985);
});
