import type { FinishReason, UnifiedFinishReason } from '../../contract/finish-reason.ts';

/** https://platform.openai.com/docs/api-reference/chat/object: a window that is full is a length, and it has no other words. */
const WORDS: Readonly<Record<Exclude<UnifiedFinishReason, 'unknown'>, string>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
  context_window: 'length',
  error: 'error',
};

/** A word outside the table stays the provider's own: to call it `stop` would certify what nobody knows. */
export function finishWord(finish: FinishReason | null): string | null {
  if (finish === null) return null;
  return finish.unified === 'unknown' ? finish.raw : WORDS[finish.unified];
}
