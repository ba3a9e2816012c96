import type { Price } from '../contract/cost/cost.ts';
import { usagesOf } from '../contract/exchanges/exchange.ts';
import type { RecordFacts } from '../contract/exchanges/record.ts';

/** One attempt that a provider counted the input of, as what could have been saved on it is reckoned. */
export interface AskedRequest {
  readonly prompt: string;
  readonly requestHash: string;
  /** By the run's clock. */
  readonly sentMs: number;
  readonly inputTokens: number;
  /** Null where the provider does not say, or says more than there were. */
  readonly cachedTokens: number | null;
  readonly accepted: boolean;
}

export function requestsOf({
  case: id,
  state,
  exchange,
}: Pick<RecordFacts, 'case' | 'state' | 'exchange'>): readonly AskedRequest[] {
  if (exchange === null) return [];
  return usagesOf(exchange).flatMap((usage, at) => {
    const input = usage?.inputTokens ?? null;
    if (input === null) return [];
    const cached = usage?.cachedTokens ?? null;
    return [
      {
        prompt: id.prompt,
        requestHash: exchange.requestHash,
        sentMs: exchange.attempts[at]?.sentMs ?? 0,
        inputTokens: input,
        cachedTokens: cached !== null && cached <= input ? cached : null,
        accepted: state === 'passed' && at === exchange.attempts.length - 1,
      },
    ];
  });
}

/** What held when a request was sent; null where nobody knows. */
export type PriceWhen = (request: AskedRequest) => Price | null;
