import type { FinishReason, UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';
import { isRecord } from '../../json/read.ts';

/**
 * The finish words of servers that speak chat completions, as they document them. A word outside the table is
 * `unknown`, never `stop`. `cancelled`, `abort` and `repetition` are the engine's own way of giving up.
 */
const FINISH_WORDS: Readonly<Record<string, UnifiedFinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  complete: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  token_limit: 'length',
  model_length: 'length',
  time_limit: 'length',
  tool_calls: 'tool_calls',
  tool_call: 'tool_calls',
  tool_use: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
  content_filtered: 'content_filter',
  guardrail_intervened: 'content_filter',
  safety: 'content_filter',
  sensitive: 'content_filter',
  refusal: 'content_filter',
  model_context_window_exceeded: 'context_window',
  error: 'error',
  abort: 'error',
  cancelled: 'error',
  repetition: 'error',
  network_error: 'error',
  // https://api-docs.deepseek.com/api/create-chat-completion
  insufficient_system_resource: 'error',
  // Gemini's endpoint puts its own word behind a colon: "function_call_filter: MALFORMED_FUNCTION_CALL".
  function_call_filter: 'error',
};

/** What some servers write where null is meant: https://github.com/PowerShell/AIShell/issues/350 */
const NO_REASON: ReadonlySet<string> = new Set(['', 'null', 'none', 'not_finished']);

/** Whether a finish reason is there that says nothing: clients that ask for null alone take it for one. */
export function isEmptyReason(raw: unknown): boolean {
  return typeof raw === 'string' && NO_REASON.has(raw.toLowerCase());
}

/** Whether a finish reason says that the server's own time limit ended the answer: watsonx's word. */
export function isTimeLimit(raw: unknown): boolean {
  return raw === 'time_limit';
}

/** The word of a finish reason. SGLang's native one is an object: `{"type": "stop", "matched": 128009}`. */
function wordOf(raw: unknown): unknown {
  return isRecord(raw) ? raw['type'] : raw;
}

/** Null when the wire gave no reason, or an empty one. `truncated` is llama.cpp's word for a full window. */
export function mapFinishReason(given: unknown, truncated: boolean): FinishReason | null {
  const raw = wordOf(given);
  if (typeof raw !== 'string' || isEmptyReason(raw)) return null;
  const word = (raw.split(':', 1)[0] ?? '').trim().toLowerCase();
  const unified = word.startsWith('malformed_') ? 'error' : unify(word);
  return { unified: unified === 'length' && truncated ? 'context_window' : unified, raw };
}

function unify(word: string): UnifiedFinishReason {
  return Object.hasOwn(FINISH_WORDS, word) ? (FINISH_WORDS[word] ?? 'unknown') : 'unknown';
}
