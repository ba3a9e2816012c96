import { describe, expect, it } from 'vitest';
import { explainError } from '../../src/providers/errors/normalize-error.ts';
import { SWEPT, timeNormalising } from '../fuzz/size-sweep.ts';

/** Doubling the size twice may cost four times as much; backtracking costs sixteen times or never ends. */
const MOST_GROWTH = 10;
/** Below this the clock's own noise is what is measured. */
const FLOOR_MS = 4;

describe('normalising', () => {
  it.each(SWEPT)('%j over and over takes time in proportion', (unit) => {
    const small = timeNormalising(unit, 16_000);
    const large = timeNormalising(unit, 64_000);
    expect(large / Math.max(small, FLOOR_MS)).toBeLessThan(MOST_GROWTH);
  });

  it('reads no more of a body of megabytes than it needs', () => {
    const body = `{"error":{"message":"${'x'.repeat(2_000_000)}","code":"rate_limit_exceeded"}}`;
    const context = {
      provider: 'x',
      redact: (text: string) => text,
      phase: 'http',
      status: 429,
      headers: {},
      body,
      aborted: null,
      nowMs: 0,
    } as const;
    expect(explainError(null, context).error.kind).toBe('rate_limited');
  });

  it.each(SWEPT)('is done in seconds for ten megabytes of %j', (unit) => {
    expect(timeNormalising(unit, 10_000_000)).toBeLessThan(5_000);
  });
});
