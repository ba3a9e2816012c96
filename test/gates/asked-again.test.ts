import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CriterionResult } from '../../src/contract/gates/decision.ts';
import { decide } from '../../src/gates/decide.ts';
import type { AskedAgain, PromptEvidence } from '../../src/gates/gate-evidence.ts';
import { gatherAgain } from '../../src/gates/gather-again.ts';
import { judgeAgain } from '../../src/gates/judge-again.ts';
import { planAgain } from '../../src/gates/plan-again.ts';
import { signEValue } from '../../src/stats/sign-e-value.ts';
import { answered, buildAttempt, refused } from '../build-exchange.ts';
import { againOf, criterionOf, evidenceOf, promptsOf, sideOf, TAKING } from './build-evidence.ts';

const BREAKS = criterionOf('breaking-differences', 0.02);
const ERRORS = criterionOf('new-server-errors', 0, { decide: 'point' });

function judged(criterion: typeof BREAKS, prompts: readonly PromptEvidence[]): CriterionResult | undefined {
  return decide([criterion], evidenceOf(prompts), TAKING).criteria[0];
}

const seen = { candidate: ['finish/changed'], noise: [], uncompared: 0 };
const good = promptsOf(700, {}, 10);

describe('a break that was asked again', () => {
  it('fails and is named where its pairs confirm it, each prompt asked again raising what that takes', () => {
    const alone = promptsOf(1, { breaks: seen, again: againOf({ pairs: 7, worse: 7 }) });
    expect(judged(BREAKS, [...alone, ...good])).toMatchObject({
      verdict: 'fail',
      reason:
        'finish/changed breaks a client on p0, which was asked again: 7 of 7 pairs, the baseline alone in 0',
    });
    const another = promptsOf(1, { breaks: seen, again: againOf() }, 1);
    // Evidence of 31.9, and two prompts take 40.
    expect(judged(BREAKS, [...alone, ...another, ...good])?.verdict).toBe('inconclusive');
  });

  it('does not stand in the way where 20 pairs do not confirm it', () => {
    const noise = promptsOf(1, { breaks: seen, again: againOf({ worse: 4, better: 3 }) });
    expect(judged(BREAKS, [...noise, ...good])).toMatchObject({ verdict: 'pass' });
    const few = promptsOf(1, { breaks: seen, again: againOf({ pairs: 19, worse: 4, better: 3 }) });
    expect(judged(BREAKS, [...few, ...good])).toMatchObject({
      verdict: 'inconclusive',
      reason:
        "finish/changed on 1 prompt is not shown apart from the baseline's own noise: asking again decides",
    });
  });

  it('is open where it was not asked again, or where what gave no answer could have confirmed it', () => {
    expect(judged(BREAKS, [...promptsOf(1, { breaks: seen }), ...good])?.verdict).toBe('inconclusive');
    const silent = promptsOf(1, { breaks: seen, again: againOf({ worse: 3, uncompared: 4 }) });
    expect(judged(BREAKS, [...silent, ...good])).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(
        /it was asked again, and too many pairs speak for it or gave no answer on both sides$/,
      ),
    });
    const nearly = promptsOf(1, { breaks: seen, again: againOf({ worse: 3, uncompared: 1 }) });
    expect(judged(BREAKS, [...nearly, ...good])?.verdict).toBe('pass');
  });

  it('is still held to its share of all prompts', () => {
    const again = againOf({ worse: 2, better: 2 });
    const many = promptsOf(60, { breaks: { ...seen, noise: ['finish/changed'] }, again });
    expect(judged(BREAKS, [...many, ...good])?.verdict).toBe('pass');
    const beyond = promptsOf(60, { breaks: { ...seen, noise: null }, again });
    expect(judged(BREAKS, [...beyond, ...good])?.verdict).not.toBe('pass');
  });
});

const errors = (...candidate: readonly string[]) => ({ baseline: [], candidate });

