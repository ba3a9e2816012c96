import type { UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';
import type { Play } from '../face.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html, stopReason */
const converseStopReasons: Readonly<Record<UnifiedFinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'content_filtered',
  context_window: 'model_context_window_exceeded',
  error: 'malformed_model_output',
  unknown: 'paused',
};

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html, stop_reason: stop, length or null */
const nativeStopReasons: Readonly<Record<UnifiedFinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'stop',
  content_filter: 'stop',
  context_window: 'length',
  error: 'error',
  unknown: 'paused',
};

type Finish = Pick<Play, 'finish' | 'finishWord' | 'stopString' | 'omit'>;

/** The word Converse ends with, or null when the answer has no finish reason. */
export function converseStopReason({ finish, finishWord, stopString, omit }: Finish): string | null {
  if (omit.has('finish')) return null;
  if (finishWord !== null) return finishWord;
  if (finish === 'stop' && stopString !== null) return 'stop_sequence';
  return finish === null ? null : converseStopReasons[finish];
}

/** The word a native Llama response ends with, or null. */
export function nativeStopReason({ finish, finishWord, omit }: Finish): string | null {
  if (omit.has('finish')) return null;
  if (finishWord !== null) return finishWord;
  return finish === null ? null : nativeStopReasons[finish];
}
