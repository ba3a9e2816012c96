import type { TrafficRules } from '../contract/traffic/traffic-rules.ts';
import { quantile } from '../stats/quantile.ts';

/** Says whether live traffic is beyond its band, so that nothing is asked beside it. Times are of one monotonic clock. */
export interface LiveWatch {
  /** A live answer, or one to the shadow by the endpoint that serves live traffic too. */
  answered(status: number | null, latencyMs: number | null, nowMs: number): void;
  isBeyond(nowMs: number): boolean;
}

/** For how long what was seen last holds. */
const HOLD_MS = 60_000;
/** Of fewer answers no percentile is taken. */
const LEAST_ANSWERS = 20;
const MOST_ANSWERS = 500;

export function watchLive({ p95Ms, on429 }: TrafficRules['shadow']['pauseAbove']): LiveWatch {
  let refusedMs = Number.NEGATIVE_INFINITY;
  let recent: { readonly atMs: number; readonly latencyMs: number }[] = [];
  return {
    answered(status, latencyMs, nowMs) {
      if (on429 && status === 429) refusedMs = nowMs;
      if (p95Ms === null || latencyMs === null) return;
      recent.push({ atMs: nowMs, latencyMs });
      if (recent.length > 2 * MOST_ANSWERS) recent = recent.slice(-MOST_ANSWERS);
    },
    isBeyond(nowMs) {
      if (nowMs - refusedMs < HOLD_MS) return true;
      if (p95Ms === null) return false;
      const held = recent.slice(-MOST_ANSWERS).filter(({ atMs }) => nowMs - atMs < HOLD_MS);
      const latencies = held.map(({ latencyMs }) => latencyMs).toSorted((a, b) => a - b);
      return latencies.length >= LEAST_ANSWERS && (quantile(latencies, 0.95) ?? 0) > p95Ms;
    },
  };
}
