import { expect, it } from 'vitest';
import { quantile } from '../../src/stats/quantile.ts';

// As numpy.quantile of NumPy 2.4.6 gives them with its default method, which is type 7.
it.each([
  { values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], p: 0.25, expected: 3.25 },
  { values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], p: 0.5, expected: 5.5 },
  { values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], p: 0.75, expected: 7.75 },
  { values: [1, 2, 4, 8, 16], p: 0.1, expected: 1.4 },
  { values: [1, 2, 4, 8, 16], p: 0.95, expected: 14.4 },
])('the $p quantile of $values is $expected', ({ values, p, expected }) => {
  expect(quantile(Float64Array.from(values), p)).toBeCloseTo(expected, 12);
});

it('the ends are the smallest and the largest value', () => {
  expect(quantile([3, 5, 9], 0)).toBe(3);
  expect(quantile([3, 5, 9], 1)).toBe(9);
});

it('one value is every quantile, no value has none', () => {
  expect(quantile([4], 0.95)).toBe(4);
  expect(quantile([], 0.5)).toBeNull();
});
