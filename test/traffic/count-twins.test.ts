import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { countTwins } from '../../src/traffic/count-twins.ts';

const live = (status: number | null) => ({ arm: 'baseline' as const, status, latencyMs: 1 });

const twin = fc.record({
  live: fc.record({
    arm: fc.constantFrom('baseline' as const, 'candidate' as const),
    status: fc.constantFrom(200, 206, 429, 500, null),
    latencyMs: fc.nat(),
  }),
  isAnswered: fc.constantFrom(true, false, null),
});

it('each live answer stands in one place, and one whose twin did not come is counted too', () => {
  fc.assert(
    fc.property(fc.array(twin, { minLength: 1 }), (twins) => {
      const counts = countTwins(twins);
      expect(Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(twins.length);
      expect(counts?.missing).toBe(twins.filter(({ isAnswered }) => isAnswered === null).length);
    }),
  );
  expect(
    countTwins([
      { live: live(200), isAnswered: true },
      { live: live(200), isAnswered: false },
      { live: live(502), isAnswered: true },
      { live: live(null), isAnswered: false },
      { live: live(200), isAnswered: null },
    ]),
  ).toEqual({ both: 1, liveAlone: 1, twinAlone: 1, neither: 1, missing: 1 });
  expect(countTwins([])).toBeNull();
});
