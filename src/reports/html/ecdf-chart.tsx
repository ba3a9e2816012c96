import { scaleLog } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import type { JSX } from 'preact';
import { count, milliseconds } from '../text/format.ts';
import { shown } from './shown.ts';

const [WIDTH, HEIGHT] = [760, 320];
const MARGIN = { top: 16, right: 16, bottom: 40, left: 48 };
/** What a person waits for without noticing, and what they still wait for. */
export const BUDGETS_MS = [2_000, 8_000];
/** Points of a curve; more are not to be seen. */
const MOST_POINTS = 200;
/** Each curve has its dashes, so that it is told apart in print and without colours. */
export const DASHES = ['', '6 3', '2 2', '8 3 2 3', '1 4', '10 4', '4 1', '12 2 2 2'];

export interface Mark {
  readonly ms: number;
  readonly share: number;
  readonly name: string;
}

export interface EcdfCurve {
  readonly name: string;
  readonly ascendingMs: readonly number[];
  /** What never had a time: it took longer than any. */
  readonly missing: number;
  /** A curve with a tag stands out. */
  readonly tag: 'baseline' | 'candidate' | null;
  readonly marks: readonly Mark[];
}

/** The share of all that came by a time, curve by curve. Needs one that has a time. */
export function EcdfChart(props: {
  readonly curves: readonly EcdfCurve[];
  /** The chart in words. */
  readonly label: string;
  readonly axis: string;
}): JSX.Element {
  const { curves, label, axis } = props;
  const all = curves.flatMap(({ ascendingMs }) => [ascendingMs[0] ?? 1, ascendingMs.at(-1) ?? 1]);
  const [least, most] = [Math.max(Math.min(...all), 0.1), Math.max(...all, ...BUDGETS_MS)];
  const x = scaleLog([least, Math.max(most * 1.1, least * 2)], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = (share: number): number => HEIGHT - MARGIN.bottom - share * (HEIGHT - MARGIN.bottom - MARGIN.top);
  const ticks = x.ticks().filter((ms) => /^[125]/.test(ms.toExponential()));
  return (
    <figure>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {[0, 0.5, 0.95, 1].map((share) => (
          <g>
            <line class="grid" x1={MARGIN.left} x2={WIDTH - MARGIN.right} y1={y(share)} y2={y(share)} />
            <text class="tick" x={MARGIN.left - 6} y={y(share) + shareOffset(share)} text-anchor="end">
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
        {curves.map((curve, index) => (
          <path
            class={`curve c${index % DASHES.length}${curve.tag === null ? '' : ' apart'}`}
            stroke-dasharray={DASHES[index % DASHES.length]}
            d={curveOf(curve, x, y)}
          />
        ))}
        {curves.flatMap((curve, index) =>
          curve.marks.map((mark) => {
            const isLeft = curves.some((other) => other !== curve && marksLater(other, curve, mark));
            return (
              <g class={`mark c${index % DASHES.length}`}>
                <circle cx={x(Math.max(mark.ms, 0.1))} cy={y(mark.share)} r="4" />
                <text
                  x={x(Math.max(mark.ms, 0.1)) + (isLeft ? -8 : 8)}
                  y={y(mark.share) + 14}
                  text-anchor={isLeft ? 'end' : 'start'}
                >
                  {mark.name} {milliseconds(mark.ms)}
                </text>
              </g>
            );
          }),
        )}
        <text class="tick" x={WIDTH / 2} y={HEIGHT - 4} text-anchor="middle">
          {axis}
        </text>
      </svg>
      <figcaption>
        <ul class="keys">
          {curves.map(({ name, missing, tag }, index) => (
            <li>
              <CurveKey index={index} /> {shown(name)}
              {tag !== null && <span class="tag">{tag}</span>}
              {missing > 0 && ` (${count(missing)} without a whole answer)`}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

/** Whether another curve has the same mark further right, so that the words of both stand apart; at one time the baseline's is left. */
function marksLater({ marks, tag }: EcdfCurve, than: EcdfCurve, { name, ms }: Mark): boolean {
  return marks.some(
    (mark) =>
      mark.name === name &&
      (mark.ms > ms || (mark.ms === ms && than.tag === 'baseline' && tag !== 'baseline')),
  );
}

/** How far below its line the name of a share stands, in units of the chart: above it for the whole, so that 95% has room. */
export function shareOffset(share: number): number {
  return share === 1 ? -2 : 4;
}

/** How a curve looks, beside its name. */
export function CurveKey({ index }: { readonly index: number }): JSX.Element {
  const at = index % DASHES.length;
  return (
    <svg class="key" viewBox="0 0 40 8" aria-hidden="true">
      <line class={`curve c${at}`} stroke-dasharray={DASHES[at]} x1="0" x2="40" y1="4" y2="4" />
    </svg>
  );
}

type Place = (value: number) => number;

function curveOf({ ascendingMs, missing }: EcdfCurve, x: Place, y: Place): string {
  const n = ascendingMs.length + missing;
  const step = Math.max(1, Math.ceil(ascendingMs.length / MOST_POINTS));
  const points = ascendingMs.flatMap((ms, at): readonly (readonly [number, number])[] =>
    at % step === 0 || at === ascendingMs.length - 1 ? [[x(Math.max(ms, 0.1)), y((at + 1) / n)]] : [],
  );
  const [first] = points;
  const path = line<readonly [number, number]>().curve(curveStepAfter);
  return path(first === undefined ? [] : [[first[0], y(0)], ...points]) ?? '';
}
