import { expect, it } from 'vitest';
import { judgeExchange } from '../../src/checks/judge-exchange.ts';
import { judgeState } from '../../src/checks/judge-state.ts';
import { CHECKS } from '../../src/checks/registry.ts';
import type { Exchange } from '../../src/contract/exchanges/exchange.ts';
import type { Golden } from '../../src/contract/suites/prompt.ts';
import { answered, buildCase, buildExchange, buildGolden, refused } from '../build-exchange.ts';

function stateOf(exchange: Exchange, golden: Golden | null = buildGolden()): string {
  const verdicts = judgeExchange(buildCase({ exchange, golden }));
  const { state, reason } = judgeState({ exchange, verdicts, golden, skipReason: null });
  return reason === null ? state : `${state}: ${reason}`;
}

it('every check gives one verdict under its own name', () => {
  const verdicts = judgeExchange(buildCase());
  expect(verdicts.map(({ check }) => check)).toEqual(CHECKS.map(({ name }) => name));
  expect(new Set(CHECKS.map(({ name }) => name)).size).toBe(CHECKS.length);
});

it('an answer as approved has passed', () => {
  expect(stateOf(buildExchange())).toBe('passed');
});

it('a failed check makes a failed exchange, and its codes are the reason', () => {
  expect(stateOf(answered({ text: '', finishReason: null }))).toBe(
    'failed: parity/empty-text, finish/missing',
  );
});

it('an answer without a golden has neither passed nor failed, unless it breaks what needs none', () => {
  expect(stateOf(buildExchange(), null)).toBe('unproven: no approved golden');
  expect(stateOf(answered({ finishReason: null }), null)).toBe('failed: finish/missing');
});

it('an error that nothing expected is errored by its kind', () => {
  expect(stateOf(refused({ kind: 'overloaded' }))).toBe('errored: overloaded');
  expect(stateOf(refused({ kind: 'overloaded' }), null)).toBe('errored: overloaded');
});

it('the expected error has passed, another is errored, a response has failed', () => {
  const golden = buildGolden({ text: '', finish: null, error: 'context_overflow' });
  expect(stateOf(refused({ kind: 'context_overflow' }), golden)).toBe('passed');
  expect(stateOf(refused({ kind: 'overloaded' }), golden)).toBe('errored: overloaded');
  expect(stateOf(buildExchange(), golden)).toBe('failed: parity/error-missing');
});

it('a failing check weighs more than the error', () => {
  const cut = refused({ kind: 'stream_interrupted' }, { mode: 'stream' });
  expect(stateOf(cut)).toBe('failed: stream/incomplete');
});

it('an exchange that was not sent is skipped for its reason', () => {
  const skipped = judgeState({ exchange: null, verdicts: [], golden: null, skipReason: 'limit/output' });
  expect(skipped).toEqual({ state: 'skipped', reason: 'limit/output' });
});

it('an exchange that nothing proves has not passed', () => {
  const input = { exchange: buildExchange(), golden: buildGolden(), skipReason: null };
  expect(judgeState({ ...input, verdicts: [] })).toEqual({ state: 'failed', reason: 'no check passed' });
});

it('a record without exchange and without reason is refused', () => {
  expect(() => judgeState({ exchange: null, verdicts: [], golden: null, skipReason: null })).toThrow(
    'reason',
  );
});
