import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/contract/exchanges/exchange.ts';
import type { FindingCode } from '../../src/contract/findings.ts';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { ExchangeRecord } from '../../src/contract/exchanges/record.ts';
import { gatherPrompt, type GatheredPair } from '../../src/gates/gather-evidence.ts';
import type { PromptEvidence } from '../../src/gates/gate-evidence.ts';
import { answered, buildAttempt, refused } from '../build-exchange.ts';

function record(exchange: Exchange, more: Partial<ExchangeRecord> = {}): ExchangeRecord {
  const schema = { check: 'output-schema', status: 'pass', notes: [] } as const;
  return {
    case: exchange.case,
    state: exchange.outcome.type === 'response' ? 'passed' : 'errored',
    reason: null,
    exchange,
    verdicts: exchange.outcome.type === 'response' ? [schema] : [],
    truncation: null,
    score: { held: 3, of: 4 },
    opinion: null,
    ...more,
  };
}

function at(mode: Mode, repetition = 1): Pick<Exchange['case'], 'mode' | 'repetition'> {
  return { mode, repetition };
}

const good = (mode: Mode, repetition = 1): ExchangeRecord => record(answered({}, at(mode, repetition)));
const bothGood = (mode: Mode) => ({ baseline: good(mode), candidate: good(mode) });
const NO_BREAKS = { candidate: [], noise: [] };

function gathered(pairs: readonly Partial<GatheredPair>[], repeat = 1): Omit<PromptEvidence, 'again'> {
  const gathering = gatherPrompt(
    { suite: 's', prompt: 'p', modes: ['send', 'stream'], repeat, hasSchema: true, isScored: true },
    () => 50,
  );
  for (const pair of pairs) gathering.add({ baseline: null, candidate: null, breaks: NO_BREAKS, ...pair });
  return gathering.gathered();
}

function failedBy(code: FindingCode): Partial<ExchangeRecord> {
  const finding = { code, pointer: '', message: 'as found', expected: null, observed: null };
  return { state: 'failed', verdicts: [{ check: 'any', status: 'fail', findings: [finding], notes: [] }] };
}

describe('the times of a prompt', () => {
  const slow = new Map<string, number>();
  const timed = (mode: Mode, repetition: number, ms: number): ExchangeRecord => {
    slow.set(`${mode} ${repetition}`, ms);
    return good(mode, repetition);
  };

  it('are one a repetition: its slowest answer, none where one of its exchanges gave none', () => {
    const gathering = gatherPrompt(
      { suite: 's', prompt: 'p', modes: ['send', 'stream'], repeat: 3, hasSchema: false, isScored: false },
      ({ case: { mode, repetition } }) => slow.get(`${mode} ${repetition}`) ?? null,
    );
    const pairs = [
      timed('send', 1, 90),
      timed('stream', 1, 120),
      timed('send', 2, 40),
      timed('stream', 3, 70),
      timed('send', 3, 60),
    ];
    for (const record of pairs) gathering.add({ baseline: record, candidate: record, breaks: NO_BREAKS });
    expect(gathering.gathered().candidate.latenciesMs).toEqual([70, 120, null]);
  });
});

