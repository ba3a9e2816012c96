import * as fc from 'fast-check';
import type { GateMetric } from '../../src/contract/gates/gate-metrics.ts';
import { GATE_METRICS, GATE_METRIC_NAMES } from '../../src/contract/gates/gate-metrics.ts';
import type { Criterion } from '../../src/contract/gates/migration.ts';
import type { Taking } from '../../src/gates/judge-evidence.ts';
import {
  MEASURES,
  type AskedAgain,
  type GateEvidence,
  type Held,
  type PromptEvidence,
  type PromptSide,
} from '../../src/gates/gate-evidence.ts';

/** A side of one repetition in two modes of which all went well, unless `more` says otherwise. */
export function sideOf(
  more: Partial<PromptSide['measures']> = {},
  latenciesMs: PromptSide['latenciesMs'] = [120],
): PromptSide {
  const good: Held = { of: 2, missing: 0, held: 2 };
  const measures = { schema: good, answered: good, uncut: good, whole: good, quality: good, ...more };
  return { measures, latenciesMs, serverErrors: [] };
}

function promptOf(name: string, more: Partial<PromptEvidence> = {}): PromptEvidence {
  const breaks = { candidate: [], noise: [], uncompared: 0 };
  const sides = { baseline: sideOf(), candidate: sideOf() };
  const asked = { unserved: null, again: null };
  return { suite: 'extraction', prompt: name, times: 1, ...sides, breaks, ...asked, ...more };
}

/** So many equal prompts. */
export function promptsOf(
  count: number,
  more: Partial<PromptEvidence> = {},
  from = 0,
): readonly PromptEvidence[] {
  return Array.from({ length: count }, (_, at) => promptOf(`p${from + at}`, more));
}

export function evidenceOf(
  prompts: readonly PromptEvidence[],
  more: Partial<GateEvidence> = {},
): GateEvidence {
  return {
    prompts,
    sources: ['live'],
    traffic: null,
    earlier: null,
    past: null,
    candidate: null,
    ageHours: 1,
    unfinished: [],
    lost: null,
    leftOut: [],
    modesLeftOut: [],
    changes: [],
    ...more,
  };
}

/** How a gate takes its evidence by default. */
export const TAKING: Taking = { allowSynthetic: false, maxAgeHours: 14 * 24 };

export function criterionOf(metric: GateMetric, threshold: number, more: Partial<Criterion> = {}): Criterion {
  return {
    id: metric,
    metric,
    threshold,
    decide: 'lower-bound',
    required: true,
    look: 'always',
    confidence: 0.95,
    minimumPrompts: 1,
    suites: null,
    workload: null,
    limits: null,
    ...more,
  };
}

const held: fc.Arbitrary<Held> = fc
  .tuple(fc.constantFrom(0, 2, 2, 2), fc.nat(6), fc.nat(12))
  .map(([of, less, gone]) => {
    const missing = gone === 0 ? Math.min(1, of) : 0;
    return { of, missing, held: Math.max(of - missing - (less === 0 ? 1 : 0), 0) };
  });

const side: fc.Arbitrary<PromptSide> = fc
  .record({
    schema: held,
    answered: held.map(({ missing, held: all }) => ({ of: 2, missing, held: Math.min(all, 2 - missing) })),
    uncut: held,
    whole: held,
    quality: held,
  })
  .chain((measures) =>
    fc.record({
      measures: fc.constant(measures),
      latenciesMs: fc
        .array(fc.integer({ min: 50, max: 400 }), {
          minLength: measures.answered.held,
          maxLength: measures.answered.held,
        })
        .map((times) => [...times, null, null].slice(0, measures.answered.of)),
      serverErrors: fc.array(fc.constantFrom('overloaded 503', 'server_error 500'), {
        maxLength: Math.max(2 - measures.answered.held - measures.answered.missing, 0),
      }),
    }),
  );

const names = fc.array(fc.constantFrom('finish/changed', 'parity/type-changed at /total'), { maxLength: 1 });

/** Pairs of one prompt that was asked again: so many of which none could be compared, and so many that one side breaks. */
export function againOf(more: Partial<AskedAgain> = {}): AskedAgain {
  const serverErrors = { baseline: [], candidate: [] };
  return { pairs: 20, missing: 0, uncompared: 0, worse: 0, better: 0, serverErrors, ...more };
}

