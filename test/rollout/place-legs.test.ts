import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeLegs } from '../../src/rollout/place-legs.ts';

it('requests of each leg count from its own start, and what lay between two is a gap', () => {
  const legs = placeLegs([
    { records: 0, startedMs: 1_000 },
    { records: 2, startedMs: 9_000 },
    { records: 4, startedMs: 20_000 },
  ]);
  expect([10, 300, 5, null, 7].map((askedMs) => legs.next(askedMs))).toEqual([10, 300, 8_005, null, 19_007]);
  expect(legs.gaps()).toEqual([
    { fromMs: 1_300, toMs: 9_000 },
    { fromMs: 9_005, toMs: 20_000 },
  ]);
});

it('a leg that asked nothing makes no gap of its own', () => {
  const legs = placeLegs([
    { records: 0, startedMs: 0 },
    { records: 1, startedMs: 50 },
    { records: 1, startedMs: 100 },
    { records: 2, startedMs: 900 },
  ]);
  expect([legs.next(20), legs.next(1)]).toEqual([20, 101]);
  expect(legs.gaps()).toEqual([{ fromMs: 20, toMs: 100 }]);
});

it('a clock that was set between two legs shows: the gap ends before it begins', () => {
  const legs = placeLegs([
    { records: 0, startedMs: 5_000 },
    { records: 1, startedMs: 4_000 },
  ]);
  legs.next(10);
  legs.next(0);
  expect(legs.gaps()).toEqual([{ fromMs: 5_010, toMs: 4_000 }]);
});

it('wherever a run was cut, its requests are placed as if one process had asked them all', () => {
  const times = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(times, fc.nat(20), fc.nat(1_000_000), (asked, cut, begunMs) => {
      const ascending = asked.toSorted((a, b) => a - b);
      const at = Math.min(cut, ascending.length);
      const restartMs = ascending[at - 1] ?? 0;
      const legs = placeLegs([
        { records: 0, startedMs: begunMs },
        { records: at, startedMs: begunMs + restartMs },
      ]);
      const own = ascending.map((ms, index) => (index < at ? ms : ms - restartMs));
      expect(own.map((ms) => legs.next(ms))).toEqual(ascending);
    }),
  );
});
