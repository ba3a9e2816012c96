import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Criterion } from '../../src/contract/gates/migration.ts';
import { decide } from '../../src/gates/decide.ts';
import {
  MEASURES,
  type AskedAgain,
  type PromptEvidence,
  type PromptSide,
} from '../../src/gates/gate-evidence.ts';
import {
  anyCriterion,
  anyPrompts,
  evidenceOf,
  unservedOf,
  without,
  withoutFirst,
  TAKING,
} from '../gates/build-evidence.ts';

function verdictOn(prompts: readonly PromptEvidence[], criterion: Criterion): string {
  return decide([criterion], evidenceOf(prompts), TAKING).verdict;
}

interface Change {
  readonly at: number;
  readonly measure: (typeof MEASURES)[number];
}

const anyChange = fc.record({ at: fc.nat(), measure: fc.constantFrom(...MEASURES) });

type Worse = (prompt: PromptEvidence, change: Change) => PromptEvidence;

/** Of pairs of evidence, how many opened before: the property must have met some. */
function neverOpens(worsen: Worse): number {
  let opened = 0;
  fc.assert(
    fc.property(anyPrompts, anyCriterion, anyChange, (prompts, criterion, change) => {
      const at = change.at % prompts.length;
      const worse = prompts.map((prompt, index) => (index === at ? worsen(prompt, change) : prompt));
      const [before, after] = [verdictOn(prompts, criterion), verdictOn(worse, criterion)];
      if (before === 'open') opened += 1;
      expect(after === 'open' && before !== 'open').toBe(false);
    }),
    { numRuns: 200 },
  );
  return opened;
}

function failing(side: PromptSide, measure: Change['measure']): PromptSide {
  const { of, missing, held } = side.measures[measure];
  const measures = { ...side.measures, [measure]: { of, missing, held: Math.max(held - 1, 0) } };
  return {
    ...side,
    measures,
    latenciesMs: measure === 'answered' ? withoutFirst(side.latenciesMs) : side.latenciesMs,
  };
}

function withAgain(prompt: PromptEvidence, changed: (again: AskedAgain) => AskedAgain): PromptEvidence {
  return prompt.again === null ? prompt : { ...prompt, again: changed(prompt.again) };
}

/** A pair that the candidate did not break, or that broke on the baseline's side alone, breaks on the candidate's. */
function breaking(again: AskedAgain, at: number): AskedAgain {
  const { pairs, uncompared, worse, better } = again;
  if (at % 2 === 0 && better > 0) return { ...again, better: better - 1 };
  return worse + better + uncompared < pairs ? { ...again, worse: worse + 1 } : again;
}

/** A pair that was compared is missing, with the server errors that it showed. */
function losing(again: AskedAgain, at: number): AskedAgain {
  const { pairs, uncompared, missing, worse, better, serverErrors } = again;
  if (uncompared === pairs) return again;
  const lost = { ...again, uncompared: uncompared + 1, missing: missing + 1 };
  const shown = { ...serverErrors, candidate: serverErrors.candidate.slice(1) };
  const same = pairs - uncompared - worse - better;
  if (same > 0 && at % 3 === 0) return { ...lost, serverErrors: shown };
  if (worse > 0 && at % 3 !== 1) return { ...lost, worse: worse - 1, serverErrors: shown };
  if (better > 0) return { ...lost, better: better - 1, serverErrors: shown };
  return same > 0 ? { ...lost, serverErrors: shown } : { ...lost, worse: worse - 1, serverErrors: shown };
}