describe('a server error that the baseline never gave', () => {
  const shows = { ...sideOf(), serverErrors: ['server_error 599'] };
  const once = (more: Partial<PromptEvidence> = {}) => promptsOf(1, { candidate: shows, ...more });

  it('is there when it is seen as often as equal sides would not show it, on its prompt or on others', () => {
    const shown = Array.from({ length: 5 }, () => 'server_error 599');
    const again = againOf({ pairs: 7, serverErrors: errors(...shown) });
    expect(judged(ERRORS, [...once({ again }), ...good])?.verdict).toBe('fail');
    const others = promptsOf(5, { candidate: shows }, 1);
    expect(judged(ERRORS, [...once(), ...others, ...good])?.verdict).toBe('fail');
    const fewer = againOf({ pairs: 20, serverErrors: errors(...shown.slice(1)) });
    expect(judged(ERRORS, [...once({ again: fewer }), ...good])).toMatchObject({
      verdict: 'inconclusive',
      reason: 'p0 gave server_error 599 5 times, which the baseline never did: 6 times show that it is new',
    });
  });

  it('is open when it was seen once, and says what decides it', () => {
    expect(judged(ERRORS, [...once(), ...good])).toMatchObject({
      verdict: 'inconclusive',
      reason:
        'p0 gave server_error 599 once, which the baseline never did: 6 times show that it is new, and asking again decides',
    });
  });

  it('is bounded where asking again did not show it', () => {
    expect(judged(ERRORS, [...once({ again: againOf() }), ...good])).toMatchObject({
      verdict: 'pass',
      observed: 0,
      reason: '0 keeps the ceiling 0; fewer than 0.68% of prompts show one (95% sure)',
    });
    expect(
      judged(ERRORS, [...once({ again: againOf({ missing: 1, uncompared: 1 }) }), ...good])?.verdict,
    ).toBe('inconclusive');
  });

  it('is none where the baseline gave it when it was asked again', () => {
    const again = againOf({ serverErrors: { baseline: ['server_error 599'], candidate: [] } });
    expect(judged(ERRORS, [...once({ again }), ...good])?.verdict).toBe('pass');
  });
});

const plan = (prompts: readonly PromptEvidence[], criteria = [BREAKS, ERRORS]) =>
  planAgain(criteria, evidenceOf([...prompts, ...good]));

describe('what is to be asked again', () => {
  it('is each prompt that breaks, at first as often as confirms it, and then the rest', () => {
    expect(plan(promptsOf(1, { breaks: seen }))).toEqual({
      prompts: [{ suite: 'extraction', prompt: 'p0' }],
      pairs: 8,
    });
    expect(plan(promptsOf(1, { breaks: seen }), [BREAKS])?.pairs).toBe(7);
    expect(plan(promptsOf(9, { breaks: seen }))?.pairs).toBe(12);
    const begun = againOf({ pairs: 7, worse: 2, better: 1 });
    expect(plan(promptsOf(1, { breaks: seen, again: begun }))?.pairs).toBe(13);
  });

  it('is nothing where all was asked as often as it is, or never seen, and nothing that no criterion asks of', () => {
    expect(plan([])).toBeNull();
    expect(plan(promptsOf(1, { breaks: seen, again: againOf() }))).toBeNull();
    expect(plan(promptsOf(1, { breaks: seen }), [ERRORS])).toBeNull();
  });

  it('is each prompt that gave a server error which is not shown to be new yet', () => {
    const shows = { ...sideOf(), serverErrors: ['server_error 599'] };
    expect(plan(promptsOf(1, { candidate: shows }))?.prompts).toEqual([
      { suite: 'extraction', prompt: 'p0' },
    ]);
    expect(plan(promptsOf(2, { candidate: shows }))?.prompts).toHaveLength(2);
    expect(plan(promptsOf(6, { candidate: shows }))).toBeNull();
  });
});

const breaks = (candidate: boolean, baseline = false) => ({ candidate, baseline });

