import type { TargetSummary } from '../contract/summary.ts';
import { count, interval, milliseconds, percent } from './format.ts';

/** One column of the table of targets. `ill` is true where the cell deserves a second look. */
export interface TargetColumn {
  readonly head: string;
  readonly align: 'left' | 'right';
  cell(target: TargetSummary): string;
  ill(target: TargetSummary): boolean;
}

const never = (): boolean => false;

function counted(head: string, read: (target: TargetSummary) => number, isIll: boolean): TargetColumn {
  return {
    head,
    align: 'right',
    cell: (target) => count(read(target)),
    ill: (target) => isIll && read(target) > 0,
  };
}

export const COUNT_COLUMNS: readonly TargetColumn[] = [
  { head: 'target', align: 'left', cell: (target) => target.id, ill: never },
  counted('planned', (target) => target.counts.planned, false),
  counted('passed', (target) => target.counts.passed, false),
  counted('failed', (target) => target.counts.failed, true),
  counted('errored', (target) => target.counts.errored, true),
  counted('skipped', (target) => target.counts.skipped, false),
  counted('missing', (target) => target.counts.missing, true),
];

export const QUALITY_COLUMNS: readonly TargetColumn[] = [
  {
    head: 'schema match',
    align: 'right',
    cell: ({ schemaMatch }) =>
      schemaMatch.planned === 0
        ? '-'
        : `${schemaMatch.matched}/${schemaMatch.planned} ${percent(schemaMatch.rate)} ${interval(schemaMatch)}`,
    ill: ({ schemaMatch }) => schemaMatch.matched < schemaMatch.planned,
  },
  { head: 'p50', align: 'right', cell: ({ latency }) => milliseconds(latency.p50Ms), ill: never },
  { head: 'p95', align: 'right', cell: ({ latency }) => milliseconds(latency.p95Ms), ill: never },
  counted('retries', (target) => target.retries, false),
  counted('truncated', (target) => target.truncated, false),
  counted('cut streams', (target) => target.incompleteStreams, true),
];
