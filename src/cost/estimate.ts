import type { Price } from '../contract/cost/cost.ts';
import { decimalOf, picosOf, shareOf, type Picos } from './money.ts';

/** Tokens that are to be asked of somebody, and what they cost there; null is unknown. */
export interface Asked {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly price: Price | null;
}

/** What asking is to cost, to a millionth and no less; null where a price is unknown, or they are in several currencies. */
export function estimate(
  asked: readonly Asked[],
): { readonly currency: string; readonly amount: string } | null {
  const [first] = asked;
  const currency = first?.price?.currency;
  if (currency === undefined) return null;
  let total: Picos = 0n;
  for (const { inputTokens, outputTokens, price } of asked) {
    if (price === null || price.currency !== currency) return null;
    const input = Math.max(price.input, price.cachedInput ?? 0, price.image ?? 0);
    total += picosOf(inputTokens, input) + picosOf(outputTokens, price.output);
  }
  return { currency, amount: decimalOf(shareOf(total, 1)) };
}
