import type { Latency, TargetSummary } from '../../contract/runs/summary.ts';
import { count, interval, milliseconds, percent } from '../text/format.ts';

/** One column of the table of targets. */
export interface TargetColumn {
  readonly head: string;
  /** The head for a narrow terminal. */
  readonly short: string;
  readonly align: 'left' | 'right';
  cell(target: TargetSummary): string;
  /** True where the cell deserves a second look. */
  ill(target: TargetSummary): boolean;
}

const never = (): boolean => false;

function counted(
  head: string,
  read: (target: TargetSummary) => number,
  isIll: boolean,
  short = head,
): TargetColumn {
  return {
    head,
    short,
    align: 'right',
    cell: (target) => count(read(target)),
    ill: (target) => isIll && read(target) > 0,
  };
}

/** A quantile of times. One that falls among what gave none is longer than the deadline, or nobody knows how long. */
function measured<Of extends Pick<Latency, 'unanswered' | 'deadlineMs'>>(
  head: string,
  of: (target: TargetSummary) => Of,
  read: (times: Of) => number | null,
  short = head,
): TargetColumn {
  const cell = (target: TargetSummary): string => {
    const times = of(target);
    const value = read(times);
    return value === null && times.deadlineMs !== null
      ? `> ${count(Math.round(times.deadlineMs / 1000))} s`
      : milliseconds(value);
  };
  const isUnknown = (target: TargetSummary): boolean =>
    read(of(target)) === null && of(target).unanswered > 0;
  return { head, short, align: 'right', cell, ill: isUnknown };
}

const latencyOf = ({ latency }: TargetSummary) => latency;
const firstTokenOf = ({ timeToFirstToken }: TargetSummary) => timeToFirstToken;

export const IDENTITY_COLUMN: TargetColumn = {
  head: 'target',
  short: 'target',
  align: 'left',
  cell: (target) => target.id,
  ill: never,
};

export const COUNT_COLUMNS: readonly TargetColumn[] = [
  counted('planned', (target) => target.counts.planned, false),
  counted('passed', (target) => target.counts.passed, false),
  counted('failed', (target) => target.counts.failed, true),
  counted('errored', (target) => target.counts.errored, true),
  counted('skipped', (target) => target.counts.skipped, false),
  counted('unproven', (target) => target.counts.unproven, true),
  counted('missing', (target) => target.counts.missing, true),
];

/** Until the whole answer is there. */
export const LATENCY_COLUMNS: readonly TargetColumn[] = [
  measured('p50', latencyOf, ({ p50Ms }) => p50Ms),
  measured('p95', latencyOf, ({ p95Ms }) => p95Ms),
];

export const QUALITY_COLUMNS: readonly TargetColumn[] = [
  {
    head: 'schema match [95%]',
    short: 'schema match [95%]',
    align: 'right',
    cell: ({ schemaMatch }) =>
      schemaMatch.planned === 0
        ? '-'
        : `${schemaMatch.matched}/${schemaMatch.planned} ${percent(schemaMatch.rate)} ${interval(schemaMatch)}${schemaMatch.unenforced > 0 ? '*' : ''}`,
    ill: ({ schemaMatch }) => schemaMatch.matched < schemaMatch.planned,
  },
  ...LATENCY_COLUMNS,
  counted('retries', (target) => target.retries, false),
  counted('truncated', (target) => target.truncated, false, 'trunc.'),
  counted('cut streams', (target) => target.incompleteStreams, true, 'cut'),
];

function agreed(part: number, whole: number, rate: number | null): string {
  return rate === null ? '-' : `${part}/${whole} ${percent(rate)}`;
}

const isOff = ({ toolTriggers }: TargetSummary): boolean => (toolTriggers.f1 ?? 1) < 1;

/** How much of what is compared the answers hold. */
export const SCORE_COLUMNS: readonly TargetColumn[] = [
  {
    head: 'quality [95%]',
    short: 'quality',
    align: 'right',
    cell: ({ quality }) => (quality.score === null ? '-' : `${percent(quality.score)} ${interval(quality)}`),
    ill: ({ quality }) => (quality.score ?? 1) < 1,
  },
];

/** When output begins. */
export const FLOW_COLUMNS: readonly TargetColumn[] = [
  measured('1st token p50', firstTokenOf, ({ p50Ms }) => p50Ms, '1st p50'),
  measured('1st token p95', firstTokenOf, ({ p95Ms }) => p95Ms, '1st p95'),
];

/** Whether tools are called where the golden calls them, and whether the calls can be made. */
export const TOOL_COLUMNS: readonly TargetColumn[] = [
  {
    head: 'tool precision',
    short: 'tool P',
    align: 'right',
    cell: ({ toolTriggers: { truePositives: hits, falsePositives, precision } }) =>
      agreed(hits, hits + falsePositives, precision),
    ill: ({ toolTriggers }) => toolTriggers.falsePositives > 0,
  },
  {
    head: 'tool recall',
    short: 'tool R',
    align: 'right',
    cell: ({ toolTriggers: { truePositives: hits, falseNegatives, recall } }) =>
      agreed(hits, hits + falseNegatives, recall),
    ill: ({ toolTriggers }) => toolTriggers.falseNegatives > 0,
  },
  {
    head: 'tool F1',
    short: 'F1',
    align: 'right',
    cell: ({ toolTriggers }) => percent(toolTriggers.f1),
    ill: isOff,
  },
  {
    head: 'valid calls',
    short: 'valid',
    align: 'right',
    cell: ({ toolTriggers: { calls, validCalls } }) => (calls === 0 ? '-' : `${validCalls}/${calls}`),
    ill: ({ toolTriggers: { calls, validCalls } }) => validCalls < calls,
  },
];
