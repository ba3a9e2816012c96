import { describe, expect, it } from 'vitest';
import type { Figure, KnownRun } from '../../src/contract/runs/history.ts';
import { trendOf } from '../../src/metrics/trend-of.ts';
import { sparkLine } from '../../src/reports/text/spark-line.ts';
import { wilsonInterval } from '../../src/stats/wilson-interval.ts';

const known = (run: string, figure: Figure | null): KnownRun => ({
  run,
  kind: 'run',
  startedAt: '2025-04-01T00:00:00.000Z',
  source: 'live',
  verdict: 'pass',
  alike: 'a',
  suites: ['sql'],
  prompts: 100,
  evidenceRoot: null,
  version: null,
  origin: null,
  strength: null,
  changes: [],
  targets: [{ id: 'vllm', figures: figure === null ? {} : { passed: figure } }],
  kept: true,
});

const share = (passed: number): Figure => ({
  value: passed / 100,
  low: wilsonInterval(passed, 100)?.low ?? null,
  high: wilsonInterval(passed, 100)?.high ?? null,
  n: 100,
});

const bare = (value: number | null): Figure => ({ value, low: null, high: null, n: 100 });

function changed(...figures: readonly (Figure | null)[]): readonly string[] {
  const runs = figures.map((figure, at) => known(`${at + 1}`, figure));
  return trendOf(runs, 'vllm', 'passed').points.flatMap((point) => (point.changed ? [point.run] : []));
}

describe('a figure changed', () => {
  it('in the run whose interval shares nothing with that of its level, and back', () => {
    expect(changed(share(98), share(97), share(60), share(61), share(98))).toEqual(['3', '5']);
  });

  it('where it slid so slowly that no run lies beyond the one before it', () => {
    const slide = [98, 95, 92, 88, 84, 80].map(share);
    expect(changed(...slide)).toEqual(['5']);
    expect(changed(...slide.slice(1, 4))).toEqual([]);
  });
});

describe('a figure did not change', () => {
  it('within its interval', () => {
    expect(changed(share(98), share(94), share(99))).toEqual([]);
  });

  it('where no interval is known', () => {
    expect(changed(bare(1), bare(900), bare(null))).toEqual([]);
    expect(changed(bare(null), share(98), share(60))).toEqual(['3']);
  });

  it('in runs that do not have it, which are no points', () => {
    expect(changed(share(98), null, share(97))).toEqual([]);
    expect(trendOf([known('1', null)], 'vllm', 'passed').points).toEqual([]);
    expect(trendOf([known('1', share(9))], 'nim', 'passed').points).toEqual([]);
  });
});

it('a line of bars goes from the least value to the greatest, halfway where all are one, with a dot for none', () => {
  expect(sparkLine([0, 0.5, 1, null])).toBe('▁▅█·');
  expect(sparkLine([7, 7])).toBe('▅▅');
  expect(sparkLine([null])).toBe('·');
  expect(sparkLine([])).toBe('');
});
