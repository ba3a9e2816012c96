import { arrayAt, isRecord, recordAt, type UnknownRecord } from '../../json/read.ts';

export const RUN_FORM = "the answer has the form of Workers AI's /ai/run";

/**
 * The chat completion, or the chunk of one, that an answer of Workers AI's `/ai/run` is; anything else as it is. That
 * API wraps what a model says in `{"result":…,"success":true}`, and its text models say `response` where a chat
 * completion has choices: https://developers.cloudflare.com/workers-ai/models/llama-3.1-8b-instruct/.
 * No finish reason is in it.
 */
export function ofRun(value: unknown): unknown {
  if (!isRecord(value) || 'choices' in value || 'error' in value) return value;
  const result = value['success'] === true ? recordAt(value, 'result') : null;
  if (result !== null && arrayAt(result, 'choices') !== null) return result;
  const answer = result ?? value;
  // Ollama's own API says `response` and `done`.
  return isRunText(answer) && !('done' in answer) ? asCompletion(answer, result !== null) : value;
}

/** With `tool_calls` a model says null. In its JSON mode `response` is the object itself. */
function isRunText(answer: UnknownRecord): boolean {
  const { response } = answer;
  return (
    typeof response === 'string' || ((response === null || isRecord(response)) && 'tool_calls' in answer)
  );
}

function asCompletion(answer: UnknownRecord, isWhole: boolean): UnknownRecord {
  const { response, tool_calls, usage } = answer;
  const content = isRecord(response) ? JSON.stringify(response) : response;
  const message = { content, tool_calls };
  return { choices: [{ index: 0, [isWhole ? 'message' : 'delta']: message, finish_reason: null }], usage };
}
