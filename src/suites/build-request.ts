import type { GoldenPrompt } from '../contract/suites/prompt.ts';
import type { CanonicalRequest } from '../contract/exchanges/request.ts';

/** The request that a prompt stands for. Equal for every target: what one cannot carry, its adapter declares. */
export function buildRequest(prompt: GoldenPrompt, requestId: string): CanonicalRequest {
  return {
    requestId,
    messages: prompt.messages,
    maxOutputTokens: prompt.maxOutputTokens,
    temperature: prompt.temperature,
    topP: prompt.topP,
    seed: prompt.seed,
    stop: prompt.stop,
    tools: prompt.tools,
    toolChoice: prompt.toolChoice,
    output: prompt.output === null ? { type: 'text' } : { type: 'json', ...prompt.output },
  };
}
