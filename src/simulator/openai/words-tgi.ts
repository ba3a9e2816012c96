import type { ErrorTable, ErrorWords, RefusalWords } from './server-row.ts';
import { GATEWAY } from './words-gateway.ts';

const words = (status: number, type: string, message: string): ErrorWords => ({
  status,
  form: 'string',
  type,
  message,
});

const validation = (message: string): ErrorWords =>
  words(422, 'validation', `Input validation error: ${message}`);

const FIELD: ErrorWords = {
  status: 422,
  form: 'text',
  type: 'Unprocessable Entity',
  message: 'Failed to deserialize the JSON body into the target type: {path}: {msg}',
};
const NO_ROOM = validation(
  '`inputs` tokens + `max_new_tokens` must be <= {contextTokens}. Given: {inputTokens} `inputs` tokens and {maxTokens} `max_new_tokens`',
);
const TOO_LONG = validation('`inputs` must have less than {contextTokens} tokens. Given: {inputTokens}');
const OUTPUT_LIMIT = validation('`max_new_tokens` must be <= {limit}. Given: {maxTokens}');
const NO_TOOLS = words(422, 'tool_error', 'Tool error: tools are not supported by this model');
const INCOMPLETE = words(500, 'incomplete_generation', 'Incomplete generation');

/** InferError and its statuses: router/src/infer/mod.rs and server.rs in https://github.com/huggingface/text-generation-inference */
export const TGI_ERRORS: ErrorTable = {
  ...GATEWAY,
  authentication: { status: 401, form: 'text', type: 'Unauthorized', message: '' },
  invalid_request: validation('`temperature` must be strictly positive'),
  context_overflow: NO_ROOM,
  output_limit: OUTPUT_LIMIT,
  unsupported_feature: NO_TOOLS,
  content_filtered: validation('`temperature` must be strictly positive'),
  model_not_found: { status: 404, form: 'text', type: 'Not Found', message: '' },
  overloaded: words(429, 'overloaded', 'Model is overloaded'),
  server_error: INCOMPLETE,
  model_error: words(424, 'generation', 'Request failed during generation: Server error: CUDA out of memory'),
  stream_interrupted: INCOMPLETE,
  connection: INCOMPLETE,
  malformed_response: INCOMPLETE,
  cancelled: INCOMPLETE,
  unknown: words(409, 'conflict', 'Conflict'),
};

/** `model` and `n` are ignored. */
export const TGI_REFUSALS: RefusalWords = {
  'path/unknown': { status: 404, form: 'text', type: 'Not Found', message: '' },
  'field/invalid': FIELD,
  'model/missing': null,
  'model/unknown': null,
  'messages/empty': words(422, 'template_error', 'Template error: undefined value'),
  'temperature/range': validation('`temperature` must be strictly positive'),
  'top-p/range': validation('`top_p` must be > 0.0 and < 1.0'),
  'count/range': null,
  'count/many': null,
  'count/greedy': null,
  'logprobs/off': null,
  'logprobs/range': validation('`top_n_tokens` must be >= 0 and <= {most}. Given: {given}'),
  'logprobs/with-tools-in-stream': null,
  'stop/empty': null,
  // --max-stop-sequences is 4 unless set.
  'stop/count': validation('`stop` supports up to 4 stop sequences. Given: {given}'),
  'max-tokens/low': validation('`max_new_tokens` must be strictly positive'),
  'max-tokens/window': NO_ROOM,
  'max-tokens/limit': OUTPUT_LIMIT,
  'prompt/too-long': TOO_LONG,
  'prompt/leaves-no-room': NO_ROOM,
  'stream-options/without-stream': null,
  'tool-choice/unknown': words(422, 'tool_error', 'Tool error: Tool with name {given} not found'),
  'tool-choice/without-tools': null,
  'tool-choice/undeclared': words(422, 'tool_error', 'Tool error: Tool with name {tool} not found'),
  'tools/unsupported': NO_TOOLS,
  'tools/in-stream': NO_TOOLS,
  'tools/with-format': words(422, 'tool_error', 'Tool error: Grammar and tools are mutually exclusive'),
  'images/count': validation('at most {limit} image(s) can be given. Given: {images}'),
  'images/unreadable': validation('failed to load image'),
  'response-format/unknown': FIELD,
};
