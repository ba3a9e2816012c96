import type { CanonicalRequest } from '../contract/exchanges/request.ts';

/** Role markers and line breaks of the Llama 4 chat template. */
const TOKENS_PER_MESSAGE = 6;
/** Llama 4 spends 144 tokens on each tile of 336 px and one overview; a screenshot has about eight. */
const TOKENS_PER_IMAGE = 1_300;
/** Characters that a byte-pair vocabulary rarely joins: CJK, kana, hangul, emoji. */
const DENSE = /[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF\uFF00-\uFFEF]|\p{Extended_Pictographic}/gu;
/** Other scripts beyond Latin: about two characters a token. */
const WIDE = /[\u0370-\u1FFF]/gu;

function textTokens(text: string): number {
  if (Buffer.byteLength(text) === text.length) return text.length / 4;
  const dense = text.match(DENSE)?.length ?? 0;
  const wide = text.match(WIDE)?.length ?? 0;
  return dense + wide / 2 + Math.max(0, text.length - dense - wide) / 4;
}

/** Input tokens of a request, guessed from its characters: no tokenizer, right within about a third. */
export function estimateInputTokens(request: CanonicalRequest): number {
  let tokens = 0;
  for (const message of request.messages) {
    tokens += TOKENS_PER_MESSAGE;
    for (const part of message.content) {
      tokens += part.type === 'text' ? textTokens(part.text) : TOKENS_PER_IMAGE;
    }
    if (message.role === 'assistant' && message.toolCalls.length > 0) {
      tokens += textTokens(JSON.stringify(message.toolCalls));
    }
  }
  if (request.tools.length > 0) tokens += textTokens(JSON.stringify(request.tools));
  if (request.output.type === 'json') tokens += textTokens(JSON.stringify(request.output.schema));
  return Math.ceil(tokens);
}

/**
 * Tokens that a request may cost at most, as an estimate for a dry run and for quota pools: the guessed input plus the
 * whole output cap. Bedrock reserves just that at the start of a request (gh:aws/agent-toolkit-for-aws quota-health.md).
 */
export function estimateTokens(request: CanonicalRequest): number {
  return estimateInputTokens(request) + (request.maxOutputTokens ?? 0);
}
