import type { CanonicalRequest, Message } from '../contract/request.ts';

const CHARACTERS_PER_TOKEN = 4;
const TOKENS_PER_IMAGE = 1_000;
const OUTPUT_WHEN_UNCAPPED = 1_000;

/** A rough cost, input and the whole output allowance, for limits on tokens per minute. */
export function estimateTokens(request: CanonicalRequest): number {
  const tools = request.tools.length === 0 ? 0 : JSON.stringify(request.tools).length;
  let characters = tools;
  let images = 0;
  for (const message of request.messages) {
    for (const part of message.content) {
      if (part.type === 'text') characters += part.text.length;
      else images += 1;
    }
    characters += toolCallLength(message);
  }
  return (
    Math.ceil(characters / CHARACTERS_PER_TOKEN) +
    images * TOKENS_PER_IMAGE +
    (request.maxOutputTokens ?? OUTPUT_WHEN_UNCAPPED)
  );
}

function toolCallLength(message: Message): number {
  return message.role === 'assistant' && message.toolCalls.length > 0
    ? JSON.stringify(message.toolCalls).length
    : 0;
}
