import { unknown, type Meter } from './measured.ts';

/** Planned exchanges of either side without a record (design, law 6). */
export const measureAccount: Meter = ({ prompts }) => {
  if (prompts.length === 0) return unknown('no prompt was asked of both sides');
  const observed = prompts.reduce(
    (sum, { baseline, candidate }) =>
      sum + baseline.measures.answered.missing + candidate.measures.answered.missing,
    0,
  );
  return { what: 'measured', observed, low: observed, high: observed, n: prompts.length, against: null };
};
