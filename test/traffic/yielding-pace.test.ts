import fc from 'fast-check';
import { expect, it } from 'vitest';
import { yieldingPace, type YieldingPace } from '../../src/traffic/yielding-pace.ts';

const WINDOWS = 200;

/** The shares of so many windows, each as late as the share before it makes it. */
function sharesOf(pace: YieldingPace, lateness: (share: number) => number): readonly number[] {
  return Array.from({ length: WINDOWS }, () => {
    pace.late(lateness(pace.share()));
    return pace.share();
  });
}

function averageOf(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

const lateMs = fc.double({ min: 0, max: 50, noNaN: true });

it('what holds up live traffic is asked less, and what does not is asked in full, however late the loop is without', () => {
  fc.assert(
    fc.property(lateMs, fc.double({ min: 50, max: 500, noNaN: true }), (quiet, more) => {
      const pace = yieldingPace();
      const held = sharesOf(pace, (share) => quiet + more * (quiet + 1) * share);
      expect(averageOf(held.slice(WINDOWS / 2))).toBeLessThan(0.25);
      const idle = sharesOf(pace, () => quiet);
      expect(idle.at(-1)).toBe(1);
    }),
  );
});

it('nothing is asked in vain: whatever is measured, a rest ends by itself and a share is one', () => {
  fc.assert(
    fc.property(fc.array(lateMs, { maxLength: 300 }), (all) => {
      const pace = yieldingPace();
      let resting = 0;
      for (const each of all) {
        pace.late(each);
        resting = pace.share() === 0 ? resting + 1 : 0;
        expect(pace.share()).toBeLessThanOrEqual(1);
        expect(resting).toBeLessThanOrEqual(4);
      }
    }),
  );
});

it('one late window halves what is asked, and the quiet ones after it give that back', () => {
  const pace = yieldingPace();
  const shares = [0.2, 8, 0.2, 0.2, 0.2, 0.2].map((each) => {
    pace.late(each);
    return pace.share();
  });
  expect(shares).toEqual([1, 0.5, 0.625, 0.75, 0.875, 1]);
});

it('what is late by chance, as on a machine with others on it, takes nothing away', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { maxLength: 300 }), (all) => {
      const pace = yieldingPace();
      for (const each of all) pace.late(each);
      expect(pace.share()).toBe(1);
    }),
  );
});
