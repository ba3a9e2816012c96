import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../src/contract/findings.ts';
import type { Verdict } from '../../src/contract/exchanges/verdict.ts';
import { refused } from '../build-exchange.ts';
import { failing, finding, fold, planOf, record } from './build-fold.ts';

const broken = (...codes: readonly FindingCode[]) => ({
  state: 'failed' as const,
  verdicts: [failing('parity', ...codes.map((code) => finding(code, '')))],
});

describe('groups', () => {
  it('equal findings are one group but for array indexes, and count once an exchange', () => {
    const broken = failing(
      'output-schema',
      finding('schema/type-mismatch', '/items/0/n'),
      finding('schema/type-mismatch', '/items/1/n'),
    );
    const { groups } = fold(planOf(['a'], 2, ['two', 'one']), [
      record({ state: 'failed', verdicts: [broken], mode: 'stream' }),
      record({ state: 'failed', verdicts: [broken] }),
      record({ state: 'failed', verdicts: [broken], target: 'two' }),
    ]);
    expect(groups).toEqual([
      {
        code: 'schema/type-mismatch',
        pointer: '/items/*/n',
        count: 3,
        prompts: 1,
        targets: ['one', 'two'],
        message: 'as found',
        expected: null,
        observed: null,
        example: 'one/a/send/0',
      },
    ]);
  });

  it('what breaks clients stands first, then the most frequent', () => {
    const { groups } = fold(planOf(['a'], 3), [
      record(broken('parity/missing-path', 'parity/extra-path')),
      record({ mode: 'stream', ...broken('parity/type-changed', 'parity/extra-path') }),
      record({ repetition: 1, ...broken('parity/type-changed', 'parity/extra-path') }),
    ]);
    expect(groups.map(({ code, count }) => [code, count])).toEqual([
      ['parity/type-changed', 2],
      ['parity/missing-path', 1],
      ['parity/extra-path', 3],
    ]);
  });

  it('an unexpected error is a group by its kind', () => {
    const { groups } = fold(planOf(['a']), [
      record({ state: 'errored', exchange: refused({ kind: 'timeout', message: 'too slow' }) }),
      record({ mode: 'stream', exchange: refused({ kind: 'context_overflow' }) }),
    ]);
    expect(groups).toMatchObject([{ code: 'error/timeout', pointer: '', message: 'too slow', count: 1 }]);
  });

  it('notes are groups of their own', () => {
    const noted: Verdict = { check: 'usage', status: 'pass', notes: [finding('usage/input-differs', '')] };
    const { groups, notes } = fold(planOf(['a']), [record({ verdicts: [noted] })]);
    expect(groups).toEqual([]);
    expect(notes).toMatchObject([{ code: 'usage/input-differs', count: 1 }]);
  });
});
