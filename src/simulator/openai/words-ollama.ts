import type { ErrorTable, ErrorWords, RefusalWords } from './server-row.ts';
import { GATEWAY } from './words-gateway.ts';

const words = (status: number, type: string, message: string): ErrorWords => ({
  status,
  form: 'ollama',
  type,
  message,
});

const invalid = (message: string): ErrorWords => words(400, 'invalid_request_error', message);

const EMPTY = invalid("[] is too short - 'messages'");
const NOT_FOUND = words(404, 'not_found_error', 'model "{model}" not found, try pulling it first');
const NO_TOOLS = invalid('{model} does not support tools');
/** What llama-server said is handed on: llm/llama_server.go of the same tree. */
const TOO_LONG = invalid(
  '{"error":{"code":400,"message":"request ({inputTokens} tokens) exceeds the available context size ({contextTokens} tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":{inputTokens},"n_ctx":{contextTokens}}}',
);
const FAILED = words(500, 'api_error', 'llama runner process has terminated');

/** NewError in https://github.com/ollama/ollama/blob/main/openai/openai.go: every other status is an api_error. */
export const OLLAMA_ERRORS: ErrorTable = {
  ...GATEWAY,
  authentication: words(401, 'api_error', 'unauthorized'),
  permission: words(403, 'api_error', 'forbidden'),
  invalid_request: EMPTY,
  context_overflow: TOO_LONG,
  output_limit: EMPTY,
  unsupported_feature: NO_TOOLS,
  content_filtered: EMPTY,
  model_not_found: NOT_FOUND,
  overloaded: words(503, 'api_error', 'server busy, please try again.  maximum pending requests exceeded'),
  server_error: words(500, 'api_error', 'an internal error was encountered'),
  model_error: FAILED,
  stream_interrupted: FAILED,
  connection: FAILED,
  malformed_response: FAILED,
  cancelled: FAILED,
  unknown: words(409, 'api_error', 'conflict'),
};

/** Unknown fields and odd numbers pass: what is not in its request type is dropped without a word. */
export const OLLAMA_REFUSALS: RefusalWords = {
  'path/unknown': { status: 404, form: 'text', type: 'Not Found', message: '404 page not found' },
  'field/invalid': invalid('json: cannot unmarshal into Go struct field ChatCompletionRequest.{path}: {msg}'),
  'model/missing': invalid('model is required'),
  'model/unknown': NOT_FOUND,
  'messages/empty': EMPTY,
  'temperature/range': null,
  'top-p/range': null,
  'count/range': null,
  'count/many': null,
  'count/greedy': null,
  'logprobs/off': null,
  'logprobs/range': null,
  'logprobs/with-tools-in-stream': null,
  'stop/empty': null,
  'stop/count': null,
  'max-tokens/low': null,
  'max-tokens/window': null,
  'max-tokens/limit': null,
  'prompt/too-long': TOO_LONG,
  'prompt/leaves-no-room': null,
  'stream-options/without-stream': null,
  'tool-choice/unknown': null,
  'tool-choice/without-tools': null,
  'tool-choice/undeclared': null,
  'tools/unsupported': NO_TOOLS,
  'tools/in-stream': NO_TOOLS,
  'tools/with-format': null,
  'images/count': invalid('this model is missing data required for image input'),
  'images/unreadable': invalid('invalid image input'),
  'response-format/unknown': null,
};
