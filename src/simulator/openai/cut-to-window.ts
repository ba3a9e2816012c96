import { estimateInputTokens } from '../estimate-tokens.ts';
import type { Heard, HeardMessage } from '../face.ts';

/**
 * What is left of a conversation in a window of so many tokens. System messages and the last message stay; of the
 * others the oldest go until the rest fits: https://github.com/ollama/ollama/blob/main/server/prompt.go.
 * A last message that is too long by itself keeps its end.
 */
export function cutToWindow(
  { messages, tools }: Pick<Heard, 'messages' | 'tools'>,
  windowTokens: number | null,
): readonly HeardMessage[] {
  if (windowTokens === null) return messages;
  const over = (kept: readonly HeardMessage[]): number =>
    estimateInputTokens({ messages: kept, tools }) - windowTokens;
  const last = messages.length - 1;
  const from = messages.findIndex((_message, index) => over(keepFrom(messages, index)) <= 0);
  if (from !== -1) return keepFrom(messages, from);
  const kept = keepFrom(messages, last);
  return kept.map((message, index) =>
    index === kept.length - 1 ? { ...message, text: keepEnd(message.text, over(kept)) } : message,
  );
}

function keepFrom(messages: readonly HeardMessage[], from: number): readonly HeardMessage[] {
  return messages.filter((message, index) => message.role === 'system' || index >= from);
}

/** The end of a text that is so many tokens too long; a character may have up to four bytes, a token has four. */
function keepEnd(text: string, tokensOver: number): string {
  return Array.from(text)
    .slice(tokensOver * 4)
    .join('');
}
