import type { CanonicalRequest } from '../contract/request.ts';
import type { RequestShape } from '../contract/route.ts';

/** What a sender says of a request beside it. */
export type Hints = Pick<RequestShape, 'intents' | 'priority' | 'strictLatency' | 'confidence'>;

export const NO_HINTS: Hints = { intents: [], priority: 'normal', strictLatency: false, confidence: null };

/** The shape of a request as adapters get it. */
export function shapeOfRequest(request: Omit<CanonicalRequest, 'requestId'>, hints: Hints): RequestShape {
  const parts = request.messages.flatMap(({ content }) => [...content]);
  const texts = parts.map((part) => (part.type === 'text' ? part.text.length : 0));
  const calls = request.messages.flatMap((message) =>
    message.role === 'assistant' ? message.toolCalls.map((call) => JSON.stringify(call).length) : [],
  );
  const schema = request.output.type === 'json' ? JSON.stringify(request.output.schema).length : 0;
  const tools = request.tools.map((tool) => JSON.stringify(tool).length);
  return {
    ...hints,
    textCharacters: sum([...texts, ...calls]),
    structuredCharacters: sum([...tools, schema]),
    imageCount: parts.filter(({ type }) => type === 'image').length,
    structured: request.output.type === 'json',
    tools: request.tools.length > 0,
    maxOutputTokens: request.maxOutputTokens,
  };
}

/** All of them together. */
export function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total + length, 0);
}
