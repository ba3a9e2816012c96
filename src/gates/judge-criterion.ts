import type { CriterionResult } from '../contract/gates/decision.ts';
import { countedBy, GATE_METRICS } from '../contract/gates/gate-metrics.ts';
import type { Criterion } from '../contract/gates/migration.ts';
import type { RunVerdict } from '../contract/runs/summary.ts';
import { leastUpTo } from '../stats/least-whole.ts';
import { afterRestarts } from './earlier.ts';
import type { GateEvidence } from './gate-evidence.ts';
import { alphaOf, type Measured } from './measured.ts';
import { METERS } from './meters.ts';
import { showConfidence, showValue } from './show-value.ts';

/** More prompts than this are no advice. */
const MOST_MORE = 100_000;

/** A criterion's verdict; why is put into words when somebody asks. */
interface Verdict {
  readonly verdict: RunVerdict;
  readonly reason: () => string;
}

/**
 * What a criterion comes to over the evidence at hand. What cannot be measured is inconclusive, never a pass. It is one
 * `among` so many that may each close a gate.
 */
export function judgeCriterion(asked: Criterion, evidence: GateEvidence, among = 1): CriterionResult {
  const criterion = afterRestarts(asked, evidence);
  const { id, required, metric, threshold, decide, look, confidence, suites } = criterion;
  const within = { ...evidence, prompts: promptsWithin(evidence, criterion) };
  const measured = METERS[metric](within, criterion, 0);
  const { verdict, reason } = verdictOf(measured, criterion, within, among);
  const isKnown = measured.what === 'measured';
  return {
    id,
    required,
    metric,
    bound: GATE_METRICS[metric].bound,
    threshold,
    decide,
    look,
    confidence,
    suites,
    observed: isKnown ? finite(measured.observed) : null,
    low: isKnown ? finite(measured.bounds.low()) : null,
    high: isKnown ? finite(measured.bounds.high()) : null,
    n: measured.n,
    verdict,
    missingN: verdict === 'inconclusive' ? missingN(within, criterion) : null,
    reason: reason(),
  };
}

/** The verdict alone: no end of an interval is searched for, nor how much is missing. */
export function verdictOn(asked: Criterion, evidence: GateEvidence, among = 1): RunVerdict {
  const criterion = afterRestarts(asked, evidence);
  const within = { ...evidence, prompts: promptsWithin(evidence, criterion) };
  const measured = METERS[criterion.metric](within, criterion, 0);
  return verdictOf(measured, criterion, within, among).verdict;
}

/** The prompts that a criterion is about. */
export function promptsWithin(
  { prompts }: Pick<GateEvidence, 'prompts'>,
  { suites }: Pick<Criterion, 'suites'>,
): GateEvidence['prompts'] {
  return suites === null ? prompts : prompts.filter(({ suite }) => suites.includes(suite));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/**
 * All required criteria must pass, so each passes at its own confidence; any of them closes the gate, so one of m fails
 * only at alpha / m, and together they close it falsely no more often than alpha says.
 */
function verdictOf(measured: Measured, criterion: Criterion, evidence: GateEvidence, among: number): Verdict {
  const own = verdictAlone(measured, criterion);
  if (own.verdict !== 'fail' || among === 1) return own;
  const strict = { ...criterion, confidence: 1 - alphaOf(criterion) / among };
  const strictly = verdictAlone(METERS[criterion.metric](evidence, strict, 0), strict);
  if (strictly.verdict === 'fail') return strictly;
  const why = `one of ${among} criteria closes a gate when it is ${showConfidence(strict.confidence)}`;
  return { verdict: 'inconclusive', reason: () => `${own.reason()}; ${why}` };
}

function verdictAlone(measured: Measured, criterion: Criterion): Verdict {
  if (measured.what === 'unknown') return { verdict: 'inconclusive', reason: () => measured.reason };
  const { n, against } = measured;
  const spoken = against === null ? null : { verdict: against.verdict, reason: () => against.reason };
  if (spoken?.verdict === 'fail') return spoken;
  // To ask few prompts often makes them no more.
  const own = n - (measured.ofEarlier ?? 0);
  if (own < criterion.minimumPrompts) {
    const least = `${criterion.minimumPrompts} ${countedBy(criterion.metric)}s`;
    return { verdict: 'inconclusive', reason: () => `${own} of at least ${least}` };
  }
  if (spoken !== null) return spoken;
  const held = heldTo(measured, criterion);
  const { note } = measured;
  return note === undefined ? held : { ...held, reason: () => `${held.reason()}; ${note}` };
}

/** The worse end of the interval passes and the better end fails; the point alone does both where it is to decide. */
function heldTo(
  { observed, bounds }: Extract<Measured, { what: 'measured' }>,
  criterion: Criterion,
): Verdict {
  const { metric, threshold, decide } = criterion;
  const { bound, unit } = GATE_METRICS[metric];
  const isFloor = bound === 'floor';
  const show = (value: number): string => showValue(value, unit);
  const limit = `${isFloor ? 'the floor' : 'the ceiling'} ${show(threshold)}`;
  if (decide === 'point') {
    const does = isFloor ? observed >= threshold : observed <= threshold;
    const word = does ? 'keeps' : 'breaks';
    return { verdict: does ? 'pass' : 'fail', reason: () => `${show(observed)} ${word} ${limit}` };
  }
  const sure = showConfidence(criterion.confidence);
  if (isFloor ? bounds.isNoLowerThan(threshold) : bounds.isNoHigherThan(threshold)) {
    const end = (): string =>
      isFloor ? `no lower than ${show(bounds.low())}` : `no higher than ${show(bounds.high())}`;
    return { verdict: 'pass', reason: () => `it is ${end()} (${sure}), which keeps ${limit}` };
  }
  if (isFloor ? bounds.isBelow(threshold) : bounds.isAbove(threshold)) {
    const end = (): string =>
      isFloor ? `no higher than ${show(bounds.high())}` : `no lower than ${show(bounds.low())}`;
    return { verdict: 'fail', reason: () => `it is ${end()} (${sure}), which breaks ${limit}` };
  }
  return {
    verdict: 'inconclusive',
    reason: () => `it may be ${show(bounds.low())} to ${show(bounds.high())}: ${limit} lies between`,
  };
}

/** The least number of further prompts without a difference that would make it pass, or null where none up to a limit does. */
function missingN(evidence: GateEvidence, criterion: Criterion): number | null {
  const passes = (more: number): boolean =>
    verdictAlone(METERS[criterion.metric](evidence, criterion, more), criterion).verdict === 'pass';
  return leastUpTo(MOST_MORE, 1, passes);
}
