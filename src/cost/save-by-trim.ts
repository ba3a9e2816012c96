import type { TrimSaving } from '../contract/cost/savings.ts';
import { shownRange, sumOf, type Range } from './amounts.ts';
import type { AskedRequest, PriceWhen } from './asked-request.ts';
import { picosOf } from './money.ts';

/** What would have been saved had no input been longer than so many tokens. */
export function saveByTrim(
  requests: readonly AskedRequest[],
  priceOf: PriceWhen,
  toTokens: number,
): TrimSaving {
  const long = requests.filter(({ inputTokens }) => inputTokens > toTokens);
  const saved = long.map((request) => savedOn(request, request.inputTokens - toTokens, priceOf));
  const known = saved.flatMap((range) => range ?? []);
  return {
    toTokens,
    requests: long.length,
    accepted: long.filter(({ accepted }) => accepted).length,
    tokens: long.reduce((sum, { inputTokens }) => sum + inputTokens - toTokens, 0),
    saved: known.length < saved.length ? null : shownRange(sumOf(known)),
  };
}

/** Nobody knows which tokens it would have been: those that cost least, or those that cost most. */
function savedOn(request: AskedRequest, tokens: number, priceOf: PriceWhen): Range | null {
  const price = priceOf(request);
  if (price === null) return null;
  const { input, image, cachedInput } = price;
  const mayBeCached = request.cachedTokens !== 0 && cachedInput !== null;
  const prices = [input, ...(image === null ? [] : [image]), ...(mayBeCached ? [cachedInput] : [])];
  return { least: picosOf(tokens, Math.min(...prices)), most: picosOf(tokens, Math.max(...prices)) };
}
