import type { Trend, TrendPoint } from '../../contract/runs/history.ts';
import { HISTORY_METRICS } from '../../contract/runs/history-metrics.ts';
import { count, plural } from '../text/format.ts';
import { spellFigure, spellValue } from './spell-figure.ts';

/** A trend in words, from its first run to its last: `schema match 97% to 95% over 10 runs, changed in 2 of them`. */
export function describeTrend({ metric, points }: Trend): string {
  const { title } = HISTORY_METRICS[metric];
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return `${title}: no run has it`;
  const values = [first, last].map(({ figure }) => spellValue(metric, figure));
  const many = `${count(points.length)} ${plural(points.length, 'run')}`;
  return `${title} ${values.join(' to ')} over ${many}${changesIn(points)}`;
}

/** Of many changes the last is named: they all are rings of the line. */
function changesIn(points: readonly TrendPoint[]): string {
  const changed = points.filter((point) => point.changed);
  const last = changed.at(-1);
  if (last === undefined) return '';
  const which =
    changed.length === 1 ? `in ${last.run}` : `in ${count(changed.length)} of them, last in ${last.run}`;
  return `, changed beyond its interval ${which}`;
}

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
