import type { ErrorTable, ErrorWords, RefusalWords } from './server-row.ts';
import { vllmWords } from './words-vllm.ts';

const vllm = vllmWords('flat');

const bad = (message: string): ErrorWords => ({
  status: 400,
  form: 'flat',
  type: 'BadRequestError',
  message,
});

const TOO_LONG = bad(
  "The input ({inputTokens} tokens) is longer than the model's context length ({contextTokens} tokens).",
);
const NO_ROOM = bad(
  "Requested token count exceeds the model's maximum context length of {contextTokens} tokens. You requested a total of {totalTokens} tokens: {inputTokens} tokens from the input messages and {maxTokens} tokens for the completion. Please reduce the number of tokens in the input messages or the completion to fit within the limit.",
);
const TOOL_NEEDS_PARSER = bad('Tool calls need --tool-call-parser to be set');

/**
 * SGLang's words: https://github.com/sgl-project/sglang/blob/main/python/sglang/srt/entrypoints/openai/serving_chat.py
 * and python/sglang/srt/managers/tokenizer_manager.py of the same tree.
 */
export const SGLANG_ERRORS: ErrorTable = {
  ...vllm.errors,
  context_overflow: TOO_LONG,
  output_limit: bad('max_completion_tokens is too large: {maxTokens}.'),
  unsupported_feature: TOOL_NEEDS_PARSER,
  model_error: {
    status: 500,
    form: 'flat',
    type: 'InternalServerError',
    message: 'Internal server error: the scheduler died',
  },
};

export const SGLANG_REFUSALS: RefusalWords = {
  ...vllm.refusals,
  'model/unknown': null,
  'messages/empty': bad('Messages cannot be empty.'),
  'count/greedy': null,
  'logprobs/off': null,
  'logprobs/range': null,
  'stop/empty': null,
  'max-tokens/low': bad('max_new_tokens must be at least 0, got {given}.'),
  'max-tokens/limit': SGLANG_ERRORS.output_limit,
  'max-tokens/window': NO_ROOM,
  'prompt/too-long': TOO_LONG,
  'prompt/leaves-no-room': NO_ROOM,
  'stream-options/without-stream': null,
  'tool-choice/without-tools': bad(
    'Tools cannot be empty if tool choice is set to required or a specific tool.',
  ),
  'tool-choice/undeclared': bad("Tool '{tool}' not found in tools list."),
  'tools/unsupported': TOOL_NEEDS_PARSER,
};
