import type { Catalog } from '../../config/catalog.ts';
import type { Price, TargetCost } from '../../contract/cost/cost.ts';
import type { Leg } from '../../contract/exchanges/leg.ts';
import type { CaseId } from '../../contract/exchanges/case-id.ts';
import type { RecordFacts } from '../../contract/exchanges/record.ts';
import type { Summary } from '../../contract/runs/summary.ts';
import type { PriceWhen } from '../../cost/asked-request.ts';
import { openBill, priceWhen, type AskedWhen, type BilledPrompt } from '../../cost/bill.ts';
import { costOf } from '../../cost/invoice.ts';
import { pricesOf } from '../../cost/price-of.ts';
import { askedAt } from '../../store/run/asked-at.ts';
import type { RunManifest } from '../../store/run/manifest.ts';

/** What the targets of a run cost, as its records show it. */
export interface RunBill {
  /** Whether it is known when each of its requests was sent. */
  readonly isTimed: boolean;
  add(record: Pick<RecordFacts, 'case' | 'state' | 'exchange'>): void;
  /** In the order of the summary; none where no price of any target is written down. `endedMs` is the end of the run. */
  costs(summary: Pick<Summary, 'targets'>, endedMs: number): readonly TargetCost[];
  prompts(target: string, endedMs: number): readonly BilledPrompt[];
  priceOf(target: string, endedMs: number): PriceWhen;
}

/** As much of a manifest as a bill takes. */
export type Begun = Parameters<typeof askedAt>[0] & Pick<RunManifest, 'legs' | 'plan' | 'purpose'>;

/** By the prices of a configuration, each attempt at that which held when it was made. */
export function billRun(manifest: Begun, { targets, prices }: Pick<Catalog, 'targets' | 'prices'>): RunBill {
  const when = whenAsked(manifest);
  const ofTarget = new Map<string, readonly Price[]>(
    targets.map((target) => [target.id, pricesOf(prices, target)]),
  );
  const bills = new Map(
    targets.map(({ id }) => [id, openBill(ofTarget.get(id) ?? [], when, (each) => legOf(each, manifest))]),
  );
  let startMs = Number.POSITIVE_INFINITY;
  const prompts = (target: string, endedMs: number): readonly BilledPrompt[] =>
    bills.get(target)?.prompts({ startMs, endedMs }) ?? [];
  return {
    isTimed: when.isExact,
    add(record) {
      startMs = Math.min(startMs, record.exchange?.enqueuedMs ?? startMs);
      bills.get(record.case.target)?.add(record);
    },
    costs: (summary, endedMs) =>
      prices.length === 0 ? [] : summary.targets.map((row) => costOf(row, prompts(row.id, endedMs))),
    prompts,
    priceOf: (target, endedMs) => priceWhen(ofTarget.get(target) ?? [], when, { startMs, endedMs }),
  };
}

/** Requests count their times from the start of the process that sent them, and who judges anew or replays is another. */
function whenAsked(manifest: Begun): AskedWhen {
  const { source, legs, rejudged, startedAt } = manifest;
  return {
    fromMs: Date.parse(askedAt(manifest) ?? startedAt),
    isExact: legs.length === 1 && rejudged === null && source !== 'replay',
  };
}

/** In a run that asks one side once, the other is asked again to know its noise. */
function legOf({ target, repetition }: CaseId, { plan, purpose }: Pick<Begun, 'plan' | 'purpose'>): Leg {
  if (plan.once === null) return 'answers';
  if (target !== plan.once) return repetition === 1 ? 'answers' : 'a/a';
  const isShadow = purpose?.what === 'shadow' || (purpose?.what === 'stage' && purpose.stage === 'shadow');
  return isShadow ? 'shadow' : 'answers';
}
