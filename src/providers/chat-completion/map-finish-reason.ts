import type { FinishReason, UnifiedFinishReason } from '../../contract/finish-reason.ts';

/**
 * The finish words of servers that speak chat completions. A word outside the table is `unknown`, never `stop`.
 * `cancelled`, `abort` and `repetition` are the engine's own way of giving up.
 */
const FINISH_WORDS: Readonly<Record<string, UnifiedFinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  time_limit: 'length',
  tool_calls: 'tool_calls',
  tool_use: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
  content_filtered: 'content_filter',
  model_context_window_exceeded: 'context_window',
  error: 'error',
  abort: 'error',
  cancelled: 'error',
  repetition: 'error',
};

/** Null when the wire gave no reason, or an empty one. `truncated` is llama.cpp's word for a full window. */
export function mapFinishReason(raw: unknown, truncated: boolean): FinishReason | null {
  if (typeof raw !== 'string' || raw === '') return null;
  const unified = Object.hasOwn(FINISH_WORDS, raw.toLowerCase())
    ? (FINISH_WORDS[raw.toLowerCase()] ?? 'unknown')
    : 'unknown';
  return { unified: unified === 'length' && truncated ? 'context_window' : unified, raw };
}
