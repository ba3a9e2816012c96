import type { Criterion } from '../contract/gates/migration.ts';
import { clopperPearson } from '../stats/clopper-pearson.ts';
import { rateEvidence, rateLowerBound } from '../stats/rate-evidence.ts';
import { knownBounds, searchedBounds, turnedBounds, type Bounds } from './bounds.ts';
import { earlierOf } from './earlier.ts';
import { countOf, type GateEvidence, type Measure, type PromptSide } from './gate-evidence.ts';
import { alphaOf, unknown, type Meter, type Tallied } from './measured.ts';

/** The prior of a bound that may be looked at always stands at the threshold, which 0 and 1 are not. */
const EDGE = 0.001;

/** The share of prompts all of whose exchanges went well; a missing one did not. */
export function measureRate(measure: Measure): Meter {
  return (evidence, criterion, more) => {
    const own = trialsOf(evidence, measure);
    const earlier = earlierOf(evidence, criterion);
    const n = own.n + earlier.n + more;
    if (own.n + more === 0) return unknown('no prompt is measured by it');
    const successes = own.successes + (earlier.counts.get(1) ?? 0) + more;
    const bounds = rateBounds(successes, n, criterion);
    return {
      what: 'measured',
      observed: successes / n,
      bounds,
      n,
      ofEarlier: earlier.n,
      against: null,
    };
  };
}

/** What a run adds to that. */
export function tallyRate(measure: Measure): (evidence: Pick<GateEvidence, 'prompts'>) => Tallied | null {
  return (evidence) => {
    const { successes, n } = trialsOf(evidence, measure);
    if (n === 0) return null;
    const counts = [[0, n - successes] as const, [1, successes] as const];
    return { counts: new Map(counts.filter(([, times]) => times > 0)), alone: null };
  };
}

function trialsOf({ prompts }: Pick<GateEvidence, 'prompts'>, measure: Measure): Trials {
  const asked = prompts.filter(({ candidate }) => candidate.measures[measure].of > 0);
  return {
    successes: countOf(asked.filter(({ candidate }) => isWhole(candidate, measure))),
    n: countOf(asked),
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
