import type { CriterionResult } from '../contract/decision.ts';
import { GATE_METRICS } from '../contract/gate-metrics.ts';
import type { Criterion } from '../contract/migration.ts';
import type { RunVerdict } from '../contract/summary.ts';
import { leastUpTo } from '../stats/least-whole.ts';
import type { GateEvidence } from './gate-evidence.ts';
import type { Measured } from './measured.ts';
import { METERS } from './meters.ts';
import { showValue } from './show-value.ts';

/** More prompts than this are no advice. */
const MOST_MORE = 100_000;

/** What a criterion comes to over the evidence at hand. What cannot be measured is inconclusive, never a pass. */
export function judgeCriterion(criterion: Criterion, evidence: GateEvidence): CriterionResult {
  const { id, required, metric, threshold, decide, look, confidence, suites } = criterion;
  const within = suites === null ? evidence : inSuites(evidence, suites);
  const measured = METERS[metric](within, criterion, 0);
  const { verdict, reason } = verdictOf(measured, criterion);
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
    low: isKnown ? finite(measured.low) : null,
    high: isKnown ? finite(measured.high) : null,
    n: measured.n,
    verdict,
    missingN: verdict === 'inconclusive' ? missingN(within, criterion) : null,
    reason,
  };
}

function inSuites(evidence: GateEvidence, suites: readonly string[]): GateEvidence {
  return { ...evidence, prompts: evidence.prompts.filter(({ suite }) => suites.includes(suite)) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function verdictOf(
  measured: Measured,
  criterion: Criterion,
): { readonly verdict: RunVerdict; readonly reason: string } {
  if (measured.what === 'unknown') return { verdict: 'inconclusive', reason: measured.reason };
  const { n, against } = measured;
  if (against?.verdict === 'fail') return against;
  if (n < criterion.minimumPrompts) {
    return { verdict: 'inconclusive', reason: `${n} of at least ${criterion.minimumPrompts} prompts` };
  }
  return against ?? heldTo(measured, criterion);
}

/** The worse end of the interval passes and the better end fails; the point alone does both where it is to decide. */
function heldTo(
  { observed, low, high }: Extract<Measured, { what: 'measured' }>,
  { metric, threshold, decide, confidence }: Criterion,
): { readonly verdict: RunVerdict; readonly reason: string } {
  const { bound, unit } = GATE_METRICS[metric];
  const isFloor = bound === 'floor';
  const [worse, better] = isFloor ? [low, high] : [high, low];
  const reaches = (value: number): boolean => (isFloor ? value >= threshold : value <= threshold);
  const limit = `${isFloor ? 'the floor' : 'the ceiling'} ${showValue(threshold, unit)}`;
  if (decide === 'point') {
    const does = reaches(observed);
    const word = does ? 'keeps' : 'breaks';
    return { verdict: does ? 'pass' : 'fail', reason: `${showValue(observed, unit)} ${word} ${limit}` };
  }
  const sure = `${Math.round(confidence * 1000) / 10} % sure`;
  if (reaches(worse)) {
    const word = isFloor ? 'no lower' : 'no higher';
    return {
      verdict: 'pass',
      reason: `it is ${word} than ${showValue(worse, unit)} (${sure}), which keeps ${limit}`,
    };
  }
  if (!reaches(better)) {
    const word = isFloor ? 'no higher' : 'no lower';
    return {
      verdict: 'fail',
      reason: `it is ${word} than ${showValue(better, unit)} (${sure}), which breaks ${limit}`,
    };
  }
  return {
    verdict: 'inconclusive',
    reason: `it may be ${showValue(low, unit)} to ${showValue(high, unit)}: ${limit} lies between`,
  };
}

/** The least number of further prompts without a difference that would make it pass, or null where none up to a limit does. */
function missingN(evidence: GateEvidence, criterion: Criterion): number | null {
  const passes = (more: number): boolean =>
    verdictOf(METERS[criterion.metric](evidence, criterion, more), criterion).verdict === 'pass';
  return leastUpTo(MOST_MORE, 1, passes);
}
