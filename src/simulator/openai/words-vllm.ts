import type { ErrorForm, ErrorTable, ErrorWords, RefusalWords } from './server-row.ts';
import { GATEWAY } from './words-gateway.ts';

interface VllmWords {
  readonly errors: ErrorTable;
  readonly refusals: RefusalWords;
}

/**
 * vLLM's errors. Wording: https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/chat_completion/protocol.py,
 * vllm/renderers/params.py and vllm/sampling_params.py of the same tree; the envelope changed with
 * https://github.com/vllm-project/vllm/pull/22099.
 */
export function vllmWords(form: ErrorForm): VllmWords {
  const bad = (message: string, param?: string): ErrorWords => ({
    status: 400,
    form,
    type: 'BadRequestError',
    message,
    ...(param === undefined ? {} : { param }),
  });
  const internal = (message: string): ErrorWords => ({
    status: 500,
    form,
    type: 'InternalServerError',
    message,
  });
  const overflow = bad(
    "This model's maximum context length is {contextTokens} tokens. However, you requested {totalTokens} tokens ({inputTokens} in the messages, {maxTokens} in the completion). Please reduce the length of the messages or completion.",
  );
  const window = bad(
    'max_tokens={maxTokens} cannot be greater than max_model_len={contextTokens}. Please request fewer output tokens.',
    'max_tokens',
  );
  const autoTools = bad(
    '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
  );
  // With a space since the nested envelope: vllm/entrypoints/openai/server_utils.py of 029329a.
  const field: ErrorWords = {
    ...bad("1 validation error:\n  {'type': '{type}', 'loc': ({loc}), 'msg': '{msg}'}"),
    ...(form === 'nested' && { type: 'Bad Request' }),
  };
  const unknownModel: ErrorWords = {
    status: 404,
    form,
    type: 'NotFoundError',
    message: 'The model `{model}` does not exist.',
    param: 'model',
  };
  const invalid = bad('temperature must be non-negative, got -1.0.', 'temperature');
  const server = internal('Internal server error');
  return {
    errors: {
      ...GATEWAY,
      authentication: {
        status: 401,
        form: 'bare-string',
        type: 'AuthenticationError',
        message: 'Unauthorized',
      },
      invalid_request: invalid,
      context_overflow: overflow,
      output_limit: window,
      unsupported_feature: autoTools,
      content_filtered: invalid,
      model_not_found: unknownModel,
      server_error: server,
      // https://github.com/vllm-project/vllm/blob/main/vllm/v1/engine/exceptions.py
      model_error: internal('EngineCore encountered an issue. See stack trace (above) for the root cause.'),
      stream_interrupted: server,
      connection: server,
      malformed_response: server,
      cancelled: server,
      unknown: { status: 409, form, type: 'ConflictError', message: 'Conflict' },
    },
    refusals: {
      'path/unknown': {
        status: 404,
        form: form === 'nested' ? form : 'detail',
        type: 'Not Found',
        message: 'Not Found',
      },
      'field/invalid': field,
      'model/missing': null,
      'model/unknown': unknownModel,
      'messages/empty': bad('list index out of range'),
      'temperature/range': bad('temperature must be non-negative, got {given}.', 'temperature'),
      'top-p/range': bad('top_p must be in (0, 1], got {given}.', 'top_p'),
      'count/range': bad('n must be at least 1, got {given}.', 'n'),
      'count/many': null,
      'count/greedy': bad('n must be 1 when using greedy sampling, got {given}.', 'n'),
      'logprobs/off': bad('when using `top_logprobs`, `logprobs` must be set to true.', 'top_logprobs'),
      'logprobs/range': bad(
        'Requested sample logprobs of {given}, which is greater than max allowed: {most}',
        'logprobs',
      ),
      'logprobs/with-tools-in-stream': null,
      'stop/empty': bad('stop cannot contain an empty string.', 'stop'),
      'stop/count': null,
      'max-tokens/low': bad('max_tokens must be at least 1, got {given}.', 'max_tokens'),
      'max-tokens/window': window,
      'max-tokens/limit': bad(
        'max_tokens={maxTokens} cannot be greater than {limit}. Please request fewer output tokens.',
        'max_tokens',
      ),
      'prompt/too-long': bad(
        "You passed {inputTokens} input tokens and requested {maxTokens} output tokens. However, the model's context length is only {contextTokens} tokens, resulting in a maximum input length of {roomTokens} tokens. Please reduce the length of the input prompt.",
        'input_tokens',
      ),
      'prompt/leaves-no-room': overflow,
      'stream-options/without-stream': bad(
        'Stream options can only be defined when `stream=True`.',
        'stream_options',
      ),
      'tool-choice/unknown': bad(
        'Invalid value for `tool_choice`: {given}! Only named tools, "none", "auto" or "required" are supported.',
        'tool_choice',
      ),
      'tool-choice/without-tools': bad('When using `tool_choice`, `tools` must be set.', 'tool_choice'),
      'tool-choice/undeclared': bad(
        'The tool specified in `tool_choice` does not match any of the specified `tools`',
        'tool_choice',
      ),
      'tools/unsupported': autoTools,
      'tools/in-stream': autoTools,
      'tools/with-format': null,
      'images/count': bad('At most {limit} image(s) may be provided in one request.'),
      'images/unreadable': bad('cannot identify image file: {given}'),
      'response-format/unknown': field,
    },
  };
}
