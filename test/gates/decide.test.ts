import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/contract/routing/default-policy.ts';
import type { CriterionResult } from '../../src/contract/gates/decision.ts';
import type { GateMetric } from '../../src/contract/gates/gate-metrics.ts';
import { GATE_METRICS } from '../../src/contract/gates/gate-metrics.ts';
import { STAGES, type Criterion } from '../../src/contract/gates/migration.ts';
import { decide } from '../../src/gates/decide.ts';
import type { GateEvidence, Measure, PromptEvidence } from '../../src/gates/gate-evidence.ts';
import { criterionOf, evidenceOf, promptsOf, sideOf, TAKING, unservedOf } from './build-evidence.ts';

function judged(prompts: readonly PromptEvidence[], criterion: Criterion): CriterionResult {
  const [first] = decide([criterion], evidenceOf(prompts), TAKING).criteria;
  if (first === undefined) throw new Error('a criterion gives a result');
  return first;
}

const HALF = { of: 2, missing: 0, held: 1 };

/** Of `n` prompts so many of which the candidate fails one exchange in a measure. */
function failing(measure: Measure, failed: number, n: number): readonly PromptEvidence[] {
  return [
    ...promptsOf(failed, { candidate: sideOf({ [measure]: HALF }) }),
    ...promptsOf(n - failed, {}, failed),
  ];
}

describe('a floor under the schema match', () => {
  const floor = criterionOf('schema-match', 0.95);

  it('takes 488 of 500 when one may look on any night, and tells what is missing of it', () => {
    expect(judged(failing('schema', 12, 500), floor)).toMatchObject({
      verdict: 'pass',
      n: 500,
      observed: 0.976,
    });
    const less = judged(failing('schema', 13, 500), floor);
    expect(less).toMatchObject({ verdict: 'inconclusive', missingN: 7 });
    expect(judged(failing('schema', 13, 507), floor).verdict).toBe('pass');
    expect(judged(failing('schema', 13, 506), floor).verdict).toBe('inconclusive');
  });

  it('takes less when it is looked at once, and 59 prompts at the least', () => {
    const once = { ...floor, look: 'once' } as const;
    expect(judged(failing('schema', 0, 59), once).verdict).toBe('pass');
    expect(judged(failing('schema', 0, 58), once)).toMatchObject({ verdict: 'inconclusive', missingN: 1 });
    expect(judged(failing('schema', 17, 500), once).verdict).toBe('inconclusive');
    expect(judged(failing('schema', 16, 500), once).verdict).toBe('pass');
  });

  it('fails what cannot reach it, and by the point whatever does not', () => {
    expect(judged(failing('schema', 60, 500), floor).verdict).toBe('fail');
    const point = { ...floor, decide: 'point' } as const;
    expect(judged(failing('schema', 25, 500), point).verdict).toBe('pass');
    expect(judged(failing('schema', 26, 500), point).verdict).toBe('fail');
    expect(judged(failing('schema', 0, 20), { ...point, minimumPrompts: 30 })).toMatchObject({
      verdict: 'inconclusive',
      missingN: 10,
    });
  });

  it('counts the prompts of its suites alone', () => {
    const rows = [
      ...promptsOf(500),
      ...promptsOf(100, { suite: 'tools', candidate: sideOf({ schema: HALF }) }, 500),
    ];
    expect(judged(rows, floor).verdict).toBe('fail');
    expect(judged(rows, { ...floor, suites: ['extraction'] })).toMatchObject({ verdict: 'pass', n: 500 });
    expect(judged(rows, { ...floor, suites: ['vision'] })).toMatchObject({ verdict: 'inconclusive', n: 0 });
  });
});

