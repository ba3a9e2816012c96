import { expect, it } from 'vitest';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import type { FoldPlan } from '../../src/metrics/fold-plan.ts';
import { answered, buildAttempt, buildRecord, buildResponse, refused } from '../build-exchange.ts';
import { failing, finding, fold, planOf, skipped } from './build-fold.ts';

const CALL = { id: null, name: 'look', arguments: {}, rawArguments: '{}' };

function of(prompt: string, toolCalls: readonly (typeof CALL)[], repetition: number): ExchangeRecord {
  const place = { target: 'one', prompt, repetition } as const;
  return buildRecord({ ...place, exchange: answered({ toolCalls }, place) });
}

it('classes are counted by target, and what was not sent has none', () => {
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
    'broken-off': 0,
    filtered: 0,
    'input-truncated': 0,
    'provider-capped': 0,
    'output-capped': 0,
    complete: 1,
    unknown: 0,
  });
});

it('tools called and not called agree with the golden, or do not', () => {
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
    calls: 4,
    validCalls: 4,
  });
});

it.each(['tool/unknown-name', 'tool/arguments-not-json', 'tool/arguments-invalid'] as const)(
  'calls that no client can make, for %s, agree with nothing',
  (code) => {
    const broken = (prompt: string, repetition: number): ExchangeRecord => ({
      ...of(prompt, [CALL, CALL], repetition),
      state: 'failed',
      verdicts: [
        failing(
          'tool-calls',
          finding(code, '/toolCalls/1/arguments/id'),
          finding(code, '/toolCalls/1/arguments/more'),
        ),
      ],
    });
    const all = [broken('tool-a', 1), broken('tool-a', 2)];
    const { toolTriggers } = fold(planOf(['tool-a'], 2), all).targets[0] ?? {};
    expect(toolTriggers).toMatchObject({ truePositives: 0, falseNegatives: 2, recall: 0, f1: 0 });
    expect(toolTriggers).toMatchObject({ calls: 4, validCalls: 2, unseen: 0 });
    const mixed = [...all, of('tool-a', [CALL], 3), broken('quiet-a', 1)];
    expect(fold(planOf(['tool-a', 'quiet-a'], 3), mixed).targets[0]?.toolTriggers).toMatchObject({
      truePositives: 1,
      falsePositives: 1,
      falseNegatives: 2,
      unseen: 2,
    });
  },
);

it('no exchange to agree on gives no rate', () => {
  const { toolTriggers } = fold(planOf(['tool-a'], 1), []).targets[0] ?? {};
  expect(toolTriggers).toMatchObject({ unseen: 1, precision: null, recall: null, f1: null });
});

/** The times of one prompt's streams, of which so many were planned; a number is when output began. */
function firstTokens(planned: number, ...streams: readonly (number | 'error' | 'downgraded' | 'skipped')[]) {
  const plan: FoldPlan = {
    ...planOf(['a'], 9),
    prompts: planOf(['a'], 9).prompts.map((prompt) => ({ ...prompt, plannedStreams: planned })),
  };
  const records = streams.map((stream, index) => {
    const place = { target: 'one', prompt: 'a', mode: 'stream', repetition: index } as const;
    if (stream === 'skipped') return skipped(place);
    const attempts = [
      buildAttempt({ sentMs: 100, firstOutputMs: typeof stream === 'number' ? 100 + stream : null }),
    ];
    if (stream === 'error') {
      const exchange = refused({ kind: 'timeout', partial: buildResponse() }, { ...place, attempts });
      return buildRecord({ ...place, state: 'errored', reason: 'timeout', exchange });
    }
    const servedAs = stream === 'downgraded' ? 'send' : 'stream';
    return buildRecord({ ...place, exchange: answered({}, { ...place, attempts, servedAs }) });
  });
  return fold(plan, records).targets[0]?.timeToFirstToken;
}

it('the time to first token is that of streams, and longer than any where none came', () => {
  expect(firstTokens(3, 10, 20, 30)).toMatchObject({ p50Ms: 20, p95Ms: 29, unanswered: 0, of: 3 });
  expect(firstTokens(3, 10, 'error', 20)?.p50Ms).toBe(20);
  expect(firstTokens(3, 10, 'error', 'error')).toMatchObject({ p50Ms: null, unanswered: 2, of: 3 });
  expect(firstTokens(5, 10, 20)).toMatchObject({ p50Ms: null, unanswered: 3, of: 5 });
  expect(firstTokens(3, 10, 'skipped', 'downgraded')).toMatchObject({ p50Ms: 10, p95Ms: 10 });
  expect(firstTokens(0)).toEqual({ p50Ms: null, p95Ms: null, unanswered: 0, of: 0, deadlineMs: null });
});
