import type { GateMetric } from '../contract/gates/gate-metrics.ts';
import type { Criterion } from '../contract/gates/migration.ts';
import type { ValueCounts } from '../stats/betting-bound.ts';
import type { GateEvidence } from './gate-evidence.ts';

/** The metrics whose e-process is a function of counts. Of times there are none, and ledgers tell of traffic by themselves. */
export const TALLIED = [
  'schema-match',
  'error-rate',
  'schema-match-change',
  'quality-change',
  'error-rate-change',
  'truncation-rate-change',
  'incomplete-stream-rate-change',
  'breaking-differences',
] as const satisfies readonly GateMetric[];

/** What runs before add to what a criterion counts. */
export interface EarlierCounts {
  readonly counts: ValueCounts;
  readonly alone: { readonly baseline: number; readonly candidate: number };
  readonly n: number;
}

/**
 * E-values of independent runs multiply. Here they do so bet by bet, or prior by prior: their e-process is one of the
 * counts alone, so counts add up. A bound for one look is none, and a point says what one run did: neither is carried on.
 */
export function earlierOf({ earlier }: Pick<GateEvidence, 'earlier'>, criterion: Criterion): EarlierCounts {
  const counts = new Map<number, number>();
  const alone = { baseline: 0, candidate: 0 };
  const tallies = isCarried(criterion) ? (earlier?.tallies ?? []) : [];
  for (const tally of tallies) {
    if (tally.metric !== criterion.metric || !isSame(tally.suites, criterion.suites)) continue;
    for (const [value, times] of tally.counts) counts.set(value, (counts.get(value) ?? 0) + times);
    alone.baseline += tally.alone?.baseline ?? 0;
    alone.candidate += tally.alone?.candidate ?? 0;
  }
  return { counts, alone, n: [...counts.values()].reduce((sum, times) => sum + times, 0) };
}

/**
 * How sure a criterion has to be: evidence that begins anew, for the j-th time, may be wrong with a chance of
 * alpha / (j (j + 1)), so that however often it does, all of these together are wrong with one of alpha at most.
 */
export function afterRestarts(criterion: Criterion, { earlier }: Pick<GateEvidence, 'earlier'>): Criterion {
  const restarts = earlier?.restarts ?? 0;
  if (restarts === 0 || !isCarried(criterion)) return criterion;
  return { ...criterion, confidence: 1 - (1 - criterion.confidence) / (restarts * (restarts + 1)) };
}

function isCarried({ metric, look, decide }: Criterion): boolean {
  return look === 'always' && decide === 'lower-bound' && TALLIED.some((each) => each === metric);
}

function isSame(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((suite) => b.includes(suite));
}