describe('a change from the baseline', () => {
  it.each<[GateMetric, number, number]>([
    ['schema-match-change', -0.03, 215],
    ['quality-change', -0.02, 325],
    ['error-rate-change', 0.02, 325],
    ['truncation-rate-change', 0.02, 325],
    ['incomplete-stream-rate-change', 0.02, 325],
    ['breaking-differences', 0.02, 325],
  ])('%s within %d takes %i prompts that do not differ', (metric, threshold, n) => {
    expect(judged(promptsOf(n), criterionOf(metric, threshold)).verdict).toBe('pass');
    expect(judged(promptsOf(n - 1), criterionOf(metric, threshold))).toMatchObject({
      verdict: 'inconclusive',
      missingN: 1,
    });
  });

  it.each<[GateMetric, Measure]>([
    ['quality-change', 'quality'],
    ['error-rate-change', 'answered'],
    ['truncation-rate-change', 'uncut'],
    ['incomplete-stream-rate-change', 'whole'],
  ])('%s fails where the candidate is worse by far', (metric, measure) => {
    const threshold = metric === 'quality-change' ? -0.02 : 0.02;
    expect(judged(failing(measure, 100, 400), criterionOf(metric, threshold)).verdict).toBe('fail');
    expect(judged(failing(measure, 4, 400), criterionOf(metric, threshold)).verdict).toBe('inconclusive');
  });

  it('looked at once is the interval of the pairs', () => {
    const once = criterionOf('schema-match-change', -0.03, { look: 'once' });
    expect(judged(promptsOf(100), once)).toMatchObject({ verdict: 'pass', observed: 0 });
    expect(judged(promptsOf(50), once).verdict).toBe('inconclusive');
  });

  it('is not held against a baseline that itself gives no answer', () => {
    const rows = [
      ...promptsOf(40, { baseline: sideOf({ answered: { of: 2, missing: 0, held: 0 } }, [null]) }),
      ...promptsOf(400, {}, 40),
    ];
    expect(judged(rows, criterionOf('error-rate-change', 0.02))).toMatchObject({
      verdict: 'inconclusive',
      reason: 'the baseline itself gave no answer to 80 of 880 requests',
    });
  });
});

/** Prompts of 100 to 199 ms, and so many times slower on the candidate. */
function spread(n: number, slower: number): readonly PromptEvidence[] {
  return Array.from({ length: n }, (_, at) => {
    const time = 100 + (at % 100);
    const candidate = sideOf({}, [time * slower]);
    return promptsOf(1, { baseline: sideOf({}, [time]), candidate }, at);
  }).flat();
}

/** 500 prompts, each asked so many times: from 100 to 2,000 ms by the prompt, and by a tenth from asking to asking. */
function asked(times: number, slower: number): readonly PromptEvidence[] {
  return Array.from({ length: 500 }, (_, at) => {
    const of = (factor: number): readonly number[] =>
      Array.from({ length: times }, (__, ask) => factor * (100 + at * 3.8) * (1 + 0.1 * ((at + ask) % 2)));
    return promptsOf(1, { baseline: sideOf({}, of(1)), candidate: sideOf({}, of(slower)) }, at);
  }).flat();
}

describe('latencies', () => {
  const ratio = criterionOf('p95-latency-ratio', 1.1, { look: 'once' });

  it('of sides that do not differ pass, and of one that is much slower fail', () => {
    expect(judged(spread(500, 1), ratio)).toMatchObject({ verdict: 'pass', observed: 1 });
    expect(judged(spread(500, 1.3), ratio).verdict).toBe('fail');
    expect(judged(spread(500, 1), { ...ratio, look: 'always' }).verdict).toBe('pass');
    expect(judged(spread(30, 1), { ...ratio, look: 'always' }).verdict).toBe('inconclusive');
  });

  it('rest on every asking of a prompt, and on no difference between prompts', () => {
    const [once, thrice] = [judged(asked(1, 1), ratio), judged(asked(3, 1), ratio)];
    expect([once.n, thrice.n]).toEqual([500, 1_500]);
    expect(Math.log(thrice.high ?? 9)).toBeLessThan(Math.log(once.high ?? 0) / 2);
    expect(judged(asked(3, 1.2), ratio).verdict).toBe('fail');
  });

  it('count what gave no answer as longer than any', () => {
    const silent = { candidate: sideOf({ answered: HALF }, [null]) };
    expect(judged([...spread(500, 1), ...promptsOf(60, silent, 500)], ratio)).toMatchObject({
      verdict: 'fail',
      observed: null,
    });
  });

  it('of replayed answers are none, and those of a simulator are its own', () => {
    const under = criterionOf('p95-latency-ms', 8_000, { look: 'once' });
    expect(judged(promptsOf(59), under).verdict).toBe('pass');
    expect(judged(promptsOf(58), under).verdict).toBe('inconclusive');
    const replayed = decide([under], evidenceOf(promptsOf(59), { sources: ['replay'] }), {
      ...TAKING,
      allowSynthetic: true,
    });
    expect(replayed.criteria).toMatchObject([
      { verdict: 'inconclusive', reason: 'times of replayed answers are none' },
    ]);
  });
});

