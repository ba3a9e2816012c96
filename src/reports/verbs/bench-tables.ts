import type { LoadReport } from '../../contract/load/load-report.ts';
import type { StageResult, Times } from '../../contract/load/load.ts';
import type { Capacity } from '../../contract/load/capacity.ts';
import { count, milliseconds, percent, plural } from '../text/format.ts';

interface BenchColumn {
  readonly head: string;
  readonly cell: (stage: StageResult) => string;
}

function timed(
  head: string,
  read: (stage: StageResult) => Times | null | undefined,
  at: keyof Times,
): BenchColumn {
  return { head, cell: (stage) => milliseconds(read(stage)?.[at] ?? null) };
}

const latency = ({ figures }: StageResult): Times | undefined => figures?.latency;
const firstToken = ({ figures }: StageResult): Times | null | undefined => figures?.firstToken;
const perToken = ({ figures }: StageResult): Times | null | undefined => figures?.perOutputToken;

/** What is printed of each stage, beside its target and its load. */
export const BENCH_TABLES: readonly { readonly name: string; readonly columns: readonly BenchColumn[] }[] = [
  {
    name: 'From when requests were scheduled',
    columns: [
      { head: 'asked', cell: ({ scheduled }) => count(scheduled) },
      { head: 'good', cell: spellGoodput },
      timed('p50', latency, 'p50Ms'),
      timed('p95', latency, 'p95Ms'),
      timed('p99', latency, 'p99Ms'),
      timed('first p50', firstToken, 'p50Ms'),
      timed('first p95', firstToken, 'p95Ms'),
      timed('first p99', firstToken, 'p99Ms'),
      timed('token p50', perToken, 'p50Ms'),
      timed('token p95', perToken, 'p95Ms'),
    ],
  },
  {
    name: 'Beside it',
    columns: [
      { head: 'answers/s', cell: ({ figures }) => figures?.answersPerSecond.toFixed(2) ?? '-' },
      { head: 'tokens/s', cell: ({ figures }) => figures?.outputTokensPerSecond?.toFixed(0) ?? '-' },
      timed('p95 from sent', ({ figures }) => figures?.latencyFromSent, 'p95Ms'),
      timed('first p95 from sent', ({ figures }) => figures?.firstTokenFromSent, 'p95Ms'),
      { head: 'retries', cell: ({ retries }) => count(retries) },
      { head: 'dropped', cell: ({ dropped }) => count(dropped) },
      { head: 'errors', cell: spellErrors },
      { head: 'context', cell: ({ figures }) => percent(figures?.contextUsed ?? null) },
      { head: 'cached', cell: ({ figures }) => percent(figures?.cachedShare ?? null) },
    ],
  },
];

/** `3/s up`, or `8 clients down`, with the output cap. */
export function spellLoad({
  load,
  direction,
  outputCap,
}: Pick<StageResult, 'load' | 'direction' | 'outputCap'>): string {
  const asked =
    load.loop === 'open' ? `${rate(load.perSecond)}/s` : `${load.clients} ${plural(load.clients, 'client')}`;
  const way = direction === 'search' ? '' : ` ${direction}`;
  return `${asked}${way}${outputCap === null ? '' : ` <=${outputCap}`}`;
}

/** In one sentence. */
export function benchHeading({ stages, capacities, ended }: LoadReport): string {
  const refused = stages.filter((stage) => stage.refused.length > 0).length;
  const measured = `${count(stages.length)} ${plural(stages.length, 'stage')}`;
  if (capacities.length > 0) {
    const found = capacities.filter(({ low, high }) => low !== null && high !== null).length;
    const of = `${count(found)} of ${count(capacities.length)}`;
    return `both ends of the capacity were found for ${of}, in ${measured}`;
  }
  if (stages.length === 0) return `nothing was measured${ended === null ? '' : `: ${ended}`}`;
  return `${measured}${refused === 0 ? ', every certificate holds' : `, ${count(refused)} refused`}`;
}

/** What a reader must know of the figures, and the capacities that were found. */
export function benchNotes(report: LoadReport): readonly string[] {
  const { source, ended, workload, workloadHash, capacities } = report;
  return [
    ...(source === 'simulate'
      ? ['SYNTHETIC: a simulator answered, on the same machine; this says nothing of the real providers.']
      : []),
    ...(ended === null ? [] : [`Ended early: ${ended}.`]),
    `${spellLimits(report)}. Times count from when a request was scheduled, not from when it was sent.`,
    ...(workload.clients === undefined
      ? []
      : [
          'Closed loop: clients wait for their answers, so a target that stalls is asked less. What others would have waited meanwhile is not in these figures.',
        ]),
    ...capacities.map(spellCapacity),
    `Workload ${workloadHash}.`,
  ];
}

function spellLimits({ workload: { limits, mode } }: LoadReport): string {
  const { firstTokenMs, latencyMs } = limits;
  const each = [
    ...(mode === 'stream' && firstTokenMs !== null
      ? [`its first token within ${milliseconds(firstTokenMs)}`]
      : []),
    ...(latencyMs === null ? [] : [`its whole answer within ${milliseconds(latencyMs)}`]),
  ];
  return each.length === 0
    ? 'Good is whatever is answered'
    : `Good is what has ${each.join(' and ')}, of all that was scheduled`;
}

function spellCapacity(capacity: Capacity): string {
  const { target, low, high, at, confidence, outputCap, stages, certified, reason, quotaPerMinute } =
    capacity;
  const cap = outputCap === null ? '' : ` with at most ${count(outputCap)} output tokens each`;
  const sure = `${Math.round(at * 100)}% in time at ${Math.round(confidence * 100)}% confidence`;
  const tried = `${count(stages)} ${plural(stages, 'rate')} tried; ${reason}`;
  const bound = quotaPerMinute !== null && low !== null && quotaPerMinute / 60 < low;
  const quota = bound
    ? ` Its quota of ${count(quotaPerMinute)} a minute in the configuration lets only ${rate(quotaPerMinute / 60)} a second through.`
    : '';
  return `${target}${cap}: ${spellEnds(low, high)} (${sure}; ${tried}${certified ? '' : '; not certified'}).${quota}`;
}

function spellEnds(low: number | null, high: number | null): string {
  if (low === null && high === null) return 'nothing is shown of its capacity';
  if (low === null) return `less than ${rate(high ?? 0)} a second, and no rate is shown to be carried`;
  if (high === null) return `at least ${rate(low)} a second, and no rate is shown to be too much`;
  return `between ${rate(low)} and ${rate(high)} a second`;
}

function rate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(2) : perSecond.toFixed(1);
}

function spellGoodput({ goodput }: StageResult): string {
  if (goodput === null) return 'refused';
  const { low, high } = goodput;
  return low === high ? percent(low) : `${percent(low)}-${percent(high)}`;
}

function spellErrors({ errors }: StageResult): string {
  const each = Object.entries(errors).map(([kind, times]) => `${count(times)} ${kind}`);
  return each.length === 0 ? '0' : each.join(', ');
}
