import type { Goodput, LoadFigures, Sample, Stage, Times } from '../contract/load/load.ts';
import type { Limits } from '../contract/load/load-limits.ts';
import { quantile } from '../stats/quantile.ts';
import {
  firstTokenFromSent,
  firstTokenOf,
  isGood,
  latencyFromSent,
  latencyOf,
  perOutputTokenOf,
} from './time-sample.ts';

export interface Measuring {
  readonly limits: Limits;
  readonly isStreamed: boolean;
  /** Tokens that the model takes; null where nobody says. */
  readonly contextTokens: number | null;
}

/** What the samples of the measured part of a stage come to. */
export function measureStage(
  samples: readonly Sample[],
  { measuredMs }: Pick<Stage, 'measuredMs'>,
  { isStreamed, contextTokens }: Measuring,
): LoadFigures {
  const answered = samples.filter(({ outcome }) => outcome === 'answered');
  const perToken = answered.flatMap((sample) => perOutputTokenOf(sample) ?? []);
  const outputTokens = sumOf(answered.map(({ outputTokens }) => outputTokens));
  return {
    latency: timesOf(samples.map(latencyOf)),
    latencyFromSent: timesOf(samples.map(latencyFromSent)),
    firstToken: isStreamed ? timesOf(samples.map(firstTokenOf)) : null,
    firstTokenFromSent: isStreamed ? timesOf(samples.map(firstTokenFromSent)) : null,
    perOutputToken: isStreamed && perToken.length > 0 ? timesOf(perToken) : null,
    answersPerSecond: (answered.length * 1000) / measuredMs,
    outputTokensPerSecond: outputTokens === null ? null : (outputTokens * 1000) / measuredMs,
    contextUsed: contextTokens === null ? null : longestOf(answered, contextTokens),
    cachedShare: cachedShareOf(answered),
  };
}

/** Whatever was dropped counts as missed in `low` and as in time in `high`: whether it would have been nobody knows. */
export function goodputOf(
  samples: readonly Sample[],
  { limits, isStreamed }: Pick<Measuring, 'limits' | 'isStreamed'>,
): Goodput | null {
  if (samples.length === 0) return null;
  const good = samples.filter((sample) => isGood(sample, limits, isStreamed)).length;
  const dropped = samples.filter(({ outcome }) => outcome === 'dropped').length;
  const scheduled = samples.length;
  return { good, scheduled, low: good / scheduled, high: (good + dropped) / scheduled };
}

/** A quantile of fewer samples than it has parts would be the longest of them, by whatever name. */
function timesOf(values: readonly number[]): Times {
  const ascending = Float64Array.from(values).sort();
  const at = (p: number): number | null => {
    if (ascending.length * (1 - p) < 1) return null;
    const value = quantile(ascending, p);
    return value === null || !Number.isFinite(value) ? null : value;
  };
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

/** Null where one of them is not known, or there are none. */
function sumOf(counts: readonly (number | null)[]): number | null {
  if (counts.length === 0) return null;
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

function longestOf(answered: readonly Sample[], contextTokens: number): number | null {
  const used = answered.map(({ inputTokens, outputTokens }) => sumOf([inputTokens, outputTokens]));
  const known = used.filter((tokens) => tokens !== null);
  return known.length === 0 || known.length < used.length ? null : Math.max(...known) / contextTokens;
}

/** Cached tokens over input tokens; null where an answer does not say both. */
export function cachedShareOf(answered: readonly Sample[]): number | null {
  const input = sumOf(answered.map(({ inputTokens }) => inputTokens));
  const cached = sumOf(answered.map(({ cachedTokens }) => cachedTokens));
  return input === null || cached === null || input === 0 ? null : Math.min(1, cached / input);
}
