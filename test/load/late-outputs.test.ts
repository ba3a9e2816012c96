import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BusyStretch } from '../../src/contract/load/loop-watch.ts';
import { lateOutputs } from '../../src/load/late-outputs.ts';
import { quantile } from '../../src/stats/quantile.ts';
import { sample, steady } from './build-samples.ts';

const START_MS = 5_000;

function p95(times: readonly number[]): number {
  return quantile(Float64Array.from(times).sort(), 0.95) ?? Number.NaN;
}

it('a process that was never busy made nothing late', () => {
  expect(lateOutputs(steady(100, 10, 20), START_MS, [])).toBe(0);
});

it('fifty answers of one moment wait for each other: the last may have come with the first', () => {
  const burst = Array.from({ length: 50 }, (_, at) => sample({ sentMs: 0, firstOutputMs: 400 + at }));
  expect(lateOutputs(burst, START_MS, [{ fromMs: START_MS + 400, toMs: START_MS + 450 }])).toBeCloseTo(46.55);
});

it('a request that was sent while the process was busy may have left when it no longer was', () => {
  const sent = Array.from({ length: 50 }, () => sample({ sentMs: 0, firstOutputMs: 400 }));
  expect(lateOutputs(sent, START_MS, [{ fromMs: START_MS - 3, toMs: START_MS + 12 }])).toBe(12);
});

it('only what was measured and answered counts, and of nothing nothing is said', () => {
  const others = [
    sample({ phase: 'warm-up' }),
    sample({ outcome: 'failed' }),
    sample({ outcome: 'dropped', sentMs: null, firstOutputMs: null, endMs: null }),
  ];
  expect(lateOutputs(others, START_MS, [])).toBeNull();
});

it('what the target really gave lies within what is said, whatever the stretches and the times', () => {
  const stretches = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 60 })), { maxLength: 30 })
    .map((parts) => {
      let atMs = START_MS;
      return parts.map(([idleMs, busyMs]): BusyStretch => {
        const fromMs = atMs + idleMs;
        atMs = fromMs + busyMs;
        return { fromMs, toMs: atMs };
      });
    });
  const requests = fc.array(
    fc.record({ sent: fc.integer({ min: 0, max: 2_000 }), gave: fc.integer({ min: 1, max: 500 }) }),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(stretches, requests, fc.integer({ min: 0, max: 100 }), (busy, drawn, share) => {
      const within = (atMs: number): BusyStretch | undefined =>
        busy.find(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);
      // A request leaves, and its answer is seen, anywhere in what is left of the stretch that it falls in.
      const later = (atMs: number): number => {
        const stretch = within(atMs);
        return stretch === undefined ? atMs : atMs + ((stretch.toMs - atMs) * share) / 100;
      };
      const samples = drawn.map(({ sent, gave }) => {
        const seenMs = later(later(START_MS + sent) + gave);
        return sample({ sentMs: sent, firstOutputMs: seenMs - START_MS });
      });
      const given = p95(drawn.map(({ gave }) => gave));
      const seen = p95(samples.map(({ sentMs, firstOutputMs }) => (firstOutputMs ?? 0) - (sentMs ?? 0)));
      const late = lateOutputs(samples, START_MS, busy) ?? Number.NaN;
      expect(seen - given).toBeLessThanOrEqual(late + 1e-6);
    }),
  );
});