const shows = (...serverErrors: readonly string[]) => ({ ...sideOf(), serverErrors });

describe('server errors that the baseline never gave', () => {
  const none = criterionOf('new-server-errors', 0, { decide: 'point' });

  it('fail when so many exchanges show one as equal sides would not, and leave it open until then', () => {
    const once = [...promptsOf(400), ...promptsOf(1, { candidate: shows('overloaded 529') }, 400)];
    expect(judged(once, none)).toMatchObject({ verdict: 'inconclusive', missingN: null });
    const five = [...once, ...promptsOf(4, { candidate: shows('overloaded 529') }, 401)];
    expect(judged(five, none)).toMatchObject({
      verdict: 'inconclusive',
      reason:
        'p400, p401, p402 and 2 more gave overloaded 529 5 times, which the baseline never did: 6 times show that it is new, and asking again decides',
    });
    const often = [...five, ...promptsOf(1, { candidate: shows('overloaded 529') }, 405)];
    expect(judged(often, none)).toMatchObject({
      verdict: 'fail',
      reason: 'the baseline never gave overloaded 529',
    });
    // Whoever looks at two classes may be misled by either.
    const others = promptsOf(1, { baseline: shows('server_error 500') }, 406);
    expect(judged([...often, ...others], none).verdict).toBe('inconclusive');
    const known = [...often, ...promptsOf(1, { baseline: shows('overloaded 529') }, 407)];
    expect(judged(known, none).verdict).toBe('pass');
  });

  it('are not absent where the candidate was asked nothing: what it skipped shows nothing', () => {
    const skipped = { of: 0, missing: 0, held: 0 };
    const nothing = { schema: skipped, answered: skipped, uncut: skipped, whole: skipped, quality: skipped };
    const unasked = promptsOf(400, { candidate: sideOf(nothing, []) });
    expect(judged(unasked, none).verdict).toBe('inconclusive');
    expect(judged([...unasked, ...promptsOf(10, {}, 400)], none).n).toBe(10);
    const account = criterionOf('unaccounted-exchanges', 0, { decide: 'point' });
    const idle = promptsOf(400, { baseline: sideOf(nothing, []), candidate: sideOf(nothing, []) });
    expect(judged(idle, account).verdict).toBe('inconclusive');
  });

  it('are bounded by how many prompts showed none', () => {
    expect(judged(promptsOf(500), none).high).toBeCloseTo(0.006, 4);
    expect(judged(promptsOf(3_000), none).high).toBeCloseTo(0.001, 4);
  });
});

describe('breaking differences', () => {
  const breaks = criterionOf('breaking-differences', 0.02);
  const broken = { breaks: { candidate: ['finish/changed'], noise: [], uncompared: 0 } };
  const noisy = { breaks: { candidate: [], noise: ['finish/changed'], uncompared: 0 } };
  const unasked = { breaks: { candidate: ['finish/changed'], noise: null, uncompared: 0 } };

  it('fail when they are more than the noise of the baseline', () => {
    expect(judged([...promptsOf(7, broken), ...promptsOf(400, {}, 7)], breaks)).toMatchObject({
      verdict: 'fail',
      reason: 'finish/changed breaks a client on 7 prompts, more than the baseline by itself',
    });
    const equal = [...promptsOf(7, broken), ...promptsOf(7, noisy, 7), ...promptsOf(400, {}, 14)];
    expect(judged(equal, breaks).verdict).toBe('inconclusive');
  });

  it('are not judged where the baseline was asked once', () => {
    expect(judged([...promptsOf(30, unasked), ...promptsOf(400, {}, 30)], breaks)).toMatchObject({
      verdict: 'inconclusive',
      missingN: null,
    });
  });
});

