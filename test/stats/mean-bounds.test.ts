import { expect, it } from 'vitest';
import { inverseStudent, meanBounds } from '../../src/stats/mean-bounds.ts';

// NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2: critical values of Student's t.
it.each([
  { p: 0.975, degrees: 1, t: 12.706 },
  { p: 0.95, degrees: 5, t: 2.015 },
  { p: 0.975, degrees: 10, t: 2.228 },
  { p: 0.99, degrees: 30, t: 2.457 },
  { p: 0.975, degrees: 100, t: 1.984 },
])("Student's t at $p with $degrees degrees of freedom is the published one", ({ p, degrees, t }) => {
  expect(inverseStudent(p, degrees)).toBeCloseTo(t, 3);
});

it('a mean of one value has no bounds, and one of equal values no width', () => {
  expect(meanBounds([7], 0.025)).toBeNull();
  expect(meanBounds([7, 7, 7], 0.025)).toEqual({ low: 7, high: 7 });
});
