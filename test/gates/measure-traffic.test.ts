import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CriterionResult } from '../../src/contract/gates/decision.ts';
import type { TrafficEvidence } from '../../src/contract/rollout/rollout.ts';
import { DEFAULT_POLICY } from '../../src/contract/routing/default-policy.ts';
import { decide } from '../../src/gates/decide.ts';
import { judgeCriterion } from '../../src/gates/judge-criterion.ts';
import { criterionOf, evidenceOf, promptsOf } from './build-evidence.ts';

const GOOD: TrafficEvidence = {
  retries: { neither: 1_400, baseline: 0, candidate: 0, both: 0 },
  requests: 1_400,
  failed: 0,
  errorBudget: 0.01,
  unbroken: { hours: 24, windows: 24, incidents: [] },
  lacking: [],
  sources: ['live'],
};

function judged(id: string, more: Partial<TrafficEvidence> = {}): CriterionResult {
  const criterion = Object.values(DEFAULT_POLICY.stages)
    .flatMap(({ criteria }) => criteria)
    .find((each) => each.id === id);
  if (criterion === undefined) throw new Error(`no criterion ${id}`);
  return judgeCriterion(criterion, evidenceOf(promptsOf(3), { traffic: { ...GOOD, ...more } }));
}

const retries = (neither: number, baseline = 0, candidate = 0, both = 0) => ({
  retries: { neither, baseline, candidate, both },
});

describe('retries', () => {
  it('take 1,311 pairs without one to show that they do not rise by half a point', () => {
    expect(judged('retries', retries(1_311))).toMatchObject({ verdict: 'pass', n: 1_311 });
    expect(judged('retries', retries(1_310))).toMatchObject({ verdict: 'inconclusive', missingN: 1 });
  });

  it('fail where the candidate is surely sent more often again, and not where both are', () => {
    expect(judged('retries', retries(3_000, 0, 200)).verdict).toBe('fail');
    expect(judged('retries', retries(3_000, 0, 0, 200)).verdict).toBe('pass');
    expect(judged('retries', retries(3_000, 200, 0)).verdict).toBe('pass');
  });

  it('without a pair are not known', () => {
    expect(judged('retries', retries(0))).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no window asked both sides: rollout record',
    });
  });
});

describe('the error budget', () => {
  it('is kept where failures surely stay under it, and spent too fast where they surely do not', () => {
    expect(judged('budget', { requests: 2_000, failed: 2 })).toMatchObject({
      verdict: 'pass',
      observed: 0.1,
    });
    expect(judged('budget', { requests: 2_000, failed: 80 }).verdict).toBe('fail');
    expect(judged('budget', { requests: 100, failed: 0 }).verdict).toBe('inconclusive');
    expect(judged('budget', { requests: 0 }).reason).toBe(
      'no window of this step holds a request: rollout record',
    );
  });

  it('counts requests, also in what it says is missing', () => {
    const criterion = criterionOf('error-budget-burn', 1);
    const traffic = { ...GOOD, requests: 100 };
    const { sentence } = decide([criterion], evidenceOf(promptsOf(3), { traffic }), {
      allowSynthetic: false,
      maxAgeHours: 24,
    });
    expect(sentence).toMatch(/^\d+ more passing requests decide this \(error-budget-burn\)$/);
  });
});

describe('the way back', () => {
  it('is ready where nothing lacks, and not decided where something does, which is named', () => {
    expect(judged('way-back').verdict).toBe('pass');
    expect(judged('way-back', { lacking: ['the way back was never tried', 'no alias'] })).toMatchObject({
      verdict: 'inconclusive',
      observed: 0,
      reason: 'the way back was never tried; no alias',
    });
  });
});

const unbroken = (hours: number, ...incidents: readonly string[]) => ({
  unbroken: { hours, windows: hours, incidents },
});

describe('incidents', () => {
  it('are none over 24 hours of windows without a gap, and nothing is known of less', () => {
    expect(judged('incidents').verdict).toBe('pass');
    expect(judged('incidents', unbroken(23.9))).toMatchObject({
      verdict: 'inconclusive',
      reason: 'windows without a gap cover 23.9 h of the last 24 h at this step: rollout record',
    });
  });

  it('fail by one, however few the windows', () => {
    expect(judged('incidents', unbroken(2, 'finish/changed'))).toMatchObject({
      verdict: 'fail',
      reason: 'incidents: finish/changed',
    });
  });
});

it('without a ledger nothing of traffic is known', () => {
  for (const metric of [
    'retry-rate-change',
    'error-budget-burn',
    'rollback-readiness',
    'incidents',
  ] as const) {
    const { verdict, reason } = judgeCriterion(criterionOf(metric, 1), evidenceOf(promptsOf(3)));
    expect([verdict, reason]).toEqual([
      'inconclusive',
      'no rollout of these sides is started, so nothing is known of their traffic: rollout start',
    ]);
  }
});

it('no gate of traffic is opened by less of it, or by more that went wrong', () => {
  const few = fc.nat(2_000);
  const traffic: fc.Arbitrary<TrafficEvidence> = fc.record({
    retries: fc.record({ neither: few, baseline: fc.nat(3), candidate: fc.nat(3), both: fc.nat(3) }),
    requests: few,
    failed: fc.nat(3),
    errorBudget: fc.constantFrom(0.01, 0.1),
    unbroken: fc.record({ hours: fc.nat(30), windows: fc.nat(30), incidents: fc.constant([]) }),
    lacking: fc.constant([]),
    sources: fc.constant(['live'] as const),
  });
  const criteria = [
    ...(DEFAULT_POLICY.stages.partial?.criteria ?? []),
    ...(DEFAULT_POLICY.stages.full?.criteria ?? []),
    criterionOf('error-budget-burn', 1),
  ];
  const isOpen = (given: TrafficEvidence): readonly boolean[] =>
    criteria.map(
      (criterion) =>
        judgeCriterion(criterion, evidenceOf(promptsOf(1), { traffic: given })).verdict === 'pass',
    );
  let opened = 0;
  fc.assert(
    fc.property(traffic, fc.nat(50), (given, less) => {
      const before = isOpen(given);
      const worse: TrafficEvidence = {
        ...given,
        retries: {
          ...given.retries,
          neither: Math.max(given.retries.neither - less, 0),
          candidate: given.retries.candidate + Math.min(less, given.retries.neither),
        },
        failed: given.failed + Math.min(less, given.requests),
        unbroken: { ...given.unbroken, hours: Math.max(given.unbroken.hours - less, 0) },
        lacking: less === 0 ? [] : ['something'],
      };
      const after = isOpen(worse);
      opened += before.filter(Boolean).length;
      expect(after.filter((open, at) => open && before[at] !== true)).toEqual([]);
    }),
    { numRuns: 15 },
  );
  expect(opened).toBeGreaterThan(15);
});
