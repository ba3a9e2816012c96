import type { Price } from '../../contract/cost/cost.ts';
import { usagesOf, type Exchange } from '../../contract/exchanges/exchange.ts';
import type { Target } from '../../contract/wires/target.ts';
import { picosOf } from '../../cost/money.ts';
import { estimateInputTokens } from '../../suites/estimate-tokens.ts';
import type { Spending } from '../../traffic/day-budget.ts';
import type { ReadyLive } from './ask-live.ts';

/** What a token costs at a target now; null where nobody knows. */
export type PriceNow = (target: string) => Price | null;

/** Of a request and a model that have no cap. */
const USUAL_CAP = 4_096;

/** What asking a live request again may take: every leg to its cap, once. */
export function mostOf({ legs, kept }: ReadyLive, priceNow: PriceNow): Spending {
  const input = estimateInputTokens(kept.request);
  return sumOf(
    legs.map(({ asked: { target, skipReason } }) =>
      skipReason === null ? spendingOf(input, capOf(kept.request, target), priceNow(target.id)) : NOTHING,
    ),
  );
}

/** What one exchange took. An attempt that nobody counted took what it may have. */
export function spentBy(
  exchange: Exchange,
  { kept }: ReadyLive,
  target: Target,
  price: Price | null,
): Spending {
  const input = estimateInputTokens(kept.request);
  const cap = capOf(kept.request, target);
  return sumOf(
    usagesOf(exchange).map((usage) =>
      spendingOf(usage?.inputTokens ?? input, usage?.outputTokens ?? cap, price),
    ),
  );
}

const NOTHING: Spending = { tokens: 0, picos: 0n };

function capOf({ maxOutputTokens }: ReadyLive['kept']['request'], { model }: Pick<Target, 'model'>): number {
  return maxOutputTokens ?? Math.min(model.maxOutputTokens ?? USUAL_CAP, USUAL_CAP);
}

function spendingOf(input: number, output: number, price: Price | null): Spending {
  const dearest = price === null ? 0 : Math.max(price.input, price.image ?? 0, price.cachedInput ?? 0);
  const picos = price === null ? 0n : picosOf(input, dearest) + picosOf(output, price.output);
  return { tokens: input + output, picos };
}

export function sumOf(all: readonly Spending[]): Spending {
  return all.reduce(
    (sum, { tokens, picos }) => ({ tokens: sum.tokens + tokens, picos: sum.picos + picos }),
    NOTHING,
  );
}
