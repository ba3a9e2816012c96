import type { Sample } from '../contract/load/load.ts';
import type { BusyStretch } from '../contract/load/loop-watch.ts';
import { quantile } from '../stats/quantile.ts';

/**
 * By how many milliseconds at most the p95 of times to a first output is longer than what the target gave, because this
 * process was busy: a request may have left as late as the stretch ended in which it was sent, and an output may have come
 * as early as the stretch began in which it was seen. Null where nothing was answered. `startMs` is the stage's start by
 * the clock of the stretches.
 */
export function lateOutputs(
  samples: readonly Sample[],
  startMs: number,
  busy: readonly BusyStretch[],
): number | null {
  const seen: number[] = [];
  const least: number[] = [];
  for (const { phase, outcome, sentMs, firstOutputMs, endMs } of samples) {
    const firstMs = firstOutputMs ?? endMs;
    if (phase !== 'measured' || outcome !== 'answered' || sentMs === null || firstMs === null) continue;
    const leftMs = stretchAt(busy, startMs + sentMs)?.toMs ?? startMs + sentMs;
    const cameMs = stretchAt(busy, startMs + firstMs)?.fromMs ?? startMs + firstMs;
    seen.push(firstMs - sentMs);
    least.push(Math.max(0, cameMs - leftMs));
  }
  const [longest, shortest] = [seen, least].map((times) => quantile(Float64Array.from(times).sort(), 0.95));
  return longest === undefined || shortest === undefined || longest === null || shortest === null
    ? null
    : longest - shortest;
}

function stretchAt(busy: readonly BusyStretch[], atMs: number): BusyStretch | undefined {
  let [low, high] = [0, busy.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((busy[middle]?.toMs ?? Infinity) < atMs) low = middle + 1;
    else high = middle;
  }
  const found = busy[low];
  return found !== undefined && found.fromMs <= atMs ? found : undefined;
}
