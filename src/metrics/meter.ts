import { usagesOf, type ExchangeFacts } from '../contract/exchanges/exchange.ts';
import type { Metered } from '../contract/runs/summary.ts';

/** Adds the tokens of every attempt of an exchange, as far as its provider said them. */
export function meter(
  metered: { -readonly [Key in keyof Metered]: Metered[Key] },
  exchange: Pick<ExchangeFacts, 'attempts' | 'outcome'>,
): void {
  for (const usage of usagesOf(exchange)) {
    const [input, output] = [usage?.inputTokens ?? null, usage?.outputTokens ?? null];
    metered.attempts += 1;
    if (input === null || output === null) metered.unmetered += 1;
    metered.inputTokens += input ?? 0;
    metered.outputTokens += output ?? 0;
  }
}
