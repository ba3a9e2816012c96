import { knownBounds } from './bounds.ts';
import { countOf, wasAsked } from './gate-evidence.ts';
import { unknown, type Meter } from './measured.ts';

/** Planned exchanges of either side without a record (design, law 6). */
export const measureAccount: Meter = ({ prompts }) => {
  const asked = prompts.filter((prompt) => wasAsked(prompt) || prompt.baseline.measures.answered.of > 0);
  if (asked.length === 0) return unknown('no prompt was asked of both sides');
  const observed = prompts.reduce(
    (sum, { times, baseline, candidate }) =>
      sum + times * (baseline.measures.answered.missing + candidate.measures.answered.missing),
    0,
  );
  return {
    what: 'measured',
    observed,
    bounds: knownBounds({ low: observed, high: observed }),
    n: countOf(asked),
    against: null,
  };
};
