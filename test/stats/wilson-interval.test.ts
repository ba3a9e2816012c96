import { expect, it } from 'vitest';
import { wilsonInterval } from '../../src/stats/wilson-interval.ts';

// R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998) 857-872,
// table I.
it.each([
  { successes: 81, n: 263, low: 0.2553, high: 0.3662 },
  { successes: 15, n: 148, low: 0.0624, high: 0.1605 },
  { successes: 0, n: 20, low: 0, high: 0.1611 },
  { successes: 1, n: 29, low: 0.0061, high: 0.1718 },
])('the interval of $successes of $n is the published one', ({ successes, n, low, high }) => {
  const interval = wilsonInterval(successes, n);
  expect(interval?.low).toBeCloseTo(low, 4);
  expect(interval?.high).toBeCloseTo(high, 4);
});

it('no trials have no interval', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});

it('none and all reach exactly 0 and 1', () => {
  expect(wilsonInterval(0, 7)?.low).toBe(0);
  expect(wilsonInterval(7, 7)?.high).toBe(1);
});

it('more confidence asks for a wider interval', () => {
  expect(wilsonInterval(9, 10, 0.99)?.low).toBeLessThan(wilsonInterval(9, 10, 0.9)?.low ?? 0);
});
