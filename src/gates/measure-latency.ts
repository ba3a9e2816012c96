import { bootstrapRatio } from '../stats/bootstrap-quantile.ts';
import { orderInterval } from '../stats/order-interval.ts';
import { quantileSequence } from '../stats/quantile-sequence.ts';
import { quantile } from '../stats/quantile.ts';
import type { GateEvidence, PromptSide } from './gate-evidence.ts';
import { alphaOf, unknown, type Meter } from './measured.ts';

const P95 = 0.95;

/**
 * The 95th centile of the candidate over the baseline's. The unit is the prompt, by its slowest answer: its modes and
 * repetitions are no independent draws. What gave no whole answer took longer than any where the candidate did not give
 * it, and no time at all where the baseline did not.
 */
export const measureP95Ratio: Meter = (evidence, criterion) => {
  const refused = refuseReplay(evidence);
  if (refused !== null) return unknown(refused);
  const both = evidence.prompts.filter(({ baseline, candidate }) => isAsked(baseline) && isAsked(candidate));
  const n = both.length;
  if (n === 0) return unknown('no prompt was asked of both sides');
  const ours = ascending(both.map(({ baseline }) => slowest(baseline, 0)));
  const theirs = ascending(both.map(({ candidate }) => slowest(candidate, Number.POSITIVE_INFINITY)));
  const alpha = alphaOf(criterion);
  const observed = ratio(quantile(theirs, P95) ?? 0, quantile(ours, P95) ?? 0);
  if (criterion.look === 'once') {
    const { low, high } = bootstrapRatio(theirs, ours, P95, 1 - 2 * alpha) ?? { low: 0, high: Infinity };
    return { what: 'measured', observed, low, high, n, against: null };
  }
  const [a, b] = [theirs, ours].map((times) => quantileSequence(times, P95, { alpha: alpha / 2 }));
  const low = a === undefined || b === undefined ? 0 : a.low / b.high;
  const high = a === undefined || b === undefined ? Infinity : ratio(a.high, b.low);
  return { what: 'measured', observed, low: Number.isNaN(low) ? 0 : low, high, n, against: null };
};

/** A quantile of the candidate's latencies in ms, prompt by prompt. */
export function measureLatency(p: number): Meter {
  return (evidence, criterion) => {
    const refused = refuseReplay(evidence);
    if (refused !== null) return unknown(refused);
    const sides = evidence.prompts.map(({ candidate }) => candidate).filter(isAsked);
    const times = ascending(sides.map((side) => slowest(side, Number.POSITIVE_INFINITY)));
    const observed = quantile(times, p);
    if (observed === null) return unknown('no prompt was asked');
    const alpha = alphaOf(criterion);
    const bounds =
      criterion.look === 'once' ? orderInterval(times, p, alpha) : quantileSequence(times, p, { alpha });
    return { what: 'measured', observed, ...bounds, n: times.length, against: null };
  };
}

/** Replayed bytes come when the recording says so, which is no time of today's (design, law 11). */
function refuseReplay({ sources }: GateEvidence): string | null {
  return sources.includes('replay') ? 'times of replayed answers are none' : null;
}

function isAsked({ measures }: PromptSide): boolean {
  return measures.answered.of > 0;
}

function slowest({ latenciesMs, measures }: PromptSide, unanswered: number): number {
  const all = latenciesMs.length < measures.answered.of ? [...latenciesMs, unanswered] : latenciesMs;
  return all.reduce((most, time) => Math.max(most, time), 0);
}

function ascending(times: readonly number[]): Float64Array {
  return Float64Array.from(times).sort();
}

function ratio(over: number, under: number): number {
  return under === 0 || over === Infinity ? Infinity : over / under;
}
