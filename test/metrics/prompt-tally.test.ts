import { describe, expect, it } from 'vitest';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { refused } from '../build-exchange.ts';
import { failing, finding, fold, planOf, record } from './build-fold.ts';

function firstFinding(records: readonly ExchangeRecord[]): string | null | undefined {
  return fold(planOf(['a'], 4), records).prompts[0]?.firstFinding;
}

function fails(repetition: number): ExchangeRecord {
  const found = finding('parity/missing-path', `/${repetition}`);
  return record({ repetition, state: 'failed', verdicts: [failing('parity', found)] });
}

describe('prompt rows', () => {
  it('are sorted and say what became of each', () => {
    const { prompts } = fold(planOf(['b', 'a'], 3), [
      record({ prompt: 'b' }, 50, 2),
      record({
        prompt: 'b',
        mode: 'stream',
        state: 'failed',
        verdicts: [failing('parity', finding('parity/extra-path', '/y'))],
      }),
    ]);
    expect(prompts.map(({ promptId }) => promptId)).toEqual(['a', 'b']);
    expect(prompts[1]).toEqual({
      target: 'one',
      promptId: 'b',
      hasSchema: true,
      planned: 3,
      matched: 1,
      failed: 1,
      errored: 0,
      skipped: 0,
      unproven: 0,
      missing: 1,
      retried: 1,
      truncated: 0,
      latencyMs: 50,
      firstFinding: 'parity/extra-path /y: as found',
      example: { exchange: 'one/b/stream/0', code: 'parity/extra-path', expected: null, observed: null },
    });
  });

  it('cite the first failure in order of ids, else the first error', () => {
    const errors = record({ repetition: 0, state: 'errored', exchange: refused({ message: 'slow down' }) });
    expect(firstFinding([fails(2), errors, fails(1)])).toBe('parity/missing-path /1: as found');
    expect(firstFinding([errors])).toBe('error/rate_limited: slow down');
    expect(firstFinding([])).toBeNull();
  });
});
