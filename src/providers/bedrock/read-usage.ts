import type { Usage } from '../../contract/response.ts';
import { countAt, isRecord } from '../../json/read.ts';

/** Converse's usage record; null when there is none. */
export function readConverseUsage(record: unknown): Usage | null {
  if (!isRecord(record)) return null;
  return {
    inputTokens: countAt(record, 'inputTokens'),
    outputTokens: countAt(record, 'outputTokens'),
    cachedTokens: countAt(record, 'cacheReadInputTokens'),
    reasoningTokens: null,
  };
}

/** What is wrong with the total of Converse's usage record, in words, or null. What a cache held may count in it. */
export function oddConverseTotal(record: unknown): string | null {
  const [input, output] = [countAt(record, 'inputTokens'), countAt(record, 'outputTokens')];
  const total = countAt(record, 'totalTokens');
  if (input === null || output === null || total === null) return null;
  const cached =
    (countAt(record, 'cacheReadInputTokens') ?? 0) + (countAt(record, 'cacheWriteInputTokens') ?? 0);
  if (total === input + output || total === input + output + cached) return null;
  return `${input} and ${output} tokens are ${total} together`;
}

/** The counts of a native Llama body or chunk; the invocation metrics of the last chunk come first. */
export function readLlamaUsage(body: unknown): Usage | null {
  const metrics = isRecord(body) ? body['amazon-bedrock-invocationMetrics'] : null;
  const usage = {
    inputTokens: countAt(metrics, 'inputTokenCount') ?? countAt(body, 'prompt_token_count'),
    outputTokens: countAt(metrics, 'outputTokenCount') ?? countAt(body, 'generation_token_count'),
    cachedTokens: null,
    reasoningTokens: null,
  };
  return usage.inputTokens === null && usage.outputTokens === null ? null : usage;
}
