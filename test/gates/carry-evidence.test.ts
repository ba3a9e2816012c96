import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/contract/routing/default-policy.ts';
import type { Criterion } from '../../src/contract/gates/migration.ts';
import type { Carried, JudgedRuns } from '../../src/gates/carry-evidence.ts';
import type { PromptEvidence } from '../../src/gates/gate-evidence.ts';
import { judgeCriterion, verdictOn } from '../../src/gates/judge-criterion.ts';
import { anyPrompts, criterionOf, evidenceOf, promptsOf } from './build-evidence.ts';
import { BASIS, OF_OLD, openBook, ROOT, runAt } from './evidence-book.ts';

const truncation = criterionOf('truncation-rate-change', 0.02);

describe('evidence that is carried from run to run', () => {
  it('is what the prompts of all runs would come to together, whatever the metric', () => {
    const always = Object.values(DEFAULT_POLICY.stages)
      .flatMap(({ criteria }) => criteria)
      .filter(({ look, decide }) => look === 'always' && decide === 'lower-bound');
    const ofRuns = always.filter(({ metric }) => !/retry|burn|latency/.test(metric));
    expect(ofRuns.length).toBeGreaterThan(5);
    fc.assert(
      fc.property(anyPrompts, anyPrompts, fc.constantFrom(...ofRuns), (first, second, criterion) => {
        // What was asked again is of one run alone, and so is a baseline that answers too little.
        const [before, now] = [first, second].map((prompts) => prompts.map(answered));
        const book = openBook();
        book.judge(runAt(1, before ?? []));
        const { earlier } = book.judge(runAt(2, now ?? []));
        const carried = judgeCriterion(criterion, evidenceOf(now ?? [], { earlier }));
        const together = judgeCriterion(criterion, evidenceOf([...(before ?? []), ...(now ?? [])]));
        if (carried.observed === null) return;
        expect(carried.observed).toBeCloseTo(together.observed ?? Number.NaN, 9);
        expect([carried.n, carried.low, carried.high]).toEqual([
          together.n,
          expect.closeTo(together.low ?? Number.NaN, 8),
          expect.closeTo(together.high ?? Number.NaN, 8),
        ]);
      }),
    );
  });

  it('counts a run once, however often, by whatever name and against whatever goldens it is judged', () => {
    const book = openBook();
    const run = runAt(1, promptsOf(100));
    book.judge(run);
    const again = book.judge(run);
    expect(again).toMatchObject({ isKept: true, earlier: { runs: 0, tallies: [] } });
    expect(book.lines).toHaveLength(1);
    // Judged anew against other goldens it is another line, of the same answers.
    const anew = { ...run, draws: [...run.draws, 'root b'], basis: { ...BASIS, goldens: 'h' } };
    expect(book.judge(anew).earlier.runs).toBe(0);
    expect(book.lines).toHaveLength(2);
    const next = book.judge(runAt(2, promptsOf(100)));
    expect(next.shown.counted.map(({ line }) => line)).toEqual([2]);
    // Two runs that share a side share its answers.
    const shared = { ...runAt(3, promptsOf(100)), draws: ['asked r2', 'asked r3'] };
    expect(book.judge(shared).shown.counted.map(({ line }) => line)).toEqual([2]);
  });

  it('comes to the same in whatever order runs are judged', () => {
    const runs = Array.from({ length: 6 }, (_, at) =>
      runAt(at + 1, promptsOf(20 + at), { draws: [`asked ${at}`, `seed ${at % 5}`] }),
    );
    const last = runAt(9, promptsOf(30));
    const inOrder = openBook();
    for (const run of runs) inOrder.judge(run);
    const wanted = namesIn(inOrder.carry(last));
    fc.assert(
      fc.property(fc.shuffledSubarray(runs, { minLength: runs.length }), (shuffled) => {
        const book = openBook();
        for (const run of shuffled) book.judge(run);
        const carried = book.carry(last);
        expect(namesIn(carried)).toEqual(wanted);
      }),
    );
    expect(wanted).toHaveLength(5);
  });

  it('begins anew for no order of runs, and for no second simulation of a seed', () => {
    const runs = Array.from({ length: 6 }, (_, at) => runAt(at + 1, promptsOf(20)));
    fc.assert(
      fc.property(fc.shuffledSubarray(runs, { minLength: runs.length }), (shuffled) => {
        const book = openBook();
        for (const run of shuffled) expect(book.judge(run).earlier.restarts).toBe(0);
      }),
    );
    const book = openBook();
    for (const run of runs) {
      const draws = [...run.draws, 'seed 1'];
      expect(book.judge({ ...run, draws }).earlier).toMatchObject({ restarts: 0, runs: 0 });
    }
    expect(book.lines).toHaveLength(6);
  });

  it('never counts what is stale, foreign or of another question, and says why', () => {
    const now = 400;
    const strange: readonly (readonly [JudgedRuns, RegExp])[] = [
      [runAt(10, promptsOf(9)), /older than 336 hours/],
      [runAt(401, promptsOf(9)), /a time to come/],
      [runAt(-1, promptsOf(9)), /before the first step/],
      [runAt(300, promptsOf(9), { source: 'simulate' }), /synthetic/],
      [
        runAt(301, promptsOf(9), { candidate: { target: 'other', run: 'x', root: ROOT } }),
        /of old and other/,
      ],
      ...(['configuration', 'suites', 'goldens', 'prompts', 'askings', 'version'] as const).map(
        (place, at) =>
          [
            runAt(302 + at, promptsOf(9), { basis: { ...BASIS, [place]: 'other' } }),
            new RegExp(`its ${place} is another`),
          ] as const,
      ),
      [
        runAt(320, promptsOf(9), {
          fingerprints: { baseline: OF_OLD, candidate: { 'its name of the model': ['llama-5'] } },
        }),
        /new is no longer what it was: its name of the model was llama-5, and is llama-4-scout/,
      ],
    ];
    const book = openBook({ maxAgeHours: 336 });
    for (const [run] of strange) book.judge(run, now);
    book.judge(runAt(330, promptsOf(9)), now);
    const { shown } = book.carry(runAt(399, promptsOf(9)), now);
    expect(shown.counted.map(({ runs }) => runs)).toEqual([['r330']]);
    expect(shown.leftOut).toHaveLength(strange.length);
    for (const [at, [, why]] of strange.entries()) expect(shown.leftOut[at]?.why).toMatch(why);
    const pinned = openBook({ pinned: ['b'.repeat(64)] });
    pinned.judge(runAt(1, promptsOf(9)));
    expect(pinned.carry(runAt(2, promptsOf(9))).shown.leftOut[0]?.why).toMatch(/not pinned/);
  });

  it('is given no further chance to be wrong for nothing when it begins anew', () => {
    const book = openBook();
    book.judge(runAt(1, promptsOf(9)));
    expect(book.judge(runAt(2, promptsOf(9))).earlier.restarts).toBe(0);
    const other = { basis: { ...BASIS, configuration: 'd' } };
    const { earlier } = book.judge(runAt(3, promptsOf(325), other));
    expect(earlier.restarts).toBe(1);
    expect(book.judge(runAt(4, promptsOf(9), other)).earlier.restarts).toBe(1);
    expect(
      book.judge(runAt(5, promptsOf(9), { basis: { ...BASIS, configuration: 'e' } })).earlier.restarts,
    ).toBe(2);
    // 325 prompts without a difference are enough at 95%, and here it takes 97.5%.
    expect(at(null)).toMatchObject({ verdict: 'pass', confidence: 0.95 });
    expect(at(earlier)).toMatchObject({ verdict: 'inconclusive', confidence: 0.975 });
  });

  it('makes few prompts no more, and leaves alone what one look or a point decides', () => {
    const book = openBook();
    for (let hours = 1; hours < 9; hours += 1) book.judge(runAt(hours, promptsOf(50)));
    const { earlier } = book.carry(runAt(10, promptsOf(50)));
    const on = (criterion: Criterion) => judgeCriterion(criterion, evidenceOf(promptsOf(50), { earlier }));
    expect(on(truncation)).toMatchObject({ verdict: 'pass', n: 450 });
    expect(on({ ...truncation, minimumPrompts: 51 })).toMatchObject({
      verdict: 'inconclusive',
      reason: '50 of at least 51 prompts',
    });
    expect(on({ ...truncation, look: 'once' }).n).toBe(50);
    expect(on({ ...truncation, decide: 'point' }).n).toBe(50);
    expect(on(criterionOf('p95-latency-ratio', 1.1)).n).toBe(50);
    expect(verdictOn(truncation, evidenceOf([], { earlier }))).toBe('inconclusive');
  });
});

function at(earlier: Carried['earlier'] | null) {
  return judgeCriterion(truncation, evidenceOf(promptsOf(325), { earlier }));
}

function namesIn({ shown }: Carried): readonly string[] {
  return shown.counted.flatMap(({ runs }) => runs).toSorted();
}

function answered(prompt: PromptEvidence): PromptEvidence {
  const all = { of: 2, missing: 0, held: 2 };
  const measures = { ...prompt.baseline.measures, answered: all };
  return { ...prompt, again: null, baseline: { ...prompt.baseline, measures } };
}
