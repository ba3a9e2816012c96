import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/contract/exchanges/exchange.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { buildAttempt, refused } from '../build-exchange.ts';
import { failing, finding, fold, planOf, record, skipped } from './build-fold.ts';

describe('schema match', () => {
  it('a prompt matches when every exchange of it does', () => {
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

  it('low and high are the Wilson interval on prompts', () => {
    const prompts = Array.from({ length: 29 }, (_, index) => `p${index}`);
    const { targets } = fold(planOf(prompts, 1), [record({ prompt: 'p0' })]);
    expect(targets[0]?.schemaMatch.low).toBeCloseTo(0.0061, 4);
    expect(targets[0]?.schemaMatch.high).toBeCloseTo(0.1718, 4);
  });

  it('a match that took a retry is none at the first try', () => {
    const { targets } = fold(planOf(['a']), [record({}, 50, 2), record({ mode: 'stream' })]);
    expect(targets[0]?.schemaMatch).toMatchObject({ matched: 1, firstTry: 0 });
  });

  it('skipped exchanges are not owed', () => {
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

  it('of nothing there is no rate', () => {
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

function errored(repetition: number, exchange: Exchange): ExchangeRecord {
  return record({ repetition, state: 'errored', exchange });
}

function latencyOf(...records: readonly ExchangeRecord[]) {
  return fold(planOf(['a'], 3), records).targets[0]?.latency;
}

describe('latency', () => {
  it('quantiles are exact, and one among what errored or is missing has no time', () => {
    const { targets, prompts } = fold(planOf(['a'], 6), [
      record({}, 10),
      record({ repetition: 1, state: 'failed' }, 20),
      record({ repetition: 2 }, 30),
      record({ repetition: 3, state: 'errored', exchange: refused({}) }),
      skipped({ repetition: 4 }),
    ]);
    expect(targets[0]?.latency).toEqual({
      p50Ms: 30,
      p95Ms: null,
      p99Ms: null,
      unanswered: 2,
      of: 5,
      deadlineMs: null,
    });
    expect(prompts[0]?.latencyMs).toBe(30);
  });

  it('what broke off is no whole answer, and an error that was expected is an answer', () => {
    const attempts = [buildAttempt({ sentMs: 0, lastByteMs: 40 })];
    const ended = refused({ kind: 'stream_interrupted' }, { attempts });
    const [brokenOff] = fold(planOf(['a'], 1), [record({ state: 'failed', exchange: ended })]).targets;
    expect(brokenOff?.latency).toMatchObject({ p50Ms: null, unanswered: 1, of: 1 });
    const [expected] = fold(planOf(['a'], 1), [record({ state: 'passed', exchange: ended })]).targets;
    expect(expected?.latency).toMatchObject({ p50Ms: 40, unanswered: 0, of: 1 });
  });

  it('the deadline stands for a time only where it ended all that gave none', () => {
    const late = refused({ kind: 'timeout', guard: 'exchange-deadline' });
    expect(latencyOf(record({}), errored(1, late), errored(2, late))?.deadlineMs).toBe(1000);
    expect(latencyOf(record({}), errored(1, late), errored(2, refused({})))?.deadlineMs).toBeNull();
    expect(latencyOf(record({}), errored(1, late))?.deadlineMs).toBeNull();
    expect(
      latencyOf(record({}), record({ repetition: 1 }), record({ repetition: 2 }))?.deadlineMs,
    ).toBeNull();
  });

  it('where all was skipped there is none', () => {
    const { targets, prompts } = fold(planOf(['a'], 1), [skipped({})]);
    expect(targets[0]?.latency).toEqual({
      p50Ms: null,
      p95Ms: null,
      p99Ms: null,
      unanswered: 0,
      of: 0,
      deadlineMs: null,
    });
    expect(prompts[0]?.latencyMs).toBeNull();
  });
});

describe('quality', () => {
  it('is the mean over prompts of what their answers hold, what is missing or errored holding nothing', () => {
    const { targets } = fold(planOf(['a', 'b', 'text']), [
      record({ score: { held: 3, of: 4 } }),
      record({ mode: 'stream', score: { held: 1, of: 4 } }),
      record({ prompt: 'b', score: { held: 2, of: 2 } }),
      record({ prompt: 'text' }),
    ]);
    expect(targets[0]?.quality).toMatchObject({ score: 0.5, prompts: 2, comparators: 4, facts: 2 });
    expect(targets[0]?.quality.low).toBeLessThan(0.5);
  });

  it('of nothing that is compared is unknown', () => {
    const { targets } = fold(planOf(['text']), [record({ prompt: 'text' })]);
    expect(targets[0]?.quality).toEqual({
      score: null,
      low: null,
      high: null,
      prompts: 0,
      comparators: 0,
      facts: 0,
    });
  });
});
