import { scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import type { JSX } from 'preact';
import type { StageResult } from '../../contract/load/load.ts';
import { milliseconds, percent } from '../text/format.ts';
import { CurveKey, DASHES, shareOffset } from './ecdf-chart.tsx';
import { shown } from './shown.ts';

const [WIDTH, HEIGHT] = [760, 280];
const MARGIN = { top: 16, right: 16, bottom: 40, left: 64 };

/** What is drawn over the load: a figure of each stage, null where it was refused or falls among what never came. */
interface LoadCurves {
  readonly stages: readonly StageResult[];
  readonly what: string;
  readonly read: (stage: StageResult) => number | null;
}

function p95Of({ figures }: StageResult): number | null {
  return figures?.latency.p95Ms ?? null;
}

function goodOf({ goodput }: StageResult): number | null {
  return goodput?.low ?? null;
}

function placeShare(share: number): number {
  return HEIGHT - MARGIN.bottom - share * (HEIGHT - MARGIN.bottom - MARGIN.top);
}

/** p95 of the latency over the load. */
export function LatencyCurves({ stages }: { readonly stages: readonly StageResult[] }): JSX.Element {
  const values = stages.flatMap((stage) => p95Of(stage) ?? []);
  if (values.length === 0) return <p>No latency is certified.</p>;
  const [least, most] = [Math.max(Math.min(...values), 0.1), Math.max(...values)];
  const scale = scaleLog(
    [least / 1.2, Math.max(most * 1.2, least * 2)],
    [HEIGHT - MARGIN.bottom, MARGIN.top],
  );
  const ticks = scale.ticks().filter((ms) => /^[125]/.test(ms.toExponential()));
  const marks = ticks.map((ms) => ({ at: scale(ms), offset: 4, text: milliseconds(ms) }));
  const place = (value: number): number => scale(Math.max(value, 0.1));
  return <Curves stages={stages} what="p95 latency from schedule" read={p95Of} place={place} marks={marks} />;
}

/** Goodput over the load, as it is where nothing that was dropped counts. */
export function GoodputCurves({ stages }: { readonly stages: readonly StageResult[] }): JSX.Element {
  if (!stages.some((stage) => goodOf(stage) !== null)) return <p>No goodput is certified.</p>;
  const marks = [0, 0.5, 0.95, 1].map((share) => ({
    at: placeShare(share),
    offset: shareOffset(share),
    text: percent(share),
  }));
  return <Curves stages={stages} what="goodput" read={goodOf} place={placeShare} marks={marks} />;
}

function Curves(
  props: LoadCurves & {
    readonly place: (value: number) => number;
    readonly marks: readonly { readonly at: number; readonly offset: number; readonly text: string }[];
  },
): JSX.Element {
  const { stages, what, read, place, marks } = props;
  const loads = stages.map(loadOf);
  const [least, most] = [Math.min(...loads), Math.max(...loads)];
  const x = scaleLog([least / 1.2, most * 1.2], [MARGIN.left, WIDTH - MARGIN.right]);
  const isClosed = stages.some(({ load }) => load.loop === 'closed');
  const series = [...Map.groupBy(stages, ({ target, outputCap }) => nameOf(target, outputCap))];
  const label = series.map(
    ([name, each]) => `${name}: ${each.map((stage) => describe(stage, read)).join(', ')}`,
  );
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${what} over load. ${label.join('; ')}`}
      >
        {marks.map(({ at, offset, text }) => (
          <g>
            <line class="grid" x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={at} y2={at} />
            <text class="tick" x={MARGIN.left - 6} y={at + offset} text-anchor="end">
              {text}
            </text>
          </g>
        ))}
        {[...new Set(loads)].map((load) => (
          <text class="tick" x={x(load)} y={HEIGHT - MARGIN.bottom + 18} text-anchor="middle">
            {Number(load.toPrecision(3))}
          </text>
        ))}
        {series.flatMap(([, each], index) => {
          const colour = `c${index % DASHES.length}`;
          const points = each.flatMap((stage): readonly Point[] => {
            const value = read(stage);
            return value === null ? [] : [{ x: x(loadOf(stage)), y: place(value), way: stage.direction }];
          });
          return (['up', 'down', 'search'] as const).map((way) => (
            <g>
              <path
                class={`curve ${colour}`}
                stroke-dasharray={way === 'down' ? '2 4' : DASHES[index % DASHES.length]}
                d={pathOf(points.filter((point) => point.way === way).toSorted((a, b) => a.x - b.x))}
              />
              {points
                .filter((point) => point.way === way)
                .map((point) => (
                  <circle class={`${colour} dot`} cx={point.x} cy={point.y} r="4" />
                ))}
            </g>
          ));
        })}
        <text class="tick" x={WIDTH / 2} y={HEIGHT - 4} text-anchor="middle">
          {isClosed ? 'clients' : 'requests a second'} (logarithmic); on the way down dotted
        </text>
      </svg>
      <figcaption>
        <ul class="keys">
          {series.map(([name], index) => (
            <li>
              <CurveKey index={index} /> {shown(name)}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly way: StageResult['direction'];
}

function pathOf(points: readonly Point[]): string {
  const path = line<Point>()
    .x((point) => point.x)
    .y((point) => point.y);
  return path([...points]) ?? '';
}

function loadOf({ load }: StageResult): number {
  return load.loop === 'open' ? load.perSecond : load.clients;
}

function nameOf(target: string, outputCap: number | null): string {
  return outputCap === null ? target : `${target}, ${outputCap} output tokens`;
}

function describe(stage: StageResult, read: LoadCurves['read']): string {
  const value = read(stage);
  const spelled = value === null ? 'refused' : value <= 1 ? percent(value) : milliseconds(value);
  return `${Number(loadOf(stage).toPrecision(3))} ${spelled}`;
}
