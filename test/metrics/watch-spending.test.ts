import { expect, it } from 'vitest';
import { watchSpending } from '../../src/metrics/watch-spending.ts';
import { answered, buildRecord, buildResponse, refused } from '../build-exchange.ts';

const costing = (inputTokens: number | null, outputTokens: number | null) =>
  buildRecord({
    exchange: answered({ usage: { inputTokens, outputTokens, cachedTokens: null, reasoningTokens: null } }),
  });

it('a run stops when more tokens were spent than it may, and not when they are just spent', () => {
  const why = watchSpending({ maxTotalTokens: 30, bail: false });
  expect([costing(10, 5), costing(null, 5), costing(10, null), costing(0, 1)].map(why)).toEqual([
    null,
    null,
    null,
    'maxTotalTokens',
  ]);
});

it('an error spends what its provider counted of it', () => {
  const usage = { inputTokens: 20, outputTokens: 11, cachedTokens: null, reasoningTokens: null };
  const failed = buildRecord({ state: 'errored', exchange: refused({ partial: buildResponse({ usage }) }) });
  expect(watchSpending({ maxTotalTokens: 30, bail: false })(failed)).toBe('maxTotalTokens');
});

it('a run without a limit goes on, and an error of which nothing was counted spends nothing', () => {
  expect(watchSpending({ maxTotalTokens: null, bail: false })(costing(1e9, 1e9))).toBeNull();
  const failed = buildRecord({ state: 'errored', exchange: refused({}) });
  expect(watchSpending({ maxTotalTokens: 0, bail: false })(failed)).toBeNull();
});

it('only a failure or an error ends a run that bails', () => {
  const why = watchSpending({ maxTotalTokens: null, bail: true });
  const states = ['passed', 'skipped', 'failed', 'errored'] as const;
  expect(states.map((state) => why(buildRecord({ state })))).toEqual([null, null, 'bail', 'bail']);
});
