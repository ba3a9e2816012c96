import type { ToolTriggers } from '../contract/summary.ts';
import type { ExchangeRecord } from '../contract/record.ts';

/** Exchanges of one prompt by whether they called a tool. */
export interface TriggerTally {
  called: number;
  quiet: number;
}

/** Of a prompt's figures, what its triggers are counted against. */
interface TriggerRow {
  readonly expectsCall: boolean | null;
  readonly planned: number;
  readonly skipped: number;
  readonly triggers: TriggerTally;
}

export function tallyTrigger(tally: TriggerTally, { exchange }: ExchangeRecord): void {
  if (exchange?.outcome.type !== 'response') return;
  if (exchange.outcome.response.toolCalls.length > 0) tally.called += 1;
  else tally.quiet += 1;
}

/** Agreement with the golden on whether to call a tool at all, over the prompts that offer some. */
export function triggersOf(tallies: readonly TriggerRow[]): ToolTriggers {
  const sum = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0, unseen: 0 };
  for (const { expectsCall, planned, skipped, triggers } of tallies) {
    if (expectsCall === null) continue;
    sum.unseen += planned - skipped - triggers.called - triggers.quiet;
    sum[expectsCall ? 'truePositives' : 'falsePositives'] += triggers.called;
    sum[expectsCall ? 'falseNegatives' : 'trueNegatives'] += triggers.quiet;
  }
  const { truePositives: hits, falsePositives, falseNegatives } = sum;
  return {
    ...sum,
    precision: share(hits, hits + falsePositives),
    recall: share(hits, hits + falseNegatives),
    f1: share(2 * hits, 2 * hits + falsePositives + falseNegatives),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