describe('what is gathered of a prompt', () => {
  it('is a share of each measure of what was planned', () => {
    const { candidate, breaks } = gathered([bothGood('send'), bothGood('stream')]);
    const whole = { of: 2, missing: 0, held: 2 };
    expect(candidate).toEqual({
      measures: {
        schema: whole,
        answered: whole,
        uncut: whole,
        whole: { of: 1, missing: 0, held: 1 },
        quality: { of: 2, missing: 0, held: 1.5 },
      },
      latenciesMs: [50],
      serverErrors: [],
    });
    expect(breaks).toEqual({ candidate: [], noise: [], uncompared: 0 });
  });

  it('counts as missing what has no record, on one side or on both', () => {
    const { baseline, candidate, breaks } = gathered([{ baseline: good('send'), breaks: null }], 2);
    expect(baseline.measures.answered).toEqual({ of: 4, missing: 3, held: 1 });
    expect(candidate.measures.answered).toEqual({ of: 4, missing: 4, held: 0 });
    expect(candidate.measures.whole).toEqual({ of: 2, missing: 2, held: 0 });
    expect(breaks.uncompared).toBe(4);
  });

  const skipped = (mode: Mode): ExchangeRecord => ({
    ...good(mode),
    state: 'skipped',
    reason: 'limit/output',
    exchange: null,
    verdicts: [],
    score: null,
  });

  it('leaves out what the baseline cannot serve, and what neither can', () => {
    const without = gathered([
      { baseline: skipped('send'), candidate: good('send') },
      { baseline: skipped('stream'), candidate: good('stream') },
    ]);
    expect([without.baseline.measures.answered.of, without.candidate.measures.answered.of]).toEqual([0, 2]);
    const neither = gathered([
      { baseline: skipped('send'), candidate: skipped('send') },
      { baseline: skipped('stream'), candidate: skipped('stream') },
    ]);
    expect(neither).toMatchObject({ unserved: null, breaks: { uncompared: 0 } });
    expect(neither.candidate.measures.answered.of).toBe(0);
  });

  it.each<[string, Partial<GatheredPair>]>([
    ['answers', { baseline: good('send') }],
    ['has no record of', { baseline: null }],
  ])('counts as failed what the candidate cannot serve and the baseline %s', (_what, of) => {
    const { unserved, candidate, breaks } = gathered([
      { ...of, candidate: skipped('send') },
      { baseline: good('stream'), candidate: skipped('stream') },
    ]);
    const failed = { of: 2, missing: 0, held: 0 };
    expect(unserved).toBe('limit/output');
    expect(candidate).toEqual({
      measures: {
        schema: failed,
        answered: failed,
        uncut: failed,
        whole: { ...failed, of: 1 },
        quality: failed,
      },
      latenciesMs: [null],
      serverErrors: [],
    });
    expect(breaks.uncompared).toBe(2);
  });

  it.each<[string, Partial<ExchangeRecord>, object]>([
    ['an answer that was cut', failedBy('truncation/silent'), { uncut: { of: 2, missing: 0, held: 1 } }],
    [
      'an answer against its schema',
      failedBy('schema/required-missing'),
      { schema: { of: 2, missing: 0, held: 1 } },
    ],
    ['a stream without its end', failedBy('stream/incomplete'), { whole: { of: 1, missing: 0, held: 0 } }],
  ])('%s does not hold its measure', (_what, more, measures) => {
    const { candidate } = gathered([
      { baseline: good('send'), candidate: good('send') },
      { baseline: good('stream'), candidate: { ...good('stream'), ...more } },
    ]);
    expect(candidate.measures).toMatchObject(measures);
  });

  it('an error holds nothing but the time that it took, which is none', () => {
    const error = record(refused({ kind: 'rate_limited' }, at('send')), { score: null });
    const { candidate } = gathered([{ baseline: good('send'), candidate: error }]);
    expect(candidate.measures.answered.held).toBe(0);
    expect(candidate.measures.quality.held).toBe(0);
    expect(candidate.latenciesMs).toEqual([null]);
    expect(candidate.serverErrors).toEqual([]);
  });

  it('knows the server errors of attempts that were made good', () => {
    const { error } = { error: refused({ kind: 'overloaded', status: 503 }).outcome };
    const failed = buildAttempt({ status: 503, error: error.type === 'error' ? error.error : null });
    const exchange = { ...answered({}, at('send')), attempts: [failed, failed, buildAttempt()] };
    const { candidate } = gathered([{ baseline: good('send'), candidate: record(exchange) }]);
    expect(candidate.serverErrors).toEqual(['overloaded 503']);
  });

  it('knows no noise of a baseline that was asked once', () => {
    const pair = { baseline: good('send'), candidate: good('send') };
    const once = gathered([{ ...pair, breaks: { candidate: ['finish/changed'], noise: null } }]);
    expect(once.breaks).toMatchObject({ candidate: ['finish/changed'], noise: null });
  });
});
