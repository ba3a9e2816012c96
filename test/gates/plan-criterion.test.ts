import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/contract/routing/default-policy.ts';
import type { AssumedSides } from '../../src/contract/gates/gate-plan.ts';
import { STAGES } from '../../src/contract/gates/migration.ts';
import { chanceToOpen } from '../../src/gates/chance-to-open.ts';
import type { Earlier } from '../../src/gates/gate-evidence.ts';
import { planCriterion, type PromptToAsk } from '../../src/gates/plan-criterion.ts';
import { binomialCdf } from '../../src/stats/binomial.ts';
import { bootstrapQuantile, bootstrapRatio } from '../../src/stats/bootstrap-quantile.ts';
import { inverseNormal } from '../../src/stats/inverse-normal.ts';
import { quantileSequence } from '../../src/stats/quantile-sequence.ts';
import { criterionOf } from './build-evidence.ts';

const SIDES: AssumedSides = { failing: 0.01, differing: 0.02, spread: 0.6 };
const PROMPT: PromptToAsk = {
  suite: 'tools',
  hasSchema: true,
  isScored: true,
  hasStream: true,
  inputTokens: 300,
  outputTokens: 200,
};

const ask = (n: number, more: Partial<PromptToAsk> = {}): readonly PromptToAsk[] =>
  Array.from({ length: n }, () => ({ ...PROMPT, ...more }));

describe('the chance to open', () => {
  it('of a floor is that of so few failures, exactly', () => {
    const floor = criterionOf('schema-match', 0.95);
    // 488 of 500 pass, 487 do not.
    expect(chanceToOpen(floor, 500, SIDES)).toBeCloseTo(binomialCdf(12, 500, 0.01), 9);
    const once = criterionOf('schema-match', 0.95, { look: 'once' });
    expect(chanceToOpen(once, 59, { ...SIDES, failing: 0 })).toBe(1);
    expect(chanceToOpen(once, 58, { ...SIDES, failing: 0 })).toBe(0);
  });

  it('of a change is none below what it takes without any difference, and all of it there', () => {
    const change = criterionOf('error-rate-change', 0.02);
    const never = { ...SIDES, differing: 0 };
    expect(chanceToOpen(change, 324, never)).toBe(0);
    expect(chanceToOpen(change, 325, never)).toBe(1);
  });

  // 400 simulated paths that may stop at any prompt: the median is 540 prompts, the 80th centile 980.
  it('of a change looked at once is a little less than that of looking all the way', () => {
    const change = criterionOf('error-rate-change', 0.02);
    const at = (n: number): number => chanceToOpen(change, n, SIDES) ?? 0;
    expect(at(540)).toBeGreaterThan(0.35);
    expect(at(540)).toBeLessThan(0.5);
    expect(at(980)).toBeGreaterThan(0.7);
    expect(at(980)).toBeLessThan(0.8);
  });

  it('of a point is one half where the sides do not differ and nothing may be lost', () => {
    const point = criterionOf('quality-change', 0, { decide: 'point' });
    const chance = chanceToOpen(point, 2_000, SIDES) ?? 0;
    expect(chance).toBeGreaterThan(0.5);
    expect(chance).toBeLessThan(0.6);
  });

  it('of a ratio to be looked at always rests on how wide such a sequence is', () => {
    const times = Float64Array.from({ length: 2_000 }, (_, at) =>
      Math.exp(0.6 * inverseNormal((at + 0.5) / 2_000)),
    );
    const { low, high } = quantileSequence(times, 0.95, { alpha: 0.025 });
    const p95 = bootstrapQuantile(times, 0.95);
    const once = bootstrapRatio(p95, p95, 0.9)?.high ?? 0;
    expect(Math.log(high / low) / Math.log(once)).toBeCloseTo(3, 0);
  });
});

