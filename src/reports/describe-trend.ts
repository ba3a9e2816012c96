import type { Trend } from '../contract/history.ts';
import { HISTORY_METRICS } from '../contract/history-metrics.ts';
import { spellFigure } from './spell-figure.ts';

/** Where a figure changed beyond the interval that it had, a sentence each. */
export function describeChanges({ target, metric, points }: Trend): readonly string[] {
  const { title } = HISTORY_METRICS[metric];
  let level = points[0];
  return points.flatMap((point) => {
    const before = level;
    if (!point.changed || before === undefined) return [];
    level = point;
    const [was, is] = [before, point].map(({ figure }) => spellFigure(metric, figure));
    return [`${title} of ${target} changed beyond its interval in run ${point.run}, from ${was} to ${is}`];
  });
}