const verdictOf = (criteria: readonly Criterion[], evidence: GateEvidence) =>
  decide(criteria, evidence, TAKING);

describe('what is missing', () => {
  const gone = { of: 2, missing: 1, held: 1 };
  const lost = sideOf({ schema: gone, answered: gone, uncut: gone, whole: gone, quality: gone });

  it.each<[GateMetric, number]>([
    ['schema-match-change', -0.03],
    ['quality-change', -0.02],
    ['error-rate-change', 0.02],
  ])('of the baseline went well there, and makes up for nothing: %s', (metric, threshold) => {
    const lostByBaseline = promptsOf(10, { baseline: lost });
    expect(
      judged([...lostByBaseline, ...promptsOf(315, {}, 10)], criterionOf(metric, threshold)).observed,
    ).toBe(0);
  });

  it('of the candidate went wrong', () => {
    const rows = [...promptsOf(10, { candidate: lost }), ...promptsOf(490, {}, 10)];
    expect(judged(rows, criterionOf('schema-match', 0.95)).observed).toBe(0.98);
    expect(judged(rows, criterionOf('error-rate', 0.5)).observed).toBeCloseTo(0.02, 12);
    expect(judged(rows, criterionOf('error-rate-change', 0.02)).observed).toBeCloseTo(0.01, 12);
    expect(judged(rows, criterionOf('unaccounted-exchanges', 0, { decide: 'point' }))).toMatchObject({
      verdict: 'fail',
      observed: 10,
    });
  });

  it.each<[string, Partial<PromptEvidence>]>([
    ['candidate', { candidate: lost }],
    ['baseline', { baseline: lost }],
  ])('of the %s leaves open whether it broke', (_side, more) => {
    const breaks = { candidate: [], noise: [], uncompared: 1 };
    const rows = [...promptsOf(1, { ...more, breaks }), ...promptsOf(2_000, {}, 1)];
    expect(judged(rows, criterionOf('breaking-differences', 0.02))).toMatchObject({
      verdict: 'inconclusive',
      missingN: null,
    });
  });

  it('leaves open which server errors the candidate would have given', () => {
    const rows = [...promptsOf(1, { candidate: lost }), ...promptsOf(2_000, {}, 1)];
    const none = criterionOf('new-server-errors', 0, { decide: 'point' });
    expect(judged(rows, none)).toMatchObject({ verdict: 'inconclusive', missingN: null });
  });

  it('was not compared, and may have broken', () => {
    const breaks = { candidate: [], noise: [], uncompared: 1 };
    const rows = [...promptsOf(20, { breaks }), ...promptsOf(400, {}, 20)];
    const criterion = criterionOf('breaking-differences', 0.02);
    expect(judged(rows, criterion).observed).toBeCloseTo(20 / 420, 12);
    expect(judged(rows, criterion).verdict).not.toBe('pass');
  });
});

/** Of `n` prompts so many that the candidate cannot be asked. */
const unserved = (count: number, n: number): readonly PromptEvidence[] => [
  ...promptsOf(count).map(unservedOf),
  ...promptsOf(n - count, {}, count),
];
const ofHalf = (metric: GateMetric, threshold: number): CriterionResult | undefined =>
  decide(
    [criterionOf(metric, threshold, { look: 'once' })],
    evidenceOf(unserved(200, 400)),
    TAKING,
  ).criteria.at(-1);

