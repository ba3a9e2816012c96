import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { JSX } from 'preact';
import type { Trend } from '../../contract/runs/history.ts';
import { describeTrend } from '../words/describe-trend.ts';
import { shown } from './shown.ts';

const [WIDTH, HEIGHT, MARGIN] = [100, 22, 3];

/** How a figure went over runs that were asked alike, with the same in words; a ring where it left its interval. */
export function Sparkline({ trend }: { readonly trend: Trend | undefined }): JSX.Element | null {
  if (trend === undefined || trend.points.length < 2) return null;
  const points = trend.points.map(({ figure: { value }, changed }, at) => ({ at, value, changed }));
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = scaleLinear([0, points.length - 1], [MARGIN, WIDTH - MARGIN]);
  // What never changed runs along the middle.
  const y = scaleLinear(least === most ? [least - 1, most + 1] : [least, most], [HEIGHT - MARGIN, MARGIN]);
  const path = line<(typeof points)[number]>()
    .defined(({ value }) => value !== null)
    .x(({ at }) => x(at))
    .y(({ value }) => y(value ?? 0));
  const last = points.at(-1);
  const words = shown(describeTrend(trend));
  return (
    <div class="trend">
      <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <path class="curve" d={path(points) ?? ''} />
        {points.map(({ at, value, changed }) =>
          value !== null && changed ? <circle class="ring" cx={x(at)} cy={y(value)} r="3" /> : null,
        )}
        {last !== undefined && last.value !== null && (
          <circle class="dot" cx={x(last.at)} cy={y(last.value)} r="2" />
        )}
      </svg>
      <span>{words}</span>
    </div>
  );
}
