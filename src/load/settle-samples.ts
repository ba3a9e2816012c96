import type { Sample } from '../contract/load/load.ts';
import type { Limits } from '../contract/load/load-limits.ts';
import type { Settled } from './judge-goodput.ts';
import { isGood, latencyOf } from './time-sample.ts';

/** A scheduled request: over, or in flight since it was scheduled, in milliseconds from the stage's start. */
export type Slot = Sample | { readonly inFlightSince: number };

/** What stays of the stage before: a queue that was empty, or full of something else. */
const LEFT_OUT = 0.1;

/**
 * The requests of a stage up to the first whose fate nobody knows yet, in the order of the schedule, without the first tenth
 * of them. One that is still in flight is missed for certain once it is later than its limits.
 */
export function settleSamples(
  samples: readonly Slot[],
  {
    limits,
    isStreamed,
    nowMs,
  }: { readonly limits: Limits; readonly isStreamed: boolean; readonly nowMs: number },
): readonly Settled[] {
  const settled: Settled[] = [];
  for (const sample of samples) {
    if ('inFlightSince' in sample) {
      const latencyMs = nowMs - sample.inFlightSince;
      if (limits.latencyMs === null || latencyMs <= limits.latencyMs) break;
      settled.push({ latencyMs, fate: 'missed' });
    } else if (sample.outcome === 'dropped') settled.push({ latencyMs: Infinity, fate: 'dropped' });
    else {
      const fate = isGood(sample, limits, isStreamed) ? 'good' : 'missed';
      settled.push({ latencyMs: latencyOf(sample), fate });
    }
  }
  return settled.slice(Math.floor(settled.length * LEFT_OUT));
}