describe('a gate is never opened', () => {
  it("by a failure of the candidate in a pass's place", () => {
    const opened = neverOpens((prompt, { measure }) => ({
      ...prompt,
      candidate: failing(prompt.candidate, measure),
    }));
    expect(opened).toBeGreaterThan(20);
  });

  it('by an exchange of the candidate that is missing', () => {
    const opened = neverOpens((prompt) => ({
      ...prompt,
      candidate: without(prompt.candidate),
      breaks: { candidate: [], noise: prompt.breaks.noise, uncompared: prompt.breaks.uncompared + 1 },
    }));
    expect(opened).toBeGreaterThan(20);
  });

  it('by a prompt that the candidate cannot be asked: whatever else holds, it is closed', () => {
    const opened = neverOpens(unservedOf);
    expect(opened).toBeGreaterThan(20);
    fc.assert(
      fc.property(anyPrompts, anyCriterion, fc.nat(), (prompts, criterion, at) => {
        const worse = prompts.map((prompt, index) =>
          index === at % prompts.length ? unservedOf(prompt) : prompt,
        );
        expect(verdictOn(worse, criterion)).toBe('closed');
      }),
    );
  });

  it('by an exchange of the baseline that is missing', () => {
    const opened = neverOpens((prompt) => ({
      ...prompt,
      baseline: without(prompt.baseline),
      breaks: { candidate: [], noise: null, uncompared: prompt.breaks.uncompared + 1 },
    }));
    expect(opened).toBeGreaterThan(20);
  });

  it('by an answer of the candidate that comes later, or a server error that it gives', () => {
    const opened = neverOpens((prompt, { at }) => ({
      ...prompt,
      candidate: {
        ...prompt.candidate,
        latenciesMs: prompt.candidate.latenciesMs.map((time) => (time === null ? null : time + at)),
        serverErrors: [...prompt.candidate.serverErrors, 'server_error 599'],
      },
    }));
    expect(opened).toBeGreaterThan(20);
  });

  it('by a break of the candidate, or the want of a second answer of the baseline', () => {
    const opened = neverOpens((prompt) => ({
      ...prompt,
      breaks: { ...prompt.breaks, candidate: ['finish/changed'], noise: null },
    }));
    expect(opened).toBeGreaterThan(20);
  });

  it('by a pair asked again that the candidate breaks, or that is missing', () => {
    const broken = neverOpens((prompt, { at }) => withAgain(prompt, (again) => breaking(again, at)));
    const lost = neverOpens((prompt, { at }) => withAgain(prompt, (again) => losing(again, at)));
    expect(Math.min(broken, lost)).toBeGreaterThan(20);
  });

  it('by an interval that is wider', () => {
    fc.assert(
      fc.property(anyPrompts, anyCriterion, (prompts, criterion) => {
        const open = [0.6, 0.8, 0.9, 0.95, 0.99].map(
          (confidence) => verdictOn(prompts, { ...criterion, confidence }) === 'open',
        );
        expect(open).toEqual(open.toSorted((a, b) => Number(b) - Number(a)));
      }),
      { numRuns: 200 },
    );
  });

  it('by evidence that ages', () => {
    fc.assert(
      fc.property(anyPrompts, anyCriterion, fc.nat(2_000), fc.nat(2_000), (prompts, criterion, a, b) => {
        const at = (ageHours: number): string =>
          decide([criterion], evidenceOf(prompts, { ageHours }), TAKING).verdict;
        if (at(Math.max(a, b)) === 'open') expect(at(Math.min(a, b))).toBe('open');
        expect(at(15 * 24)).not.toBe('open');
      }),
    );
  });
});

describe('a decision', () => {
  it('of prompts that came out alike is that of each of them by itself', () => {
    fc.assert(
      fc.property(anyPrompts, anyCriterion, fc.integer({ min: 2, max: 5 }), (prompts, criterion, times) => {
        const apart = prompts.flatMap((prompt) => Array.from({ length: times }, () => prompt));
        const together = prompts.map((prompt) => ({ ...prompt, times }));
        expect(verdictOn(together, criterion)).toBe(verdictOn(apart, criterion));
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of prompts, and is the same again', () => {
    fc.assert(
      fc.property(anyPrompts, fc.array(anyCriterion, { minLength: 1, maxLength: 4 }), (prompts, criteria) => {
        const text = (rows: readonly PromptEvidence[]): string =>
          JSON.stringify(decide(criteria, evidenceOf(rows), TAKING));
        expect(text(prompts.toReversed())).toBe(text(prompts));
        expect(text(prompts)).toBe(text(prompts));
      }),
    );
  });
});
