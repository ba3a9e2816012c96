import type { Exchange } from '../contract/exchange.ts';
import type { Usage } from '../contract/response.ts';
import type { Metered } from '../contract/summary.ts';

type Tokens = Pick<Usage, 'inputTokens' | 'outputTokens'>;

const NOT_SAID: Tokens = { inputTokens: null, outputTokens: null };

/** Adds the tokens of every attempt of an exchange, as far as its provider said them. */
export function meter(
  metered: { -readonly [Key in keyof Metered]: Metered[Key] },
  { attempts, outcome }: Pick<Exchange, 'attempts' | 'outcome'>,
): void {
  for (const [at, { error }] of attempts.entries()) {
    const isLast = at === attempts.length - 1;
    const ended = outcome.type === 'response' ? outcome.response : outcome.error.partial;
    const answered = isLast ? ended : (error?.partial ?? null);
    add(metered, answered?.usage ?? NOT_SAID);
  }
}

function add(
  metered: { -readonly [Key in keyof Metered]: Metered[Key] },
  { inputTokens, outputTokens }: Tokens,
): void {
  metered.attempts += 1;
  if (inputTokens === null || outputTokens === null) metered.unmetered += 1;
  metered.inputTokens += inputTokens ?? 0;
  metered.outputTokens += outputTokens ?? 0;
}
