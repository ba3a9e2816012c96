import { estimateInputTokens } from '../estimate-tokens.ts';
import type { Heard, HeardMessage } from '../face.ts';

/**
 * What is left of a conversation in a window of so many tokens. System messages and the last message stay, though they
 * may be too long; of the others the oldest go until the rest fits:
 * https://github.com/ollama/ollama/blob/main/server/prompt.go
 */
export function cutToWindow(
  { messages, tools }: Pick<Heard, 'messages' | 'tools'>,
  windowTokens: number | null,
): readonly HeardMessage[] {
  if (windowTokens === null) return messages;
  const fits = (kept: readonly HeardMessage[]): boolean =>
    estimateInputTokens({ messages: kept, tools }) <= windowTokens;
  const from = messages.findIndex((_message, index) => fits(keepFrom(messages, index)));
  return keepFrom(messages, from === -1 ? messages.length - 1 : from);
}

function keepFrom(messages: readonly HeardMessage[], from: number): readonly HeardMessage[] {
  return messages.filter((message, index) => message.role === 'system' || index >= from);
}
