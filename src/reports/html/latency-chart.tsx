import { scaleLog } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import type { JSX } from 'preact';
import type { Report } from '../../contract/report.ts';
import type { RunDetail, TargetDetail } from '../../contract/run-detail.ts';
import { count, milliseconds } from '../format.ts';
import { shown } from './shown.ts';
import type { Sides } from './sides.ts';

const [WIDTH, HEIGHT] = [760, 320];
const MARGIN = { top: 12, right: 16, bottom: 40, left: 48 };
/** What a person waits for without noticing, and what they still wait for. */
export const BUDGETS_MS = [2_000, 8_000];
/** Points of a curve; more are not to be seen. */
const MOST_POINTS = 200;
/** Each curve has its dashes, so that it is told apart in print and without colours. */
const DASHES = ['', '6 3', '2 2', '8 3 2 3', '1 4', '10 4', '4 1', '12 2 2 2'];

/** The share of exchanges that had their answer by a time, target by target. Those without an answer never reach 100 %. */
export function LatencyChart(props: {
  readonly report: Report;
  readonly detail: RunDetail;
  /** Whose curves stand out, with their quantiles marked; null for no one's. */
  readonly sides: Sides | null;
}): JSX.Element {
  const { detail, report, sides } = props;
  const timed = detail.targets.filter(({ latenciesMs }) => latenciesMs.length > 0);
  if (timed.length === 0) return <p>Nothing was timed.</p>;
  const all = timed.flatMap(({ latenciesMs }) => [latenciesMs[0] ?? 1, latenciesMs.at(-1) ?? 1]);
  const [least, most] = [Math.max(Math.min(...all), 0.1), Math.max(...all, ...BUDGETS_MS)];
  const x = scaleLog([least, Math.max(most * 1.1, least * 2)], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = (share: number): number => HEIGHT - MARGIN.bottom - share * (HEIGHT - MARGIN.bottom - MARGIN.top);
  const ticks = x.ticks().filter((ms) => /^[125]/.test(ms.toExponential()));
  const isApart = (id: string): boolean => id === sides?.baseline || id === sides?.candidate;
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={describe(report, timed)}>
        {[0, 0.5, 0.95, 1].map((share) => (
          <g>
            <line class="grid" x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(share)} y2={y(share)} />
            <text class="tick" x={MARGIN.left - 6} y={y(share) + 4} text-anchor="end">
              {share === 0.95 ? 'p95' : share === 0.5 ? 'p50' : `${share * 100}%`}
            </text>
          </g>
        ))}
        {ticks.map((ms) => (
          <text class="tick" x={x(ms)} y={HEIGHT - MARGIN.bottom + 18} text-anchor="middle">
            {milliseconds(ms)}
          </text>
        ))}
        {BUDGETS_MS.map((ms) => (
          <g>
            <line class="budget" x1={x(ms)} x2={x(ms)} y1={y(1)} y2={y(0)} />
            <text class="tick" x={x(ms) - 4} y={y(0) - 6} text-anchor="end">
              {ms / 1000} s budget
            </text>
          </g>
        ))}
        {timed.map((target, index) => (
          <path
            class={`curve c${index % DASHES.length}${isApart(target.id) ? ' apart' : ''}`}
            stroke-dasharray={DASHES[index % DASHES.length]}
            d={curveOf(target, x, y)}
          />
        ))}
        {timed.flatMap((target, index) =>
          isApart(target.id)
            ? marksOf(report, target.id).map(({ ms, share, name }) => (
                <g class={`mark c${index % DASHES.length}`}>
                  <circle cx={x(Math.max(ms, 0.1))} cy={y(share)} r="4" />
                  <text
                    x={x(Math.max(ms, 0.1)) + (target.id === sides?.baseline ? -8 : 8)}
                    y={y(share) + 14}
                    text-anchor={target.id === sides?.baseline ? 'end' : 'start'}
                  >
                    {name} {milliseconds(ms)}
                  </text>
                </g>
              ))
            : [],
        )}
        <text class="tick" x={WIDTH / 2} y={HEIGHT - 4} text-anchor="middle">
          time to the whole answer (logarithmic)
        </text>
      </svg>
      <figcaption>
        <ul class="keys">
          {timed.map((target, index) => (
            <li>
              <svg class="key" viewBox="0 0 40 8" aria-hidden="true">
                <line
                  class={`curve c${index % DASHES.length}`}
                  stroke-dasharray={DASHES[index % DASHES.length]}
                  x1="0"
                  x2="40"
                  y1="4"
                  y2="4"
                />
              </svg>{' '}
              {shown(target.id)}
              {target.id === sides?.baseline && <span class="tag">baseline</span>}
              {target.id === sides?.candidate && <span class="tag">candidate</span>}
              {target.unanswered > 0 && ` (${count(target.unanswered)} without a whole answer)`}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

/** Quantiles that have a time. */
function marksOf(
  { summary }: Report,
  id: string,
): readonly { readonly ms: number; readonly share: number; readonly name: string }[] {
  const latency = summary.targets.find((target) => target.id === id)?.latency;
  if (latency === undefined) return [];
  const { p50Ms, p95Ms } = latency;
  return [
    ...(p50Ms === null ? [] : [{ ms: p50Ms, share: 0.5, name: 'p50' }]),
    ...(p95Ms === null ? [] : [{ ms: p95Ms, share: 0.95, name: 'p95' }]),
  ];
}

type Place = (value: number) => number;

function curveOf({ latenciesMs, unanswered }: TargetDetail, x: Place, y: Place): string {
  const n = latenciesMs.length + unanswered;
  const step = Math.max(1, Math.ceil(latenciesMs.length / MOST_POINTS));
  const points = latenciesMs.flatMap((ms, at): readonly (readonly [number, number])[] =>
    at % step === 0 || at === latenciesMs.length - 1 ? [[x(Math.max(ms, 0.1)), y((at + 1) / n)]] : [],
  );
  const [first] = points;
  const path = line<readonly [number, number]>().curve(curveStepAfter);
  return path(first === undefined ? [] : [[first[0], y(0)], ...points]) ?? '';
}

function describe({ summary }: Report, timed: readonly TargetDetail[]): string {
  const rows = timed.map(({ id }) => {
    const latency = summary.targets.find((target) => target.id === id)?.latency;
    return `${id} p50 ${milliseconds(latency?.p50Ms ?? null)} p95 ${milliseconds(latency?.p95Ms ?? null)}`;
  });
  return `Share of exchanges answered by a time. ${rows.join('; ')}`;
}