describe('pairs of a prompt', () => {
  const both = { baseline: answered({}), candidate: answered({}) };

  it('break where one of their modes does, on one side alone or on both', () => {
    const gathering = gatherAgain(['send', 'stream'], ['1', '2', '3']);
    gathering.add('1', { mode: 'send', ...both, breaks: breaks(false) });
    gathering.add('1', { mode: 'stream', ...both, breaks: breaks(true) });
    gathering.add('2', { mode: 'stream', ...both, breaks: breaks(false, true) });
    gathering.add('2', { mode: 'send', ...both, breaks: breaks(true) });
    gathering.add('3', { mode: 'send', ...both, breaks: breaks(false, true) });
    gathering.add('3', { mode: 'stream', ...both, breaks: breaks(false) });
    expect(gathering.gathered()).toMatchObject({ pairs: 3, missing: 0, uncompared: 0, worse: 1, better: 1 });
  });

  it('count as not compared where a mode of them is missing, or was not answered', () => {
    const gathering = gatherAgain(['send', 'stream'], ['1', '2', '3']);
    gathering.add('1', { mode: 'send', ...both, breaks: breaks(true) });
    gathering.add('2', { mode: 'send', ...both, breaks: breaks(true) });
    const attempts = [buildAttempt({ status: 503, error: null })];
    const silent = refused({ kind: 'overloaded', status: 503 }, { attempts });
    gathering.add('2', { mode: 'stream', ...both, candidate: silent, breaks: null });
    gathering.add('4', { mode: 'stream', ...both, breaks: breaks(true) });
    expect(gathering.gathered()).toMatchObject({ pairs: 3, missing: 2, uncompared: 3, worse: 0 });
  });

  it('hold one server error of a class, whatever modes showed it', () => {
    const error = refused({ kind: 'overloaded', status: 529 });
    if (error.outcome.type !== 'error') throw new Error('refused is an error');
    const attempts = [buildAttempt({ status: 529, error: error.outcome.error })];
    const gathering = gatherAgain(['send', 'stream'], ['1']);
    for (const mode of ['send', 'stream'] as const) {
      gathering.add('1', { mode, baseline: answered({}), candidate: { ...error, attempts }, breaks: null });
    }
    expect(gathering.gathered().serverErrors).toEqual({ baseline: [], candidate: ['overloaded 529'] });
  });
});

const judge = (prompts: readonly PromptEvidence[]) => judgeAgain(evidenceOf([...prompts, ...good]));

describe('what two sides left open', () => {
  it.each<[string, Partial<AskedAgain>]>([
    ['the candidate broke alone in some of them', { worse: 4 }],
    ['the candidate broke alone in one of them', { worse: 1 }],
    ['too many were not compared', { uncompared: 2 }],
  ])('is not refuted by 20 pairs where %s: it is undecided', (_what, more) => {
    const judged = judge(promptsOf(1, { breaks: seen, again: againOf(more) }));
    expect(judged).toMatchObject({
      verdict: 'inconclusive',
      reason:
        '20 pairs do not decide whether the candidate breaks a client more than the baseline by itself on p0',
      prompts: [{ verdict: 'inconclusive' }],
    });
  });

  it('is refuted only by pairs that speak against a break, whatever those had shown that are not compared', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(3), (a, b, uncompared) => {
        const worse = Math.min(a, 20 - uncompared);
        const better = Math.min(b, 20 - uncompared - worse);
        const again = againOf({ worse, better, uncompared });
        const [row] = judge(promptsOf(1, { breaks: seen, again })).prompts;
        const isAgainst = signEValue(worse + uncompared, better, 1) < 1.001;
        expect(row?.verdict === 'pass').toBe(isAgainst);
        if (better === 0 && worse + uncompared > 0) expect(row?.verdict).not.toBe('pass');
      }),
    );
  });

  it('is confirmed, refuted or open still', () => {
    expect(judge([])).toMatchObject({ verdict: 'pass', reason: 'nothing is left open' });
    expect(judge(promptsOf(1, { breaks: seen, again: againOf({ worse: 9 }) }))).toMatchObject({
      verdict: 'fail',
      reason: 'the candidate breaks a client on p0',
      prompts: [{ prompt: 'p0', verdict: 'fail', breaks: ['finish/changed'] }],
    });
    expect(judge(promptsOf(1, { breaks: seen, again: againOf() }))).toMatchObject({ verdict: 'pass' });
    const noise = againOf({ worse: 4, better: 3 });
    expect(judge(promptsOf(1, { breaks: seen, again: noise })).verdict).toBe('pass');
    expect(judge(promptsOf(2, { breaks: seen }))).toMatchObject({
      verdict: 'inconclusive',
      reason: '2 prompts that break a client were not asked again',
    });
  });
});
