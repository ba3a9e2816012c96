import { describe, expect, it } from 'vitest';
import type { Sample } from '../../src/contract/load/load.ts';
import { goodputOf, measureStage } from '../../src/load/measure-stage.ts';
import { LIMITS, sample, STAGE, steady } from './build-samples.ts';

const MEASURING = { limits: LIMITS, isStreamed: true, contextTokens: 1_000 };

/** A server that answers in a millisecond, but for a time in which it answers nobody, and then all who waited. */
function heldUp(count: number, intervalMs: number, fromMs: number, forMs: number): readonly Sample[] {
  const untilMs = fromMs + forMs;
  return Array.from({ length: count }, (_, index) => {
    const scheduledMs = index * intervalMs;
    const endMs = scheduledMs >= fromMs && scheduledMs < untilMs ? untilMs : scheduledMs + 1;
    return sample({ index, scheduledMs, sentMs: scheduledMs, firstOutputMs: endMs, endMs });
  });
}

function near(value: number | null, expected: number): boolean {
  return Math.abs((value ?? Infinity) / expected - 1) <= 0.01;
}

describe('latency counts from when a request was scheduled', () => {
  it('so that the example of HdrHistogram comes out as corrected: https://github.com/HdrHistogram/HdrHistogram', () => {
    // A request each 10 ms for 100 s, and then a server that is silent for 100 s.
    const { latency } = measureStage(heldUp(20_001, 10, 100_010, 100_000), STAGE, MEASURING);
    expect(latency.p50Ms).toBe(1);
    expect([near(latency.p95Ms, 90_000), near(latency.p99Ms, 98_000)]).toEqual([true, true]);
  });

  it('and a freeze of 2 s is 2 s long to the first that met it, and to each after it what is left', () => {
    const frozen = heldUp(6_000, 10, 30_000, 2_000);
    const late = frozen.filter(({ endMs, scheduledMs }) => (endMs ?? 0) - scheduledMs > 1);
    expect(late.length).toBe(200);
    const { p99Ms } = measureStage(frozen, STAGE, MEASURING).latency;
    // 200 of 6,000 waited 10 ms to 2 s, evenly: the worst hundredth begins at 1.4 s.
    expect(near(p99Ms, 1_400)).toBe(true);
  });

  it('while from when it was sent stands beside it', () => {
    const late = steady(100, 10, 20).map((each) => ({ ...each, sentMs: each.scheduledMs + 5 }));
    const { latency, latencyFromSent, firstTokenFromSent } = measureStage(late, STAGE, MEASURING);
    expect([latency.p95Ms, latencyFromSent.p95Ms, firstTokenFromSent?.p95Ms]).toEqual([20, 15, 5]);
  });
});

describe('figures', () => {
  it('count tokens as the provider does: an answer of one has no time per token', () => {
    const samples = Array.from({ length: 40 }, () => sample({ outputTokens: 1 }));
    expect(measureStage(samples, STAGE, MEASURING).perOutputToken).toBeNull();
    const many = Array.from({ length: 40 }, () => sample());
    expect(measureStage(many, STAGE, MEASURING).perOutputToken?.p50Ms).toBe(1);
  });

  it('are null where a quantile falls among what never came, or there are too few for it', () => {
    const failed = Array.from({ length: 10 }, () => sample({ outcome: 'failed', error: 'timeout' }));
    const { latency } = measureStage([...steady(90, 10, 20), ...failed], STAGE, MEASURING);
    expect([latency.p50Ms, latency.p95Ms, latency.p99Ms]).toEqual([20, null, null]);
    const few = measureStage(steady(19, 10, 20), STAGE, MEASURING).latency;
    expect([few.p50Ms, few.p95Ms]).toEqual([20, null]);
  });

  it('know nothing of tokens, of a cache or of a context that nobody speaks of', () => {
    const silent = steady(40, 10, 20).map((each) => ({ ...each, outputTokens: null, cachedTokens: null }));
    const figures = measureStage(silent, STAGE, MEASURING);
    expect([figures.outputTokensPerSecond, figures.cachedShare, figures.contextUsed]).toEqual([
      null,
      null,
      null,
    ]);
    const measured = measureStage(
      steady(40, 10, 20).map((each) => ({ ...each, cachedTokens: 25 })),
      STAGE,
      MEASURING,
    );
    expect([measured.outputTokensPerSecond, measured.cachedShare, measured.contextUsed]).toEqual([
      44, 0.25, 0.111,
    ]);
  });
});

describe('goodput', () => {
  it('is over what was scheduled: errors, drops and late answers are in its denominator', () => {
    const samples = [
      ...steady(6, 10, 20),
      sample({ endMs: 9_000 }),
      sample({ firstOutputMs: 2_500 }),
      sample({ outcome: 'failed', error: 'rate_limited' }),
      sample({ outcome: 'dropped', sentMs: null, firstOutputMs: null, endMs: null }),
    ];
    expect(goodputOf(samples, MEASURING)).toEqual({ good: 6, scheduled: 10, low: 0.6, high: 0.7 });
  });

  it('knows no first token where nothing is streamed', () => {
    const slow = [sample({ firstOutputMs: 2_500 })];
    expect(goodputOf(slow, { limits: LIMITS, isStreamed: false })?.low).toBe(1);
    expect(goodputOf([], MEASURING)).toBeNull();
  });
});
