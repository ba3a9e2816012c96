import type { JsonObject } from '../../contract/json-value.ts';
import type { ErrorWords, ServerRow } from './server-row.ts';
import { hostedWords } from './words-hosted.ts';

/** An error in the router's envelope. `metadata` is what it knows of the provider behind. */
export function openrouter(status: number, message: string, metadata: JsonObject | null = null): ErrorWords {
  return { status, form: 'coded', type: '', message, ...(metadata !== null && { extra: { metadata } }) };
}

/** https://openrouter.ai/docs/api-reference/errors */
export const OPENROUTER_WORDS: Pick<ServerRow, 'errors' | 'refusals'> = hostedWords('coded', {
  authentication: openrouter(401, 'No auth credentials found'),
  permission: openrouter(403, 'Key is not allowed to use this model'),
  model_not_found: openrouter(400, '{model} is not a valid model ID'),
  context_overflow: openrouter(
    400,
    "This endpoint's maximum context length is {contextTokens} tokens. However, you requested about {totalTokens} tokens",
  ),
  rate_limited: openrouter(429, 'Provider returned error', {
    raw: '{model} is temporarily rate-limited upstream. Please retry shortly.',
    provider_name: 'Simulated',
  }),
  quota_exhausted: openrouter(
    402,
    'Insufficient credits. Add more using https://openrouter.ai/settings/credits',
  ),
  overloaded: openrouter(503, 'No instances available'),
  timeout: openrouter(408, 'Request timed out'),
  server_error: openrouter(502, 'Provider returned error', { provider_name: 'Simulated' }),
});
