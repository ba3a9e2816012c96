import type { FindingCode } from '../contract/findings.ts';
import type { ToolTriggers } from '../contract/runs/summary.ts';
import type { ExchangeRecord } from '../contract/exchanges/record.ts';

/** Exchanges of one prompt by whether they called a tool, and its calls one by one. */
export interface TriggerTally {
  called: number;
  /** Called, with a call that no client could make. */
  unusable: number;
  quiet: number;
  calls: number;
  validCalls: number;
}

export const NO_TRIGGERS: TriggerTally = { called: 0, unusable: 0, quiet: 0, calls: 0, validCalls: 0 };

/** Of a prompt's figures, what its triggers are counted against. */
interface TriggerRow {
  readonly expectsCall: boolean | null;
  readonly planned: number;
  readonly skipped: number;
  readonly triggers: TriggerTally;
}

/** Findings after which no client could make the call. */
const INVALID: ReadonlySet<FindingCode> = new Set([
  'tool/unknown-name',
  'tool/arguments-not-json',
  'tool/arguments-invalid',
]);
const CALL = /^\/toolCalls\/\d+/;

function countInvalid({ verdicts }: ExchangeRecord): number {
  const places = new Set<string>();
  for (const verdict of verdicts) {
    if (verdict.status !== 'fail') continue;
    for (const { code, pointer } of verdict.findings) {
      if (INVALID.has(code)) places.add(CALL.exec(pointer)?.[0] ?? pointer);
    }
  }
  return places.size;
}

export function tallyTrigger(tally: TriggerTally, record: ExchangeRecord): void {
  const { exchange } = record;
  if (exchange?.outcome.type !== 'response') return;
  const { length: calls } = exchange.outcome.response.toolCalls;
  if (calls === 0) {
    tally.quiet += 1;
    return;
  }
  const invalid = countInvalid(record);
  tally[invalid === 0 ? 'called' : 'unusable'] += 1;
  tally.calls += calls;
  tally.validCalls += calls - invalid;
}

/** Agreement with the golden on whether to call a tool at all, over the prompts that offer some. */
export function triggersOf(tallies: readonly TriggerRow[]): ToolTriggers {
  const sum = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0, unseen: 0 };
  let calls = 0;
  let validCalls = 0;
  for (const { expectsCall, planned, skipped, triggers } of tallies) {
    if (expectsCall === null) continue;
    const { called, unusable, quiet } = triggers;
    sum.unseen += planned - skipped - called - unusable - quiet;
    sum[expectsCall ? 'truePositives' : 'falsePositives'] += called;
    sum[expectsCall ? 'falseNegatives' : 'falsePositives'] += unusable;
    sum[expectsCall ? 'falseNegatives' : 'trueNegatives'] += quiet;
    calls += triggers.calls;
    validCalls += triggers.validCalls;
  }
  const { truePositives: hits, falsePositives, falseNegatives } = sum;
  return {
    ...sum,
    precision: share(hits, hits + falsePositives),
    recall: share(hits, hits + falseNegatives),
    f1: share(2 * hits, 2 * hits + falsePositives + falseNegatives),
    calls,
    validCalls,
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
