import type { Criterion } from '../contract/migration.ts';
import { clopperPearson } from '../stats/clopper-pearson.ts';
import { rateLowerBound } from '../stats/rate-evidence.ts';
import type { Interval } from '../stats/wilson-interval.ts';
import type { Measure, PromptSide } from './gate-evidence.ts';
import { alphaOf, unknown, type Meter } from './measured.ts';

/** The prior of a bound that may be looked at always stands at the threshold, which 0 and 1 are not. */
const EDGE = 0.001;

/** The share of prompts all of whose exchanges went well; a missing one did not. */
export function measureRate(measure: Measure): Meter {
  return ({ prompts }, criterion, more) => {
    const sides = prompts
      .map(({ candidate }) => candidate)
      .filter(({ measures }) => measures[measure].of > 0);
    const n = sides.length + more;
    if (n === 0) return unknown('no prompt is measured by it');
    const successes = sides.filter((side) => isWhole(side, measure)).length + more;
    const { low, high } = rateBounds(successes, n, criterion);
    return { what: 'measured', observed: successes / n, low, high, n, against: null };
  };
}

/** The same turned round: the share of prompts of which something went wrong. */
export function measureFailures(measure: Measure): Meter {
  const meter = measureRate(measure);
  return (evidence, criterion, more) => {
    const rate = meter(evidence, criterion, more);
    if (rate.what === 'unknown') return rate;
    const failures = Math.round(rate.n * (1 - rate.observed));
    return { ...rate, observed: failures / rate.n, ...failureBounds(failures, rate.n, criterion) };
  };
}

function isWhole({ measures }: PromptSide, measure: Measure): boolean {
  return measures[measure].held === measures[measure].of;
}

/** The bounds of a rate whose threshold is a floor. */
export function rateBounds(successes: number, n: number, criterion: Criterion): Interval {
  const alpha = alphaOf(criterion);
  if (criterion.look === 'once') return clopperPearson(successes, n, 1 - 2 * alpha) ?? { low: 0, high: 1 };
  const around = Math.min(Math.max(criterion.threshold, EDGE), 1 - EDGE);
  return {
    low: rateLowerBound({ successes, n }, around, alpha),
    high: 1 - rateLowerBound({ successes: n - successes, n }, 1 - around, alpha),
  };
}

/** The bounds of what is left to a rate, whose threshold is a ceiling. */
export function failureBounds(failures: number, n: number, criterion: Criterion): Interval {
  const floor = { ...criterion, threshold: 1 - criterion.threshold };
  const { low, high } = rateBounds(n - failures, n, floor);
  return { low: 1 - high, high: 1 - low };
}
