import type { Usage } from '../../contract/exchanges/response.ts';
import { countAt, isRecord } from '../../json/read.ts';

/** Converse's usage record; null when there is none. Input tokens are all of them, as elsewhere: cached ones among them. */
export function readConverseUsage(record: unknown): Usage | null {
  if (!isRecord(record)) return null;
  return {
    inputTokens: inputOf(record),
    outputTokens: countAt(record, 'outputTokens'),
    cachedTokens: countAt(record, 'cacheReadInputTokens'),
    reasoningTokens: null,
  };
}

/** Where the total says so, what a cache held was counted beside the input. https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html */
function inputOf(record: unknown): number | null {
  const [input, output] = [countAt(record, 'inputTokens'), countAt(record, 'outputTokens')];
  if (input === null || output === null) return input;
  const apart = cachedOf(record);
  return countAt(record, 'totalTokens') === input + output + apart ? input + apart : input;
}

function cachedOf(record: unknown): number {
  return (countAt(record, 'cacheReadInputTokens') ?? 0) + (countAt(record, 'cacheWriteInputTokens') ?? 0);
}

/** What is wrong with the total of Converse's usage record, in words, or null. What a cache held may count in it. */
export function oddConverseTotal(record: unknown): string | null {
  const [input, output] = [countAt(record, 'inputTokens'), countAt(record, 'outputTokens')];
  const total = countAt(record, 'totalTokens');
  if (input === null || output === null || total === null) return null;
  if (total === input + output || total === input + output + cachedOf(record)) return null;
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
