import { expect, it } from 'vitest';
import { inverseNormal } from '../../src/stats/inverse-normal.ts';

// The check values that M. J. Wichura prints with AS 241, Applied Statistics 37 (1988) 477-484.
it.each([
  [0.25, -0.6744897501960817],
  [0.001, -3.090232306167814],
  [1e-20, -9.262340089798409],
])('the quantile of %d is %d, as printed with the algorithm', (p, expected) => {
  expect(Math.abs(inverseNormal(p) / expected - 1)).toBeLessThan(5e-16);
});

it('the quantile of 0.975 is 1.959963984540054', () => {
  expect(inverseNormal(0.975)).toBeCloseTo(1.959963984540054, 14);
});

it('the quantile is odd around one half', () => {
  expect(inverseNormal(0.5)).toBe(0);
  for (const p of [0.45, 0.25, 0.0625, 2 ** -10, 2 ** -40]) {
    expect(inverseNormal(1 - p)).toBeCloseTo(-inverseNormal(p), 12);
  }
});

it.each([0, 1, -0.1, 1.1, Number.NaN])('%d is no probability with a quantile', (p) => {
  expect(() => inverseNormal(p)).toThrow(RangeError);
});
