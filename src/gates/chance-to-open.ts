import type { AssumedSides } from '../contract/gates/gate-plan.ts';
import type { GateMetric } from '../contract/gates/gate-metrics.ts';
import type { Criterion } from '../contract/gates/migration.ts';
import { binomialCdf } from '../stats/binomial.ts';
import { inverseNormal } from '../stats/inverse-normal.ts';
import { leastAbove } from '../stats/least-whole.ts';
import { normalCdf } from '../stats/normal-cdf.ts';
import { afterRestarts, earlierOf, type EarlierCounts } from './earlier.ts';
import type { Earlier } from './gate-evidence.ts';
import { failureBounds, rateBounds } from './measure-rate.ts';
import { isWithin } from './measure-change.ts';
import { alphaOf } from './measured.ts';

/**
 * The chance that sides which do not differ pass a criterion at n prompts, counted with those of runs before; null where it
 * is not a matter of n.
 */
export function chanceToOpen(
  asked: Criterion,
  n: number,
  assumed: AssumedSides,
  earlier: Earlier | null = null,
): number | null {
  if (n < asked.minimumPrompts || n === 0) return 0;
  const criterion = afterRestarts(asked, { earlier });
  return CHANCES[criterion.metric](criterion, n, assumed, earlierOf({ earlier }, criterion));
}

type Chance = (
  criterion: Criterion,
  n: number,
  assumed: AssumedSides,
  earlier: EarlierCounts,
) => number | null;

/** A rate: exactly, over the number of prompts that fail. */
const ofRate =
  (bound: 'floor' | 'ceiling'): Chance =>
  (criterion, own, { failing }, { counts, n: before }) => {
    const n = own + before;
    const passes = (more: number): boolean => {
      const failures = more + (counts.get(0) ?? 0);
      if (bound === 'floor') {
        if (criterion.decide === 'point') return 1 - failures / n >= criterion.threshold;
        return rateBounds(n - failures, n, criterion).isNoLowerThan(criterion.threshold);
      }
      if (criterion.decide === 'point') return failures / n <= criterion.threshold;
      return failureBounds(failures, n, criterion).isNoHigherThan(criterion.threshold);
    };
    return binomialCdf(most(own, passes), own, failing);
  };

/** A change: exactly, over the prompts on which one side alone goes wrong. */
const ofChange: Chance = (criterion, n, { differing }, { counts }) => {
  const margin = Math.abs(criterion.threshold);
  const passes = (worse: number, better: number): boolean => {
    if (criterion.decide === 'point') return better - worse >= -margin * n;
    return isWithin(margin, { worse, better, same: n - worse - better }, criterion, counts);
  };
  const half = differing / 2;
  let chance = 0;
  for (let better = 0; better <= n; better += 1) {
    const weight = binomialCdf(better, n, half) - binomialCdf(better - 1, n, half);
    if (weight < NEGLIGIBLE && better > n * half) break;
    if (weight < NEGLIGIBLE) continue;
    const left = n - better;
    chance +=
      weight *
      binomialCdf(
        most(left, (worse) => passes(worse, better)),
        left,
        half / (1 - half),
      );
  }
  return chance;
};

const NEGLIGIBLE = 1e-7;

/**
 * A quantile's ratio: by the normal law of the logarithm of a sample quantile of lognormal times, whose variance is
 * p (1 - p) (spread / density)^2 / n. Mosteller, Annals of Mathematical Statistics 17 (1946) 377-408.
 */
const ofRatio: Chance = (criterion, n, { spread }) => {
  const z = inverseNormal(P95);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const error = (spread * Math.sqrt((2 * P95 * (1 - P95)) / n)) / density;
  const room = Math.log(criterion.threshold) / error;
  if (criterion.decide === 'point') return normalCdf(room);
  const width = criterion.look === 'once' ? 1 : SEQUENCE_WIDTH;
  return normalCdf(room - inverseNormal(1 - alphaOf(criterion)) * width);
};

const P95 = 0.95;
/** How much farther out than the bound of one look that lies which may be looked at always, from 500 to 10,000 times. */
const SEQUENCE_WIDTH = 3;

/** Nothing of it goes wrong where the sides do not differ and every exchange is recorded. */
const ofCount: Chance = () => 1;
/** A matter of the service, or of traffic, and not of how many prompts are asked. */
const ofNone: Chance = () => null;

const CHANCES: Readonly<Record<GateMetric, Chance>> = {
  'schema-match': ofRate('floor'),
  'error-rate': ofRate('ceiling'),
  'schema-match-change': ofChange,
  'quality-change': ofChange,
  'error-rate-change': ofChange,
  'truncation-rate-change': ofChange,
  'incomplete-stream-rate-change': ofChange,
  'breaking-differences': ofChange,
  'p95-latency-ratio': ofRatio,
  'p50-latency-ms': ofNone,
  'p95-latency-ms': ofNone,
  'new-server-errors': ofCount,
  'unaccounted-exchanges': ofCount,
  capacity: ofNone,
  'usable-context': ofNone,
  'cost-per-accepted': ofNone,
  'retry-rate-change': ofNone,
  'error-budget-burn': ofNone,
  'rollback-readiness': ofNone,
  incidents: ofNone,
};

/** The most of a count from 0 to n for which something holds that holds for all below; -1 where it does for none. */
function most(n: number, holds: (count: number) => boolean): number {
  return leastAbove(-1, n + 1, (count) => !holds(count)) - 1;
}
