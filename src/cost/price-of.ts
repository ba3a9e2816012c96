import type { Price } from '../contract/cost/cost.ts';
import type { Target } from '../contract/wires/target.ts';

type Priced = Pick<Target, 'id' | 'provider' | 'server'> & { readonly model: Pick<Target['model'], 'id'> };

/** The prices of a target's tokens, one after the other: its own where it has any, else those of its model at its host. */
export function pricesOf(
  prices: readonly Price[],
  { id, provider, server, model }: Priced,
): readonly Price[] {
  const own = prices.filter(({ target }) => target === id);
  if (own.length > 0) return own;
  return prices.filter((price) => price.host === (server ?? provider) && price.model === model.id);
}

/** The one that holds at a moment, in ms of the epoch; null where nobody wrote one down. */
export function priceAt(prices: readonly Price[], atMs: number): Price | null {
  return prices.find((price) => startOf(price) <= atMs && atMs < endOf(price)) ?? null;
}

/** Those that hold at some moment of a time, and whether one does at each of them. */
export function pricesWithin(
  prices: readonly Price[],
  fromMs: number,
  toMs: number,
): { readonly prices: readonly Price[]; readonly isAlways: boolean } {
  const within = prices
    .filter((price) => startOf(price) <= toMs && fromMs < endOf(price))
    .toSorted((a, b) => startOf(a) - startOf(b));
  let reached = fromMs;
  for (const price of within) if (startOf(price) <= reached) reached = Math.max(reached, endOf(price));
  return { prices: within, isAlways: reached > toMs };
}

/** What asking a target costs at a moment. */
export function priceOf(prices: readonly Price[], target: Priced, atMs: number): Price | null {
  return priceAt(pricesOf(prices, target), atMs);
}

function startOf({ from }: Price): number {
  return from === null ? Number.NEGATIVE_INFINITY : Date.parse(from);
}

function endOf({ to }: Price): number {
  return to === null ? Number.POSITIVE_INFINITY : Date.parse(to);
}
