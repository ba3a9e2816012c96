import type { Catalog } from '../config/catalog.ts';
import type { Leg, TargetCost } from '../contract/cost.ts';
import type { CaseId } from '../contract/case-id.ts';
import type { ExchangeRecord } from '../contract/record.ts';
import type { Summary } from '../contract/summary.ts';
import { openBill, type Bill, type BilledPrompt } from '../cost/bill.ts';
import { costOf } from '../cost/invoice.ts';
import { pricesOf } from '../cost/price-of.ts';
import { askedAt } from '../store/asked-at.ts';
import type { RunManifest } from '../store/manifest.ts';

/** What the targets of a run cost, as its records show it. */
export interface RunBill {
  add(record: ExchangeRecord): void;
  /** In the order of the summary; none where no price of any target is written down. */
  costs(summary: Pick<Summary, 'targets'>, endedMs: number): readonly TargetCost[];
  prompts(target: string, endedMs: number): readonly BilledPrompt[];
}

type Begun = Pick<RunManifest, 'startedAt' | 'rejudged' | 'legs' | 'plan' | 'purpose'>;

/** By the prices of a configuration, each attempt at that which held when it was made. */
export function billRun(manifest: Begun, { targets, prices }: Pick<Catalog, 'targets' | 'prices'>): RunBill {
  const { legs, rejudged, startedAt } = manifest;
  // Requests count their times from the start of the process that sent them, and who judges anew is another.
  const when = {
    fromMs: Date.parse(askedAt(manifest) ?? startedAt),
    isExact: legs.length === 1 && rejudged === null,
  };
  const bills = new Map<string, Bill>(
    targets.map((target) => [
      target.id,
      openBill(pricesOf(prices, target), when, (id) => legOf(id, manifest)),
    ]),
  );
  const prompts = (target: string, endedMs: number): readonly BilledPrompt[] =>
    bills.get(target)?.prompts(endedMs) ?? [];
  return {
    add: (record) => bills.get(record.case.target)?.add(record),
    costs: (summary, endedMs) =>
      prices.length === 0 ? [] : summary.targets.map((row) => costOf(row, prompts(row.id, endedMs))),
    prompts,
  };
}

/** In a run that asks one side once, the other is asked again to know its noise. */
function legOf({ target, repetition }: CaseId, { plan, purpose }: Pick<Begun, 'plan' | 'purpose'>): Leg {
  if (plan.once === null) return 'answers';
  if (target !== plan.once) return repetition === 1 ? 'answers' : 'a/a';
  return purpose?.what === 'stage' && purpose.stage === 'shadow' ? 'shadow' : 'answers';
}
