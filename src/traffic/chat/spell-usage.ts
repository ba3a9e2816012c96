import type { JsonObject } from '../../contract/json-value.ts';
import type { Usage } from '../../contract/exchanges/response.ts';

/** Null where the provider did not count both: a count that is not known is not there, and never 0. */
export function spellUsage(usage: Usage): JsonObject | null {
  const { inputTokens, outputTokens, cachedTokens, reasoningTokens } = usage;
  if (inputTokens === null || outputTokens === null) return null;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    ...(cachedTokens !== null && { prompt_tokens_details: { cached_tokens: cachedTokens } }),
    ...(reasoningTokens !== null && { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}
