import type { JSX } from 'preact';
import type { Report } from '../../contract/runs/report.ts';
import type { RunDetail, TargetDetail } from '../../contract/runs/run-detail.ts';
import { milliseconds } from '../text/format.ts';
import { EcdfChart, type EcdfCurve, type Mark } from './ecdf-chart.tsx';
import type { Sides } from './sides.ts';

/** The share of exchanges that had their answer by a time, target by target. Those without an answer never reach 100%. */
export function LatencyChart(props: {
  readonly report: Report;
  readonly detail: RunDetail;
  /** Whose curves stand out, with their quantiles marked; null for no one's. */
  readonly sides: Sides | null;
}): JSX.Element {
  const { detail, report, sides } = props;
  const timed = detail.targets.filter(({ latenciesMs }) => latenciesMs.length > 0);
  if (timed.length === 0) return <p>Nothing was timed.</p>;
  const curves = timed.map(({ id, latenciesMs, unanswered }) => {
    const side = sideOf(id, sides);
    const marks = side === null ? [] : marksOf(report, id);
    return { name: id, ascendingMs: latenciesMs, missing: unanswered, tag: side, marks };
  });
  return (
    <EcdfChart
      curves={curves}
      label={describe(report, timed)}
      axis="time to the whole answer (logarithmic)"
    />
  );
}

function sideOf(id: string, sides: Sides | null): EcdfCurve['tag'] {
  if (id === sides?.baseline) return 'baseline';
  return id === sides?.candidate ? 'candidate' : null;
}

/** Quantiles that have a time. */
function marksOf({ summary }: Report, id: string): readonly Mark[] {
  const latency = summary.targets.find((target) => target.id === id)?.latency;
  if (latency === undefined) return [];
  const { p50Ms, p95Ms } = latency;
  return [
    ...(p50Ms === null ? [] : [{ ms: p50Ms, share: 0.5, name: 'p50' }]),
    ...(p95Ms === null ? [] : [{ ms: p95Ms, share: 0.95, name: 'p95' }]),
  ];
}

function describe({ summary }: Report, timed: readonly TargetDetail[]): string {
  const rows = timed.map(({ id }) => {
    const latency = summary.targets.find((target) => target.id === id)?.latency;
    return `${id} p50 ${milliseconds(latency?.p50Ms ?? null)} p95 ${milliseconds(latency?.p95Ms ?? null)}`;
  });
  return `Share of exchanges answered by a time. ${rows.join('; ')}`;
}
