import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { PastTime } from '../../src/metrics/past-time.ts';
import { buildAttempt, buildExchange, buildRecord } from '../build-exchange.ts';
import { skipped } from './build-fold.ts';

function made(enqueuedMs: number, lastByteMs: number | null): ExchangeRecord {
  const attempts = [buildAttempt({ sentMs: enqueuedMs + 1, headersMs: null, lastByteMs })];
  return buildRecord({ exchange: buildExchange({ enqueuedMs, acquiredMs: enqueuedMs, attempts }) });
}

function timeOf(legs: readonly number[], records: readonly ExchangeRecord[]): number {
  const time = new PastTime(legs);
  for (const record of records) time.add(record);
  return time.totalMs();
}

it('the time of a run is that of its legs, each by a clock of its own', () => {
  const first = [made(1_000, 1_400), made(1_100, 1_900), skipped({})];
  const second = [made(10, 60), made(20, null)];
  expect(timeOf([0], first)).toBe(900);
  expect(timeOf([0, 3], [...first, ...second])).toBe(950);
  expect(timeOf([0, 3, 3, 5], [...first, ...second])).toBe(950);
  expect(timeOf([0, 0], [])).toBe(0);
  expect(timeOf([0], [skipped({})])).toBe(0);
});

it('wherever a run was cut, what lay between its legs is no time of it', () => {
  const stamps = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(stamps, fc.nat(1_000_000)), { minLength: 1, maxLength: 4 }), (legs) => {
      let stood = 0;
      const starts = legs.map(([took]) => {
        const start = stood;
        stood += took.length;
        return start;
      });
      const records = legs.flatMap(([took, bootMs]) => took.map((ms) => made(bootMs, bootMs + ms)));
      const longest = legs.map(([took]) => Math.max(...took));
      expect(timeOf(starts, records)).toBe(longest.reduce((sum, ms) => sum + ms, 0));
    }),
  );
});
