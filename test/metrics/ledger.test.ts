import { expect, test } from 'vitest';
import type { ExchangeRecord } from '../../src/contract/record.ts';
import type { FoldPlan } from '../../src/metrics/fold-plan.ts';
import { answered, buildAttempt, buildRecord, buildResponse, refused } from '../build-exchange.ts';
import { fold, planOf, skipped } from './build-fold.ts';

const CALL = { id: null, name: 'look', arguments: {}, rawArguments: '{}' };

function of(prompt: string, toolCalls: readonly (typeof CALL)[], repetition: number): ExchangeRecord {
  const place = { target: 'one', prompt, repetition } as const;
  return buildRecord({ ...place, exchange: answered({ toolCalls }, place) });
}

test('classes are counted by target, and what was not sent has none', () => {
  const place = { target: 'one', prompt: 'a' } as const;
  const records = [
    buildRecord({ ...place, repetition: 1 }),
    buildRecord({ ...place, repetition: 2, truncation: { class: 'stream-cut', witnesses: [] } }),
    buildRecord({ ...place, repetition: 3, truncation: { class: 'stream-cut', witnesses: [] } }),
    skipped({ repetition: 4, truncation: null }),
  ];
  const { truncation } = fold(planOf(['a'], 5), records).targets[0] ?? {};
  expect(truncation).toEqual({
    'guard-cut': 0,
    'stream-cut': 2,
    filtered: 0,
    'input-truncated': 0,
    'provider-capped': 0,
    'output-capped': 0,
    complete: 1,
    unknown: 0,
  });
});

test('tools called and not called agree with the golden, or do not', () => {
  const records = [
    of('tool-a', [CALL], 1),
    of('tool-a', [CALL], 2),
    of('tool-a', [CALL], 3),
    of('tool-a', [], 4),
    of('quiet-a', [], 1),
    of('quiet-a', [CALL], 2),
    of('a', [CALL], 1),
  ];
  const { toolTriggers } = fold(planOf(['tool-a', 'quiet-a', 'a'], 5), records).targets[0] ?? {};
  expect(toolTriggers).toEqual({
    truePositives: 3,
    falsePositives: 1,
    falseNegatives: 1,
    trueNegatives: 1,
    unseen: 4,
    precision: 0.75,
    recall: 0.75,
    f1: 0.75,
  });
});

test('no exchange to agree on gives no rate', () => {
  const { toolTriggers } = fold(planOf(['tool-a'], 1), []).targets[0] ?? {};
  expect(toolTriggers).toMatchObject({ unseen: 1, precision: null, recall: null, f1: null });
});

/** The times of one prompt's streams, of which so many were planned; a number is when output began. */
function firstTokens(planned: number, ...streams: readonly (number | 'error' | 'downgraded' | 'skipped')[]) {
  const plan: FoldPlan = {
    ...planOf(['a'], 9),
    prompts: planOf(['a'], 9).prompts.map((prompt) => ({ ...prompt, plannedStreams: planned })),
  };
  const records = streams.map((one, index) => {
    const place = { target: 'one', prompt: 'a', mode: 'stream', repetition: index } as const;
    if (one === 'skipped') return skipped(place);
    const attempts = [
      buildAttempt({ sentMs: 100, firstOutputMs: typeof one === 'number' ? 100 + one : null }),
    ];
    if (one === 'error') {
      const exchange = refused({ kind: 'timeout', partial: buildResponse() }, { ...place, attempts });
      return buildRecord({ ...place, state: 'errored', reason: 'timeout', exchange });
    }
    const servedAs = one === 'downgraded' ? 'send' : 'stream';
    return buildRecord({ ...place, exchange: answered({}, { ...place, attempts, servedAs }) });
  });
  return fold(plan, records).targets[0]?.timeToFirstToken;
}

test('the time to first token is that of streams, errored and missing ones at the deadline', () => {
  expect(firstTokens(3, 10, 20, 30)).toEqual({ p50Ms: 20, p95Ms: 29 });
  expect(firstTokens(3, 10, 'error', 20)?.p50Ms).toBe(20);
  expect(firstTokens(3, 10, 'error', 'error')?.p50Ms).toBe(1_000);
  expect(firstTokens(5, 10, 20)?.p50Ms).toBe(1_000);
  expect(firstTokens(3, 10, 'skipped', 'downgraded')).toEqual({ p50Ms: 10, p95Ms: 10 });
  expect(firstTokens(0)).toEqual({ p50Ms: null, p95Ms: null });
});
