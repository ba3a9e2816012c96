import type { Price } from '../contract/cost.ts';
import type { Target } from '../contract/target.ts';

/** The price of a target's tokens: its own, else that of its model at its host; null where nobody wrote one down. */
export function priceOf(
  prices: readonly Price[],
  {
    id,
    provider,
    server,
    model,
  }: Pick<Target, 'id' | 'provider' | 'server'> & { readonly model: Pick<Target['model'], 'id'> },
): Price | null {
  const own = prices.find(({ target }) => target === id);
  return (
    own ?? prices.find((price) => price.host === (server ?? provider) && price.model === model.id) ?? null
  );
}
