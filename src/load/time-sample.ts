import type { Sample } from '../contract/load/load.ts';
import type { Limits } from '../contract/load/load-limits.ts';

/** From when a request was meant to be sent to its last byte; infinite without an answer. */
export function latencyOf({ outcome, endMs, scheduledMs }: Sample): number {
  return outcome === 'answered' && endMs !== null ? endMs - scheduledMs : Infinity;
}

export function latencyFromSent({ outcome, endMs, sentMs }: Sample): number {
  return outcome === 'answered' && endMs !== null && sentMs !== null ? endMs - sentMs : Infinity;
}

/** An answer that has no first output took as long as it took. */
export function firstTokenOf(sample: Sample): number {
  const { outcome, firstOutputMs, endMs, scheduledMs } = sample;
  const firstMs = firstOutputMs ?? endMs;
  return outcome === 'answered' && firstMs !== null ? firstMs - scheduledMs : Infinity;
}

export function firstTokenFromSent(sample: Sample): number {
  const late = lagOf(sample);
  return late === null ? Infinity : firstTokenOf(sample) - late;
}

/** How much later than scheduled a request was sent; null where it never was. */
export function lagOf({ sentMs, scheduledMs }: Sample): number | null {
  return sentMs === null ? null : sentMs - scheduledMs;
}

/** Milliseconds; null of an answer of one token, or of nobody knows how many. Tokens are the provider's, no chunks. */
export function perOutputTokenOf({ outcome, firstOutputMs, endMs, outputTokens }: Sample): number | null {
  if (outcome !== 'answered' || firstOutputMs === null || endMs === null) return null;
  return outputTokens === null || outputTokens < 2 ? null : (endMs - firstOutputMs) / (outputTokens - 1);
}

/** Whether a request was answered within the limits, counted from when it was scheduled. */
export function isGood(sample: Sample, { firstTokenMs, latencyMs }: Limits, isStreamed: boolean): boolean {
  const first = isStreamed ? firstTokenOf(sample) : 0;
  return (
    sample.outcome === 'answered' &&
    first <= (firstTokenMs ?? Infinity) &&
    latencyOf(sample) <= (latencyMs ?? Infinity)
  );
}