describe('what the candidate alone cannot be asked', () => {
  it.each<[GateMetric, number, number]>([
    ['schema-match', 0.95, 0.5],
    ['schema-match-change', -0.03, -0.5],
    ['quality-change', -0.02, -0.5],
    ['error-rate', 0.02, 0.5],
    ['error-rate-change', 0.02, 0.5],
    ['truncation-rate-change', 0.02, 0.5],
    ['incomplete-stream-rate-change', 0.02, 0.5],
    ['breaking-differences', 0.02, 0.5],
  ])('is a loss by %s', (metric, threshold, observed) => {
    const result = decide([criterionOf(metric, threshold)], evidenceOf(unserved(200, 400)), TAKING);
    expect(result.criteria.at(-1)).toMatchObject({ n: 400, observed });
    expect(result.criteria.at(-1)?.verdict).not.toBe('pass');
  });

  it('took longer than any, and shows no server errors that are not there', () => {
    expect(ofHalf('p95-latency-ratio', 1.1)).toMatchObject({ verdict: 'fail', observed: null });
    expect(ofHalf('new-server-errors', 0)?.n).toBe(200);
  });

  it('closes every stage however few it is, and is said with its reason', () => {
    const two = [...unserved(2, 500), ...promptsOf(1, { unserved: 'capability/tools' }, 500)];
    const { verdict, sentence } = verdictOf([passing], evidenceOf(two));
    expect([verdict, sentence]).toEqual([
      'closed',
      'evidence-served: the candidate cannot be asked 3 of 501 prompts that the baseline can (limit/output on 2, ' +
        'capability/tools on 1): each counts as failed, unless the suites of the migration leave it out',
    ]);
    const ofTraffic = criterionOf('rollback-readiness', 1);
    expect(verdictOf([ofTraffic], evidenceOf(two)).verdict).toBe('closed');
  });
});

it('a sum of shares does not depend on the order of its prompts', () => {
  const thirds = [1, 2, 3, 4, 5, 6, 7].map((part) => {
    const quality = { of: 1, missing: 0, held: part / 7 };
    return promptsOf(1, { candidate: sideOf({ quality }) }, part);
  });
  const [inOrder, reversed] = [thirds.flat(), thirds.toReversed().flat()];
  const criterion = criterionOf('quality-change', -0.02);
  const rotations = inOrder.map((_, at) => [...inOrder.slice(at), ...inOrder.slice(0, at)]);
  const texts = [inOrder, reversed, ...rotations].map((rows) => JSON.stringify(judged(rows, criterion)));
  expect(new Set(texts).size).toBe(1);
});

const passing = criterionOf('schema-match', 0.95);

/** Of 500 prompts so many failing their schema, judged with other criteria beside it. */
function judgedBeside(failed: number, criteria: readonly Criterion[]) {
  return verdictOf([passing, ...criteria], evidenceOf(failing('schema', failed, 500)));
}

