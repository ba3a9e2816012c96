import { expect, it } from 'vitest';
import { costPerSuccess, type SuccessCost } from '../../src/stats/cost-per-success.ts';
import { seededRandom } from '../../src/stats/seeded-random.ts';

/** Prompts of a true cost an accepted answer: lognormal costs, two answers each that share their prompt's luck. */
function drawn(random: () => number, n: number, passing: number): readonly SuccessCost[] {
  return Array.from({ length: n }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const cost = Math.exp(0.6 * normal - 0.18);
    const successes = random() < passing ? 2 : 0;
    return { least: cost, most: cost, successes, tries: 2 };
  });
}

it.each([
  { n: 30, passing: 0.98 },
  { n: 30, passing: 0.6 },
  { n: 60, passing: 0.9 },
])('its bounds hold the truth in 95 of 100 runs, of $n prompts of which $passing pass', ({ n, passing }) => {
  const random = seededRandom('per accepted', n);
  const truth = 1 / (2 * passing);
  const runs = 400;
  let held = 0;
  for (let run = 0; run < runs; run += 1) {
    const bounds = costPerSuccess(drawn(random, n, passing), 0.025);
    if (bounds !== null && bounds.low <= truth && truth <= bounds.high) held += 1;
  }
  expect(held / runs).toBeGreaterThanOrEqual(0.95);
});

it('has no upper end where nothing was accepted, or what was asked may have cost anything', () => {
  const prompt = { least: 1, most: 1, successes: 0, tries: 2 };
  expect(costPerSuccess([prompt, prompt], 0.025)?.high).toBe(Infinity);
  const open = { ...prompt, successes: 2, most: null };
  expect(costPerSuccess([open, open], 0.025)).toMatchObject({ high: Infinity });
  expect(costPerSuccess([], 0.025)).toBeNull();
});