describe('the plan of a criterion beside runs before', () => {
  const change = criterionOf('error-rate-change', 0.02);
  const never = { ...SIDES, differing: 0 };
  const before = (n: number, restarts = 0): Earlier => ({
    tallies: [{ metric: change.metric, suites: null, counts: [[0.5, n]], alone: null }],
    runs: 1,
    restarts,
  });

  it('asks for so many prompts less', () => {
    // Without a difference it takes 325, whichever run they are of.
    expect(chanceToOpen(change, 124, never, before(200))).toBe(0);
    expect(chanceToOpen(change, 125, never, before(200))).toBe(1);
    const planned = planCriterion(change, ask(60), 4, never, undefined, before(300));
    expect(planned).toMatchObject({ earlier: 300, confidence: 0.95, chance: 1, needed: 25 });
    const floor = criterionOf('schema-match', 0.95);
    const failed: Earlier = {
      tallies: [{ metric: floor.metric, suites: null, counts: [[0, 30], [1, 470]], alone: null }], // prettier-ignore
      runs: 1,
      restarts: 0,
    };
    expect(chanceToOpen(floor, 500, SIDES)).toBeGreaterThan(0.99);
    expect(chanceToOpen(floor, 500, SIDES, failed)).toBeLessThan(0.05);
  });

  it('asks for more where evidence began anew, of what is looked at always alone', () => {
    const anew = planCriterion(change, ask(325), 4, never, undefined, before(0, 2));
    expect(anew.confidence).toBeCloseTo(1 - 0.05 / 6, 12);
    expect([anew.chance, (anew.needed ?? 0) > 325]).toEqual([0, true]);
    const once = { ...change, look: 'once' } as const;
    const plan = (earlier: Earlier | null) => planCriterion(once, ask(325), 4, never, undefined, earlier);
    expect(plan(before(200, 2))).toEqual(plan(null));
  });
});

describe('the plan of a criterion', () => {
  it('says how many prompts it takes, and what they cost', () => {
    const latency = criterionOf('p95-latency-ratio', 1.1, { look: 'once' });
    expect(planCriterion(latency, ask(500), 4, SIDES)).toMatchObject({
      n: 500,
      tokens: 1_000_000,
      needed: 2_189,
      tokensNeeded: 4_378_000,
      reason: 'cannot be decided with 500 prompts: needs 2189',
    });
    expect(planCriterion(latency, ask(2_189), 4, SIDES).reason).toBe('can be decided with 2189 prompts');
  });

  it('counts the prompts that it would rest on', () => {
    const rows = [
      ...ask(100),
      ...ask(50, { hasSchema: false }),
      ...ask(30, { suite: 'vision', isScored: false }),
    ];
    const n = (metric: Parameters<typeof criterionOf>[0], suites: readonly string[] | null = null): number =>
      planCriterion(criterionOf(metric, 0, { suites }), rows, 1, SIDES).n;
    expect([n('schema-match-change'), n('quality-change'), n('error-rate-change')]).toEqual([130, 150, 180]);
    expect(n('error-rate-change', ['vision'])).toBe(30);
  });

  it('knows that no run decides what is of traffic', () => {
    expect(planCriterion(criterionOf('incidents', 0), ask(500), 4, SIDES)).toMatchObject({
      chance: null,
      needed: null,
    });
  });

  it('finds a number of prompts for every criterion of the default policy that a run can decide', () => {
    const planned = STAGES.flatMap((stage) => DEFAULT_POLICY.stages[stage]?.criteria ?? []).map((criterion) =>
      planCriterion(criterion, ask(500), 4, SIDES),
    );
    const undecidable = planned.filter(({ chance, needed }) => chance !== null && needed === null);
    expect(undecidable).toEqual([]);
    expect(planned.filter(({ chance }) => chance === null).map(({ id }) => id)).toEqual([
      'budget',
      'p50',
      'p95',
      'retries',
      'way-back',
      'incidents',
    ]);
  });
});