const classes = fc.array(fc.constantFrom('overloaded 503', 'server_error 500'), { maxLength: 2 });

const again: fc.Arbitrary<AskedAgain> = fc
  .record({
    pairs: fc.constantFrom(20, 20, 20, 7),
    uncompared: fc.constantFrom(0, 0, 0, 1, 3),
    isMissing: fc.boolean(),
    worse: fc.constantFrom(0, 0, 1, 2, 4, 5, 6),
    better: fc.constantFrom(0, 0, 0, 1, 2),
    serverErrors: fc.record({ baseline: classes, candidate: fc.oneof(fc.constant([]), classes) }),
  })
  .map(({ pairs, uncompared, isMissing, worse, better, serverErrors }) => {
    const missing = isMissing ? uncompared : 0;
    const kept = Math.min(worse, pairs - uncompared);
    return {
      pairs,
      uncompared,
      missing,
      worse: kept,
      better: Math.min(better, pairs - uncompared - kept),
      serverErrors,
    };
  });

const prompt: fc.Arbitrary<PromptEvidence> = fc.record({
  suite: fc.constantFrom('extraction', 'tools'),
  prompt: fc.constantFrom('a', 'b', 'c'),
  times: fc.constant(1),
  baseline: side,
  candidate: side,
  unserved: fc.constant(null),
  breaks: fc.record({
    candidate: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, names),
    noise: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, names, fc.constant(null)),
    uncompared: fc.constantFrom(0, 0, 0, 1),
  }),
  again: fc.oneof(fc.constant(null), again),
});

export const anyPrompts = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constant(promptOf('good')) }, prompt),
  { minLength: 1, maxLength: 40 },
);

/** Criteria that few prompts can pass: what never passes proves nothing of what must not open. */
export const anyCriterion: fc.Arbitrary<Criterion> = fc
  .record({
    metric: fc.constantFrom(...GATE_METRIC_NAMES),
    strictness: fc.double({ min: 0, max: 1, noNaN: true }),
    decide: fc.constantFrom('point' as const, 'lower-bound' as const),
    look: fc.constantFrom('once' as const, 'always' as const),
    confidence: fc.constantFrom(0.6, 0.9, 0.95),
  })
  .map(({ metric, strictness, ...more }) => {
    const { least, most, unit } = GATE_METRICS[metric];
    const top = unit === 'ms' ? 500 : Math.min(most, 4);
    return criterionOf(metric, least + strictness * (top - least), more);
  });

/** An exchange that was there is not: of every measure that it counted in. */
export function without({ measures, latenciesMs, serverErrors }: PromptSide): PromptSide {
  const gone = MEASURES.map((measure): readonly [string, Held] => {
    const { of, missing, held: all } = measures[measure];
    if (of === missing) return [measure, measures[measure]];
    return [measure, { of, missing: missing + 1, held: Math.min(all, of - missing - 1) }];
  });
  return {
    measures: { ...measures, ...Object.fromEntries(gone) },
    latenciesMs: withoutFirst(latenciesMs),
    serverErrors: serverErrors.slice(1),
  };
}

/** A prompt that the candidate's target cannot be asked, as it is gathered. */
export function unservedOf(prompt: PromptEvidence): PromptEvidence {
  const { measures, latenciesMs } = prompt.candidate;
  const none = MEASURES.map((measure): readonly [string, Held] => [
    measure,
    { of: measures[measure].of, missing: 0, held: 0 },
  ]);
  return {
    ...prompt,
    unserved: 'limit/output',
    candidate: {
      measures: { ...measures, ...Object.fromEntries(none) },
      latenciesMs: latenciesMs.map(() => null),
      serverErrors: [],
    },
    breaks: { candidate: [], noise: prompt.breaks.noise, uncompared: prompt.breaks.uncompared + 1 },
  };
}

/** An answer less: its time is none. */
export function withoutFirst(latenciesMs: PromptSide['latenciesMs']): PromptSide['latenciesMs'] {
  return latenciesMs.length === 0 ? [] : [...latenciesMs.slice(1), null];
}
