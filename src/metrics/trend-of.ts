import type { Figure, KnownRun, Trend, TrendPoint } from '../contract/runs/history.ts';
import type { HistoryMetric } from '../contract/runs/history-metrics.ts';

/** A metric of a target over `runs`, which were asked alike, the oldest first; runs that do not have it are left out. */
export function trendOf(runs: readonly KnownRun[], target: string, metric: HistoryMetric): Trend {
  const points: TrendPoint[] = [];
  // A slow change leaves no run beyond the one before it: each is held against the first of its level.
  let level: Figure | null = null;
  for (const { run, startedAt, kept, targets } of runs) {
    const figure = targets.find(({ id }) => id === target)?.figures[metric];
    if (figure === undefined) continue;
    const changed = level !== null && isBeyond(level, figure);
    if (changed || level === null || level.low === null) level = figure;
    points.push({ run, startedAt, kept, figure, changed });
  }
  return { target, metric, points };
}

/** Whether two intervals share no value. Where one is not known, nothing is said. */
function isBeyond(before: Figure, now: Figure): boolean {
  if (before.low === null || before.high === null || now.low === null || now.high === null) return false;
  return now.low > before.high || now.high < before.low;
}
