import type { Seen } from '../fuzz/stage.ts';
import type { Masks } from '../store/masks.ts';
import { arrivedOf, callOnce } from './call-once.ts';
import { traceExchange } from './trace-exchange.ts';

type Call = Omit<Parameters<typeof callOnce>[0], 'name' | 'source' | 'random'>;

/** One call with one attempt, as a caller sees it. */
export async function hearOnce({ masks, ...call }: Call & { readonly masks: Masks }): Promise<Seen> {
  const exchange = await callOnce({ ...call, name: 'fuzz', source: 'simulate', random: () => 0 });
  const { outcome } = exchange;
  const error = outcome.type === 'error' ? outcome.error : null;
  return { response: arrivedOf(outcome), error, traces: () => traceExchange(exchange, masks) };
}
