import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { logGamma } from '../../src/stats/log-gamma.ts';
import { regularizedBeta } from '../../src/stats/regularized-beta.ts';
import { signEValue } from '../../src/stats/sign-e-value.ts';

// Closed form, k = 1, one-sided.
it.each([
  [5, 0, 10.5],
  [6, 0, 18.143],
  [7, 0, 31.875],
  [10, 2, 9.441],
  [20, 8, 5.884],
])('%i worse and %i better is evidence of %f', (worse, better, expected) => {
  expect(signEValue(worse, better, 1)).toBeCloseTo(expected, 3);
});

it('two-sided it is the mean of both directions', () => {
  expect((signEValue(8, 0, 1) + signEValue(0, 8, 1)) / 2).toBeCloseTo(256 / 9, 9);
});

it('nothing seen is no evidence, and one more that is worse is never less of it', () => {
  expect(signEValue(0, 0)).toBeCloseTo(1, 12);
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), fc.constantFrom(1, 5), (worse, better, k) => {
      const evidence = signEValue(worse, better, k);
      expect(evidence).toBeGreaterThanOrEqual(0);
      expect(signEValue(worse + 1, better, k)).toBeGreaterThanOrEqual(evidence);
      expect(signEValue(worse, better + 1, k)).toBeLessThanOrEqual(evidence * (1 + 1e-9));
    }),
  );
});

// The mean of the next value is the value of now: a fair game, which is what bounds false alarms.
it('a fair coin leaves the evidence where it is on average', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), fc.constantFrom(1, 5), (worse, better, k) => {
      const now = signEValue(worse, better, k);
      const next = (signEValue(worse + 1, better, k) + signEValue(worse, better + 1, k)) / 2;
      expect(next / now).toBeCloseTo(1, 8);
    }),
  );
});

it('its parts have the values of tables', () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 10);
  expect(regularizedBeta(0.5, 2, 3)).toBeCloseTo(0.6875, 12);
  expect(regularizedBeta(0.25, 5, 1)).toBeCloseTo(0.25 ** 5, 14);
  expect(regularizedBeta(0.9, 30, 4)).toBeCloseTo(1 - regularizedBeta(0.1, 4, 30), 12);
});
