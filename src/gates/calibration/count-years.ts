import type { CriterionYears, Frequency, MeanCount, WorldYears } from '../../contract/gates/calibration.ts';
import { GATE_METRICS } from '../../contract/gates/gate-metrics.ts';
import type { Criterion } from '../../contract/gates/migration.ts';
import { clopperPearson } from '../../stats/clopper-pearson.ts';
import { inverseNormal } from '../../stats/inverse-normal.ts';
import type { GateEvidence } from '../gate-evidence.ts';
import { METERS } from '../meters.ts';
import type { JudgedCriterion, YearOf } from './live-year.ts';

/** What a criterion's metric truly is in a world, from what the world comes to in the long run. */
export function truthOf(criterion: Criterion, expected: GateEvidence): number {
  const measured = METERS[criterion.metric](expected, criterion, 0);
  return measured.what === 'measured' ? measured.observed : Number.NaN;
}

function doesAllow({ metric, threshold }: Criterion, truth: number): boolean {
  return GATE_METRICS[metric].bound === 'floor' ? truth >= threshold - SAME : truth <= threshold + SAME;
}

/** What rounding does to rates that are the same. */
const SAME = 1e-9;

/** What became of each criterion over the years of a world; `truths` are in the order of the criteria. */
export function countYears(
  about: Pick<WorldYears, 'id' | 'means' | 'equal' | 'nights'>,
  judged: readonly JudgedCriterion[],
  truths: readonly { readonly truth: number; readonly equal: number }[],
  years: readonly (readonly YearOf[])[],
): WorldYears {
  // A side that is below a floor is stopped rightly, however equal the other is.
  const isAllowed = (at: number): boolean => {
    const criterion = judged[at]?.criterion;
    return criterion !== undefined && doesAllow(criterion, truths[at]?.truth ?? Number.NaN);
  };
  const stages = [...new Set(judged.map(({ stage }) => stage))];
  return {
    ...about,
    years: years.length,
    stopped: stages.map((stage) => ({
      stage,
      years: frequencyOf(years, (year) =>
        year.some(({ failedAt }, at) => failedAt !== null && judged[at]?.stage === stage && isAllowed(at)),
      ),
    })),
    criteria: judged.map(({ stage, criterion }, at): CriterionYears => {
      const { truth, equal } = truths[at] ?? { truth: Number.NaN, equal: Number.NaN };
      const own = years.flatMap((year) => year[at] ?? []);
      return {
        stage,
        id: criterion.id,
        metric: criterion.metric,
        truth,
        allowed: doesAllow(criterion, truth),
        touched: Math.abs(truth - equal) > SAME,
        failed: frequencyOf(own, ({ failedAt }) => failedAt !== null),
        looksToFail: meanOf(own.flatMap(({ failedAt }) => failedAt ?? [])),
        passed: frequencyOf(own, ({ passedAt }) => passedAt !== null),
        looksToPass: meanOf(own.flatMap(({ passedAt }) => passedAt ?? [])),
      };
    }),
  };
}

function frequencyOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): Frequency {
  const count = items.filter(holds).length;
  return { count, of: items.length, ...(clopperPearson(count, items.length) ?? { low: 0, high: 1 }) };
}

/** By the normal law of a mean. */
function meanOf(counts: readonly number[]): MeanCount | null {
  const { length: of } = counts;
  if (of === 0) return null;
  const mean = counts.reduce((sum, count) => sum + count, 0) / of;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / Math.max(of - 1, 1);
  const reach = inverseNormal(0.975) * Math.sqrt(variance / of);
  return { mean, low: mean - reach, high: mean + reach, of };
}
