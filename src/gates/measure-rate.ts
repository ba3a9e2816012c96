import type { Criterion } from '../contract/migration.ts';
import { clopperPearson } from '../stats/clopper-pearson.ts';
import { rateEvidence, rateLowerBound } from '../stats/rate-evidence.ts';
import { knownBounds, searchedBounds, turnedBounds, type Bounds } from './bounds.ts';
import { countOf, type Measure, type PromptSide } from './gate-evidence.ts';
import { alphaOf, unknown, type Meter } from './measured.ts';

/** The prior of a bound that may be looked at always stands at the threshold, which 0 and 1 are not. */
const EDGE = 0.001;

/** The share of prompts all of whose exchanges went well; a missing one did not. */
export function measureRate(measure: Measure): Meter {
  return ({ prompts }, criterion, more) => {
    const asked = prompts.filter(({ candidate }) => candidate.measures[measure].of > 0);
    const n = countOf(asked) + more;
    if (n === 0) return unknown('no prompt is measured by it');
    const successes = countOf(asked.filter(({ candidate }) => isWhole(candidate, measure))) + more;
    const bounds = rateBounds(successes, n, criterion);
    return { what: 'measured', observed: successes / n, bounds, n, against: null };
  };
}

/** The same turned round: the share of prompts of which something went wrong. */
export function measureFailures(measure: Measure): Meter {
  const meter = measureRate(measure);
  return (evidence, criterion, more) => {
    const rate = meter(evidence, criterion, more);
    if (rate.what === 'unknown') return rate;
    const failures = Math.round(rate.n * (1 - rate.observed));
    return { ...rate, observed: failures / rate.n, bounds: failureBounds(failures, rate.n, criterion) };
  };
}

function isWhole({ measures }: PromptSide, measure: Measure): boolean {
  return measures[measure].held === measures[measure].of;
}

/** The bounds of a rate whose threshold is a floor. */
export function rateBounds(successes: number, n: number, criterion: Criterion): Bounds {
  const alpha = alphaOf(criterion);
  if (criterion.look === 'once') {
    return knownBounds(clopperPearson(successes, n, 1 - 2 * alpha) ?? { low: 0, high: 1 });
  }
  const around = Math.min(Math.max(criterion.threshold, EDGE), 1 - EDGE);
  const held = floorOf({ successes, n }, around, alpha);
  return searchedBounds(held, floorOf({ successes: n - successes, n }, 1 - around, alpha), 1);
}

interface Trials {
  readonly successes: number;
  readonly n: number;
}

function floorOf(trials: Trials, around: number, alpha: number) {
  return {
    least: 0,
    value: () => rateLowerBound(trials, around, alpha),
    reaches: (limit: number) => limit <= rateOf(trials) && rateEvidence(trials, limit, around) >= 1 / alpha,
  };
}

function rateOf({ successes, n }: Trials): number {
  return n === 0 ? 0 : successes / n;
}

/** The bounds of what is left to a rate, whose threshold is a ceiling. */
export function failureBounds(failures: number, n: number, criterion: Criterion): Bounds {
  const floor = { ...criterion, threshold: 1 - criterion.threshold };
  return turnedBounds(rateBounds(n - failures, n, floor), 1);
}
