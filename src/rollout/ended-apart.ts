import type { BodyOf } from '../contract/rollout/ledger.ts';
import { signEValue } from '../stats/sign-e-value.ts';

/** How many pairs of requests one side alone ended with an error of a class. */
export type EndedApart = BodyOf<'window'>['endedApart'][number];

/** Few requests find an outage. */
const PRIOR = 1;

/** Evidence of this alarms falsely one time in twenty at most, however often one looks. */
const ENOUGH = 20;

/** Counts of several windows together, by their class. */
export function sumEndedApart(counts: readonly EndedApart[]): readonly EndedApart[] {
  return [...Map.groupBy(counts, ({ name }) => name)]
    .map(([name, rows]) => ({
      name,
      baseline: rows.reduce((sum, { baseline }) => sum + baseline, 0),
      candidate: rows.reduce((sum, { candidate }) => sum + candidate, 0),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The classes with which the candidate's requests end more often than the baseline's. Where the sides are alike, which of
 * them ends so alone is a fair coin. The j-th class to be met has a share of 1 / (j (j + 1)) of the chance to be wrong, so
 * that all together raise a false alarm with a chance of 5% at most.
 */
export function endedMoreOften(counts: readonly EndedApart[]): ReadonlySet<string> {
  const bar = ENOUGH * counts.length * (counts.length + 1);
  const more = counts.filter(({ baseline, candidate }) => signEValue(candidate, baseline, PRIOR) >= bar);
  return new Set(more.map(({ name }) => name));
}