describe('a gate', () => {
  const open = criterionOf('error-budget-burn', 1);

  it('is open when all that is required holds, closed when one fails, else inconclusive', () => {
    const good = evidenceOf(promptsOf(500));
    expect(verdictOf([passing], good)).toMatchObject({
      verdict: 'open',
      sentence: 'all 1 required criteria hold',
    });
    expect(verdictOf([passing, open], good).verdict).toBe('inconclusive');
    expect(verdictOf([passing, { ...open, required: false }], good).verdict).toBe('open');
    const bad = evidenceOf(failing('schema', 100, 500));
    expect(verdictOf([passing, open], bad).verdict).toBe('closed');
    expect(verdictOf([{ ...passing, required: false }], good).verdict).toBe('inconclusive');
    expect(verdictOf([], good).verdict).toBe('inconclusive');
  });

  it('is closed by one of several criteria when that is surer than one alone takes', () => {
    const others = [1, 2, 3].map((at) => criterionOf('error-rate-change', 0.02, { id: `other-${at}` }));
    const least =
      Array.from({ length: 500 }, (_, failed) => failed).find(
        (failed) => judgedBeside(failed, []).verdict === 'closed',
      ) ?? 0;
    const alone = judgedBeside(least, others);
    expect(alone.verdict).toBe('inconclusive');
    expect(alone.criteria[0]?.reason).toMatch(
      /which breaks the floor 95%; one of 4 criteria closes a gate when it is 98\.8% sure$/,
    );
    expect(judgedBeside(least + 6, others).verdict).toBe('closed');
    const advice = others.map((criterion) => ({ ...criterion, required: false }));
    expect(judgedBeside(least, advice).verdict).toBe('closed');
  });

  it('says in one sentence what would open it', () => {
    const short = evidenceOf(failing('schema', 13, 500));
    expect(verdictOf([passing], short).sentence).toBe('7 more passing prompts decide this (schema-match)');
    expect(verdictOf([passing, open], short).sentence).toBe(
      'error-budget-burn: no rollout of these sides is started, so nothing is known of their traffic: rollout start (and 1 more is not decided)',
    );
  });

  it.each<[string, Partial<GateEvidence>]>([
    ['a simulator answered', { sources: ['live', 'simulate'] }],
    ['a recording answered', { sources: ['replay'] }],
    ['the evidence is old', { ageHours: 15 * 24 }],
    ['nobody knows how old it is', { ageHours: null }],
    ['an endpoint is no longer what it was', { changes: ['nim is no longer what it was'] }],
    ['a run that asks again was cut short', { unfinished: ['20260101-000000-0000'] }],
    ['prompts of the migration were not asked', { leftOut: [{ suite: 'tools', prompts: 3, of: 40 }] }],
    ['one body alone was asked for', { modesLeftOut: ['stream'] }],
    ['nothing was asked', { prompts: [] }],
    [
      'more than a tenth of live requests was lost',
      { lost: { lost: 60, of: 560, reasons: [{ reason: 'queue-full', requests: 60 }] } },
    ],
  ])('stays shut where %s', (_what, more) => {
    expect(verdictOf([passing], evidenceOf(promptsOf(500), more)).verdict).toBe('inconclusive');
  });

  it('says which prompts were left out, as far as something required is about them', () => {
    const leftOut = [
      { suite: 'extraction', prompts: 1, of: 60 },
      { suite: 'tools', prompts: 30, of: 30 },
    ];
    const evidence = evidenceOf(promptsOf(500), { leftOut });
    expect(verdictOf([passing], evidence)).toMatchObject({
      verdict: 'inconclusive',
      sentence:
        'evidence-of-all: 31 prompts of the migration (1 of 60 of extraction, 30 of 30 of tools) were not asked of both sides: ' +
        'name runs that asked all of them, or narrow the suites of the migration',
    });
    const other = { ...passing, suites: ['bugs'] };
    const advice = { ...criterionOf('error-rate', 0.5), required: false };
    const ofTraffic = criterionOf('rollback-readiness', 1);
    const reasons = (criteria: readonly Criterion[]): readonly string[] =>
      verdictOf(criteria, evidence).criteria.map(({ id }) => id);
    expect(reasons([other, advice])).toEqual(['schema-match', 'error-rate']);
    expect(reasons([ofTraffic])).toEqual(['rollback-readiness']);
    expect(reasons([{ ...passing, suites: ['tools'] }])).toEqual(['evidence-of-all', 'schema-match']);
    const inOneMode = evidenceOf(promptsOf(500), { modesLeftOut: ['send'] });
    expect(verdictOf([ofTraffic], inOneMode).criteria.map(({ id }) => id)).toEqual(['rollback-readiness']);
  });

  it('judges synthetic evidence where it is allowed, and says that it is', () => {
    const evidence = evidenceOf(promptsOf(500), { sources: ['simulate'] });
    expect(decide([passing], evidence, { ...TAKING, allowSynthetic: true })).toMatchObject({
      verdict: 'open',
      synthetic: true,
    });
  });
});

describe('the policy that is there without being written', () => {
  it('has every stage, and thresholds that its metrics can have', () => {
    expect(Object.keys(DEFAULT_POLICY.stages)).toEqual([...STAGES]);
    const all = STAGES.flatMap((stage) => DEFAULT_POLICY.stages[stage]?.criteria ?? []);
    const wrong = all.filter(({ metric, threshold }) => {
      const { least, most } = GATE_METRICS[metric];
      return threshold < least || threshold > most;
    });
    expect(wrong).toEqual([]);
  });

  it('opens the stage of shadow on 500 prompts that do not differ, and no later stage on runs alone', () => {
    const opened = STAGES.filter((stage) => {
      const criteria = DEFAULT_POLICY.stages[stage]?.criteria ?? [];
      return decide(criteria, evidenceOf(promptsOf(500)), TAKING).verdict === 'open';
    });
    expect(opened).toEqual(['shadow']);
  });
});
