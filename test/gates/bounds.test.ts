import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bounds } from '../../src/gates/bounds.ts';
import { changeOf, riseOf } from '../../src/gates/measure-change.ts';
import { failureBounds, rateBounds } from '../../src/gates/measure-rate.ts';
import { criterionOf } from './build-evidence.ts';

/** Whether what is said of a limit is what the ends say that lie apart from it. */
function agrees(bounds: Bounds, limit: number): boolean {
  const [low, high] = [bounds.low(), bounds.high()];
  const near = [low, high].some((end) => Math.abs(end - limit) < 1e-8);
  return (
    near ||
    (bounds.isNoLowerThan(limit) === low >= limit &&
      bounds.isAbove(limit) === low > limit &&
      bounds.isNoHigherThan(limit) === high <= limit &&
      bounds.isBelow(limit) === high < limit)
  );
}

const anyLook = fc.constantFrom('once' as const, 'always' as const);

describe('on which side of a limit an interval lies', () => {
  it('is said of a rate as its ends say it', () => {
    fc.assert(
      fc.property(
        fc.nat(400),
        fc.nat(400),
        fc.double({ min: 0, max: 1, noNaN: true }),
        anyLook,
        (a, b, limit, look) => {
          const n = Math.max(a, b, 1);
          const criterion = criterionOf('schema-match', 0.95, { look });
          expect(agrees(rateBounds(Math.min(a, b), n, criterion), limit)).toBe(true);
          expect(agrees(failureBounds(Math.min(a, b), n, criterion), limit)).toBe(true);
        },
      ),
      { examples: [[0, 50, 0, 'always'], [50, 50, 1, 'always'], [49, 50, 1, 'always'], [0, 50, 1, 'always']] }, // prettier-ignore
    );
  });

  it('is said of a change as its ends say it', () => {
    const anyPair = fc.record({
      baseline: fc.constantFrom(0, 0.5, 1),
      candidate: fc.constantFrom(0, 0.5, 1),
      times: fc.integer({ min: 1, max: 200 }),
    });
    const limit = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(anyPair, { minLength: 1, maxLength: 6 }), limit, anyLook, (pairs, at, look) => {
        const change = changeOf(pairs, criterionOf('quality-change', -0.02, { look }), 0);
        if (change.what === 'unknown') throw new Error('pairs have a change');
        expect(agrees(change.bounds, at)).toBe(true);
        expect(agrees(riseOf(change).bounds, at)).toBe(true);
      }),
    );
  });
});
