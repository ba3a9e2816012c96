import type { FinishReason, UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html (stopReason) */
const STOP_REASONS: Readonly<Record<string, UnifiedFinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  content_filtered: 'content_filter',
  guardrail_intervened: 'content_filter',
  model_context_window_exceeded: 'context_window',
  malformed_model_output: 'error',
  malformed_tool_use: 'error',
};

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html (stop_reason) */
const LLAMA_STOP_REASONS: Readonly<Record<string, UnifiedFinishReason>> = { stop: 'stop', length: 'length' };

export function mapConverseStopReason(raw: string | null): FinishReason | null {
  return mapWith(STOP_REASONS, raw);
}

/** Converse's words too: bodies have been seen that end with one. */
export function mapLlamaStopReason(raw: string | null): FinishReason | null {
  return mapWith(isForeignToLlama(raw) ? STOP_REASONS : LLAMA_STOP_REASONS, raw);
}

/** Whether a stop_reason is a word of Converse, and none of native Llama. */
export function isForeignToLlama(raw: string | null): raw is string {
  return raw !== null && Object.hasOwn(STOP_REASONS, raw) && !Object.hasOwn(LLAMA_STOP_REASONS, raw);
}

function mapWith(
  table: Readonly<Record<string, UnifiedFinishReason>>,
  raw: string | null,
): FinishReason | null {
  if (raw === null || raw === '') return null;
  return { unified: Object.hasOwn(table, raw) ? (table[raw] ?? 'unknown') : 'unknown', raw };
}
