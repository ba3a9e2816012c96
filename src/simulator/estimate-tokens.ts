import type { Heard, HeardMessage, Play } from './face.ts';

const BYTES_PER_TOKEN = 4;
const TOKENS_PER_MESSAGE = 4;
const TOKENS_PER_IMAGE = 576;

/** Tokens of a text, at about four UTF-8 bytes each. */
export function estimateTextTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

function estimateMessage(message: HeardMessage): number {
  const calls = message.toolCalls.reduce(
    (sum, call) => sum + estimateTextTokens(call.name + JSON.stringify(call.arguments)),
    0,
  );
  return (
    TOKENS_PER_MESSAGE + estimateTextTokens(message.text) + message.images.length * TOKENS_PER_IMAGE + calls
  );
}

/** Tokens of everything the model reads: messages, images, tools. */
export function estimateInputTokens(heard: Pick<Heard, 'messages' | 'tools'>): number {
  const messages = heard.messages.reduce((sum, message) => sum + estimateMessage(message), 0);
  return heard.tools.length === 0 ? messages : messages + estimateTextTokens(JSON.stringify(heard.tools));
}

/** Tokens of everything the model writes. */
export function estimateOutputTokens(answer: Pick<Play, 'text' | 'toolCalls'>): number {
  return answer.toolCalls.reduce(
    (sum, call) => sum + estimateTextTokens(call.name + JSON.stringify(call.arguments)),
    estimateTextTokens(answer.text),
  );
}
