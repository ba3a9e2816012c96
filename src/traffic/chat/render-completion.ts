import type { JsonObject } from '../../contract/json-value.ts';
import type { CanonicalResponse } from '../../contract/exchanges/response.ts';
import { answerId, callId, type AnswerHead } from './answer-head.ts';
import { spellFinish } from './finish-word.ts';
import { spellUsage } from './spell-usage.ts';

/** An answer of any wire as OpenAI's object: https://platform.openai.com/docs/api-reference/chat/object */
export function renderCompletion(response: CanonicalResponse, head: AnswerHead): string {
  const { text, reasoning, toolCalls, systemFingerprint } = response;
  const calls = toolCalls.map(({ id, name, rawArguments }, index) => ({
    id: callId(id, head, index),
    type: 'function',
    function: { name, arguments: rawArguments },
  }));
  const message: JsonObject = {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    // The name that vLLM gave it, and that clients of this form read.
    ...(reasoning !== null && { reasoning_content: reasoning }),
    refusal: null,
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  const usage = spellUsage(response.usage);
  return JSON.stringify({
    id: answerId(head),
    object: 'chat.completion',
    created: Math.floor(head.createdMs / 1000),
    model: response.model ?? head.model,
    choices: [{ index: 0, message, logprobs: null, ...spellFinish(response.finishReason) }],
    ...(usage !== null && { usage }),
    ...(systemFingerprint !== null && { system_fingerprint: systemFingerprint }),
  });
}
