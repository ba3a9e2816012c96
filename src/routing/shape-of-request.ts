import type { CanonicalRequest } from '../contract/exchanges/request.ts';
import type { RequestShape } from '../contract/routing/route.ts';

/** What a sender says of a request beside it. */
export type Hints = Pick<RequestShape, 'intents' | 'priority' | 'strictLatency' | 'confidence'>;

export const NO_HINTS: Hints = { intents: [], priority: 'normal', strictLatency: false, confidence: null };

/** The shape of a request as adapters get it. */
export function shapeOfRequest(request: Omit<CanonicalRequest, 'requestId'>, hints: Hints): RequestShape {
  const parts = request.messages.flatMap(({ content }) => [...content]);
  const texts = parts.flatMap((part) => (part.type === 'text' ? part.text : []));
  const calls = request.messages.flatMap((message) =>
    message.role === 'assistant' ? message.toolCalls.map((call) => JSON.stringify(call)) : [],
  );
  const schema = request.output.type === 'json' ? [JSON.stringify(request.output.schema)] : [];
  const tools = request.tools.map((tool) => JSON.stringify(tool));
  return {
    ...hints,
    ...sizesOf([...texts, ...calls], [...tools, ...schema]),
    messages: request.messages.length,
    imageCount: parts.filter(({ type }) => type === 'image').length,
    structured: request.output.type === 'json',
    tools: request.tools.length > 0,
    maxOutputTokens: request.maxOutputTokens,
  };
}

/** How long what is written and what is declared are, together and each. */
export function sizesOf(
  texts: readonly string[],
  structures: readonly string[],
): Pick<RequestShape, 'textCharacters' | 'structuredCharacters' | 'extraBytes'> {
  const [textCharacters, structuredCharacters] = [charactersOf(texts), charactersOf(structures)];
  const bytes = [...texts, ...structures].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return { textCharacters, structuredCharacters, extraBytes: bytes - textCharacters - structuredCharacters };
}

function charactersOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
