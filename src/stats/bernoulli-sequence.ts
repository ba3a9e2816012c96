import { logBeta } from './log-gamma.ts';
import type { Interval } from './wilson-interval.ts';

const STEPS = 60;
/** The sequence is tuned at this level whatever it is held to, as in its authors' own code (confseq). */
const TUNED_AT = 0.05;
/** Below this share of the variance the mixture would have no width. */
const LEAST = 0.001;

/**
 * A confidence sequence of a rate: it covers the rate at all n together with a chance of 1 - alpha at least, so one may
 * look at any of them. `tightestAt` is the n at which it is narrowest. Howard, Ramdas, McAuliffe and Sekhon, Annals of
 * Statistics 49 (2021) 1055-1080, https://arxiv.org/abs/1810.08240.
 */
export function bernoulliSequence(
  successes: number,
  n: number,
  { alpha = 0.05, tightestAt = 500 }: { readonly alpha?: number; readonly tightestAt?: number } = {},
): Interval {
  const isKept = (p: number): boolean => logEvidence(p, successes, n, tightestAt) < Math.log(1 / alpha);
  const rate = n === 0 ? 0.5 : successes / n;
  return { low: edge(0, rate, isKept), high: edge(1, rate, isKept) };
}

/** Where rates begin to be kept on the way from `end` to one that is. */
function edge(end: number, rate: number, isKept: (p: number) => boolean): number {
  let [out, kept] = [end, rate];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (out + kept) / 2;
    if (isKept(middle)) kept = middle;
    else out = middle;
  }
  return kept;
}

function logEvidence(p: number, x: number, n: number, tightestAt: number): number {
  const variance = p * (1 - p);
  const log = 2 * Math.log(1 / TUNED_AT);
  const rho = (variance * tightestAt) / (log + Math.log(1 + log));
  const r = Math.max(rho - variance, LEAST * variance);
  const [a, b] = [r / (1 - p), r / p];
  return logBeta(x + a, n - x + b) - logBeta(a, b) - x * Math.log(p) - (n - x) * Math.log1p(-p);
}
