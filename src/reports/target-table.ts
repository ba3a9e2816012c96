import type { TargetSummary } from '../contract/summary.ts';
import { count, interval, milliseconds, percent } from './format.ts';

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

function measured(head: string, read: (target: TargetSummary) => number | null, short = head): TargetColumn {
  return { head, short, align: 'right', cell: (target) => milliseconds(read(target)), ill: never };
}

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

export const QUALITY_COLUMNS: readonly TargetColumn[] = [
  {
    head: 'schema match [95%]',
    short: 'schema match [95%]',
    align: 'right',
    cell: ({ schemaMatch }) =>
      schemaMatch.planned === 0
        ? '-'
        : `${schemaMatch.matched}/${schemaMatch.planned} ${percent(schemaMatch.rate)} ${interval(schemaMatch)}`,
    ill: ({ schemaMatch }) => schemaMatch.matched < schemaMatch.planned,
  },
  measured('p50', ({ latency }) => latency.p50Ms),
  measured('p95', ({ latency }) => latency.p95Ms),
  counted('retries', (target) => target.retries, false),
  counted('truncated', (target) => target.truncated, false, 'trunc.'),
  counted('cut streams', (target) => target.incompleteStreams, true, 'cut'),
];

function agreed(part: number, whole: number, rate: number | null): string {
  return rate === null ? '-' : `${part}/${whole} ${percent(rate)}`;
}

const isOff = ({ toolTriggers }: TargetSummary): boolean => (toolTriggers.f1 ?? 1) < 1;

/** When output begins, and whether tools are called where the golden calls them. */
export const FLOW_COLUMNS: readonly TargetColumn[] = [
  measured('1st token p50', ({ timeToFirstToken }) => timeToFirstToken.p50Ms, '1st p50'),
  measured('1st token p95', ({ timeToFirstToken }) => timeToFirstToken.p95Ms, '1st p95'),
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
];
