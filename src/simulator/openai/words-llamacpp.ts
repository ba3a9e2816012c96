import type { ErrorTable, ErrorWords, RefusalWords } from './server-row.ts';
import { GATEWAY } from './words-gateway.ts';

const words = (status: number, type: string, message: string): ErrorWords => ({
  status,
  form: 'llamacpp',
  type,
  message,
});

const invalid = (message: string): ErrorWords => words(400, 'invalid_request_error', message);
const server = (message: string): ErrorWords => words(500, 'server_error', message);

const MISSING_MESSAGES = invalid("'messages' is required");
const NEEDS_JINJA = server('tools param requires --jinja flag');
const FAILED = server('Internal Server Error');
const FIELD = invalid('{path}: {msg}');
const OVERFLOW: ErrorWords = {
  ...words(
    400,
    'exceed_context_size_error',
    'request ({inputTokens} tokens) exceeds the available context size ({contextTokens} tokens), try increasing it',
  ),
  extra: { n_prompt_tokens: '{inputTokens}', n_ctx: '{contextTokens}' },
};

/** The server's error types: format_error_response in https://github.com/ggml-org/llama.cpp/tree/master/tools/server */
export const LLAMACPP_ERRORS: ErrorTable = {
  ...GATEWAY,
  authentication: words(401, 'authentication_error', 'Invalid API Key'),
  permission: words(403, 'permission_error', 'Forbidden'),
  invalid_request: MISSING_MESSAGES,
  context_overflow: OVERFLOW,
  output_limit: invalid('n_predict exceeds the context size'),
  unsupported_feature: words(501, 'not_supported_error', 'This feature is not supported by this server'),
  content_filtered: MISSING_MESSAGES,
  model_not_found: words(404, 'not_found_error', "model '{model}' not found"),
  overloaded: words(503, 'unavailable_error', 'Loading model'),
  server_error: FAILED,
  model_error: server('Failed to decode the batch: ret = -1'),
  stream_interrupted: FAILED,
  connection: FAILED,
  malformed_response: FAILED,
  cancelled: FAILED,
  unknown: words(409, 'conflict_error', 'Conflict'),
};

/** It takes any sampling number and any cap: -1 and 0 have meanings of their own. */
export const LLAMACPP_REFUSALS: RefusalWords = {
  'path/unknown': words(404, 'not_found_error', 'File Not Found'),
  'field/invalid': FIELD,
  'model/missing': null,
  'model/unknown': null,
  'messages/empty': null,
  'temperature/range': null,
  'top-p/range': null,
  'count/range': null,
  'count/many': invalid('Only one completion choice is allowed'),
  'count/greedy': null,
  'logprobs/off': invalid('top_logprobs requires logprobs to be set to true'),
  'logprobs/range': null,
  'logprobs/with-tools-in-stream': invalid('logprobs is not supported with tools + stream'),
  'stop/empty': null,
  'stop/count': null,
  'max-tokens/low': null,
  'max-tokens/window': null,
  'max-tokens/limit': null,
  'prompt/too-long': OVERFLOW,
  'prompt/leaves-no-room': null,
  'stream-options/without-stream': null,
  'tool-choice/unknown': invalid('Invalid tool_choice: {given}'),
  'tool-choice/without-tools': null,
  'tool-choice/undeclared': null,
  'tools/unsupported': NEEDS_JINJA,
  'tools/in-stream': server('Cannot use tools with stream'),
  'tools/with-format': null,
  'images/count': server(
    'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
  ),
  'images/unreadable': invalid('Invalid url value'),
  'response-format/unknown': invalid(
    'response_format type must be one of "text" or "json_object", but got: {given}',
  ),
};

const LEGACY_FIELD = { ...FIELD, status: 500, type: 'server_error' };

/** Every exception was a 500, and the overflow named no figures, before the errors got types of their own. */
export const LLAMACPP_LEGACY_ERRORS: ErrorTable = {
  ...LLAMACPP_ERRORS,
  invalid_request: LEGACY_FIELD,
  context_overflow: invalid(
    'the request exceeds the available context size. try increasing the context size or enable context shift',
  ),
  unsupported_feature: server('Cannot use tools with stream'),
};

export const LLAMACPP_LEGACY_REFUSALS: RefusalWords = {
  ...LLAMACPP_REFUSALS,
  'field/invalid': LEGACY_FIELD,
  'count/many': server('Only one completion choice is allowed'),
  'logprobs/off': server('top_logprobs requires logprobs to be set to true'),
  'prompt/too-long': LLAMACPP_LEGACY_ERRORS.context_overflow,
};
