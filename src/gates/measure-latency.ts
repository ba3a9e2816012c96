import { bootstrapRatio } from '../stats/bootstrap-quantile.ts';
import { orderInterval } from '../stats/order-interval.ts';
import { quantileSequence } from '../stats/quantile-sequence.ts';
import { quantile } from '../stats/quantile.ts';
import { stratifiedQuantile } from '../stats/stratified-quantile.ts';
import { knownBounds } from './bounds.ts';
import type { GateEvidence, PromptEvidence, PromptSide } from './gate-evidence.ts';
import { alphaOf, unknown, type Meter } from './measured.ts';

const P95 = 0.95;
const ANYTHING = { low: 0, high: Number.POSITIVE_INFINITY };

/**
 * The 95th centile of the candidate over the baseline's. A draw is one asking of a prompt, by its slowest answer, for its
 * modes are asked side by side; askings of one prompt are independent within it, so each prompt is a stratum. What gave no
 * whole answer took longer than any where the candidate did not give it, and no time at all where the baseline did not.
 */
export const measureP95Ratio: Meter = (evidence, criterion) => {
  const refused = refuseReplay(evidence);
  if (refused !== null) return unknown(refused);
  const both = evidence.prompts.filter(({ baseline, candidate }) => isAsked(baseline) && isAsked(candidate));
  if (both.length === 0) return unknown('no prompt was asked of both sides');
  const strata = [...Map.groupBy(both, ({ prompt }) => prompt).values()];
  const ours = strata.map((asked) => asked.flatMap((prompt) => drawsOf(prompt, 'baseline', 0)));
  const theirs = strata.map((asked) => asked.flatMap((prompt) => drawsOf(prompt, 'candidate', Infinity)));
  const n = Math.min(ours.flat().length, theirs.flat().length);
  const alpha = alphaOf(criterion);
  const [over, under] = [ascending(theirs.flat()), ascending(ours.flat())];
  const observed = ratio(quantile(over, P95) ?? 0, quantile(under, P95) ?? 0);
  if (criterion.look === 'once') {
    const [first, second] = [theirs, ours].map((times) => stratifiedQuantile(times, P95));
    const interval = bootstrapRatio(first ?? [], second ?? [], 1 - 2 * alpha) ?? ANYTHING;
    return { what: 'measured', observed, bounds: knownBounds(interval), n, against: null };
  }
  const [a, b] = [over, under].map((times) => quantileSequence(times, P95, { alpha: alpha / 2 }));
  const low = a === undefined || b === undefined ? 0 : a.low / b.high;
  const high = a === undefined || b === undefined ? Infinity : ratio(a.high, b.low);
  const bounds = knownBounds({ low: Number.isNaN(low) ? 0 : low, high });
  return { what: 'measured', observed, bounds, n, against: null };
};

/**
 * A quantile of the candidate's latencies in ms. Draws from prompts that are not alike come closer to their common
 * quantile than draws from one distribution, for which the bounds are made: W. Hoeffding, On the distribution of the
 * number of successes in independent trials, Annals of Mathematical Statistics 27 (1956) 713-721.
 */
export function measureLatency(p: number): Meter {
  return (evidence, criterion) => {
    const refused = refuseReplay(evidence);
    if (refused !== null) return unknown(refused);
    const times = ascending(evidence.prompts.flatMap((prompt) => drawsOf(prompt, 'candidate', Infinity)));
    const observed = quantile(times, p);
    if (observed === null) return unknown('no prompt was asked');
    const alpha = alphaOf(criterion);
    const bounds = knownBounds(
      criterion.look === 'once' ? orderInterval(times, p, alpha) : quantileSequence(times, p, { alpha }),
    );
    return { what: 'measured', observed, bounds, n: times.length, against: null };
  };
}

/** Replayed bytes come when the recording says so, which is no time of today's (design, law 11). */
function refuseReplay({ sources }: GateEvidence): string | null {
  return sources.includes('replay') ? 'times of replayed answers are none' : null;
}

function isAsked({ latenciesMs }: PromptSide): boolean {
  return latenciesMs.length > 0;
}

function drawsOf(
  prompt: PromptEvidence,
  side: 'baseline' | 'candidate',
  unanswered: number,
): readonly number[] {
  const draws = prompt[side].latenciesMs.map((time) => time ?? unanswered);
  return prompt.times === 1 ? draws : Array.from({ length: prompt.times }, () => draws).flat();
}

function ascending(times: readonly number[]): Float64Array {
  return Float64Array.from(times).sort();
}

function ratio(over: number, under: number): number {
  return under === 0 || over === Infinity ? Infinity : over / under;
}
