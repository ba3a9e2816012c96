import type { JsonObject } from '../../contract/json-value.ts';
import type { Heard } from '../face.ts';
import { tokenLogprobs } from '../token-logprobs.ts';

/** Logprobs of https://docs.oracle.com/iaas/api/#/en/generative-ai-inference/20231130/datatypes/Logprobs, where asked for. */
export function logprobsOf({ topLogprobs }: Heard, tokens: readonly string[]): JsonObject {
  if (topLogprobs === null || tokens.length === 0) return {};
  const { content } = tokenLogprobs(tokens, topLogprobs, { ids: false, bytes: false });
  const offsets = tokens.map((_, at) => tokens.slice(0, at).join('').length);
  return {
    logprobs: {
      tokens: [...tokens],
      tokenLogprobs: content.map(({ logprob = null }) => logprob),
      topLogprobs: content.map((entry) => entry['top_logprobs'] ?? null),
      textOffset: offsets,
    },
  };
}
