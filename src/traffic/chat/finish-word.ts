import type { FinishReason, UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';

/** https://platform.openai.com/docs/api-reference/chat/object: a window that is full is a length, and it has no other words. */
const WORDS: Readonly<Record<Exclude<UnifiedFinishReason, 'unknown'>, string>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
  context_window: 'length',
  error: 'error',
};

/** How a choice of OpenAI's form says that it ended. */
interface SpelledFinish {
  readonly finish_reason: string | null;
  readonly native_finish_reason?: string;
}

/**
 * A word outside the table is none that typed clients take. `stop` in its place would certify what nobody knows, so it is
 * told as an answer that may not be whole, with the provider's own word beside it, where OpenRouter has it:
 * https://openrouter.ai/docs/api-reference/overview
 */
export function spellFinish(finish: FinishReason | null): SpelledFinish {
  if (finish === null) return { finish_reason: null };
  if (finish.unified !== 'unknown') return { finish_reason: WORDS[finish.unified] };
  return { finish_reason: WORDS.length, native_finish_reason: finish.raw };
}

/** The same in one word, for an account: the provider's own where it is outside the table. */
export function finishWord(finish: FinishReason | null): string | null {
  const { finish_reason: word, native_finish_reason: native } = spellFinish(finish);
  return native ?? word;
}
