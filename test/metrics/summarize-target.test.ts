import { describe, expect, test } from 'vitest';
import { refused } from '../build-exchange.ts';
import { failing, finding, fold, planOf, record, skipped } from './build-fold.ts';

describe('schema match', () => {
  test('a prompt matches when every exchange of it does', () => {
    const { targets } = fold(planOf(['a', 'b', 'c', 'text']), [
      record({}),
      record({ mode: 'stream' }),
      record({ prompt: 'b' }),
      record({
        prompt: 'b',
        mode: 'stream',
        verdicts: [failing('output-schema', finding('schema/fenced', ''))],
      }),
      record({ prompt: 'c' }),
      record({ prompt: 'text' }),
      record({ prompt: 'text', mode: 'stream' }),
    ]);
    expect(targets[0]?.schemaMatch).toMatchObject({
      matched: 1,
      planned: 3,
      rate: 1 / 3,
      firstTry: 1 / 3,
      exchanges: { matched: 4, planned: 6 },
    });
  });

  test('low and high are the Wilson interval on prompts', () => {
    const prompts = Array.from({ length: 29 }, (_, index) => `p${index}`);
    const { targets } = fold(planOf(prompts, 1), [record({ prompt: 'p0' })]);
    expect(targets[0]?.schemaMatch.low).toBeCloseTo(0.0061, 4);
    expect(targets[0]?.schemaMatch.high).toBeCloseTo(0.1718, 4);
  });

  test('a match that took a retry is none at the first try', () => {
    const { targets } = fold(planOf(['a']), [record({}, 50, 2), record({ mode: 'stream' })]);
    expect(targets[0]?.schemaMatch).toMatchObject({ matched: 1, firstTry: 0 });
  });

  test('skipped exchanges are not owed', () => {
    const { targets } = fold(planOf(['a', 'b']), [
      record({}),
      skipped({ mode: 'stream' }),
      skipped({ prompt: 'b' }),
      skipped({ prompt: 'b', mode: 'stream' }),
    ]);
    expect(targets[0]?.schemaMatch).toMatchObject({
      matched: 1,
      planned: 1,
      exchanges: { matched: 1, planned: 1 },
    });
  });

  test('of nothing there is no rate', () => {
    const { targets } = fold(planOf(['text']), []);
    expect(targets[0]?.schemaMatch).toMatchObject({
      planned: 0,
      rate: null,
      low: null,
      high: null,
      firstTry: null,
    });
  });
});

describe('latency', () => {
  test('quantiles are exact, and what errored or is missing counts at the deadline', () => {
    const { targets, prompts } = fold(planOf(['a'], 5), [
      record({}, 10),
      record({ repetition: 1, state: 'failed' }, 20),
      record({ repetition: 2, state: 'errored', exchange: refused({}) }),
      skipped({ repetition: 3 }),
    ]);
    expect(targets[0]?.latency.p50Ms).toBe(510);
    expect(targets[0]?.latency.p99Ms).toBe(1000);
    expect(prompts[0]?.latencyMs).toBe(510);
  });

  test('where all was skipped there is none', () => {
    const { targets, prompts } = fold(planOf(['a'], 1), [skipped({})]);
    expect(targets[0]?.latency).toEqual({ p50Ms: null, p95Ms: null, p99Ms: null });
    expect(prompts[0]?.latencyMs).toBeNull();
  });
});
