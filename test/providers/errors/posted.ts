import { ERROR_KINDS, type ErrorKind } from '../../../src/contract/errors/error-kind.ts';
import type { ErrorPhase } from '../../../src/contract/errors/error.ts';

/** An error in a provider's style: what came, and the kinds that a careful reader would accept, the best first. */
export interface Posted {
  readonly who: string;
  readonly kinds: readonly ErrorKind[];
  readonly status?: number;
  readonly body?: string;
  readonly thrown?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly phase?: ErrorPhase;
  /** Where it is not the kind's own rule. */
  readonly retryable?: boolean;
}

/** Kinds as rows name them, parted by bars. */
export function kindsOf(names: string): readonly ErrorKind[] {
  return names.split('|').map((name) => {
    const kind = ERROR_KINDS.find((known) => known === name);
    if (kind === undefined) throw new Error(`there is no error kind ${name}`);
    return kind;
  });
}

type Row = readonly [who: string, kinds: string, status: number | null, body: string];

const toPosted = ([who, kinds, status, body]: Row): Posted => ({
  who,
  kinds: kindsOf(kinds),
  body,
  ...(status === null ? {} : { status }),
});

const json = (value: unknown): string => JSON.stringify(value);
const openai = (message: string, type: string | null = null, code: unknown = null): string =>
  json({ error: { message, type, param: null, code } });
const flat = (message: string, type: string, code: number): string =>
  json({ object: 'error', message, type, param: null, code });
const native = (error: string): string => json({ error });
const aws = (message: string): string => json({ message });
const ibm = (code: string, message: string, status: number): string =>
  json({
    errors: [{ code, message, more_info: 'https://cloud.ibm.com/apidocs/watsonx-ai' }],
    trace: 'ab12',
    status_code: status,
  });
const problem = (status: number, title: string, detail: string): string =>
  json({ type: 'about:blank', title, status, detail });

const BODIES: readonly Row[] = [
  // Bedrock
  [
    'bedrock',
    'rate_limited',
    429,
    aws(
      'Too many requests, please wait before trying again. You have sent too many requests.  Wait before trying again.',
    ),
  ],
  ['bedrock', 'quota_exhausted', 429, aws('Too many tokens per day, please wait before trying again.')],
  ['bedrock', 'context_overflow', 400, aws('Input is too long for requested model.')],
  ['bedrock', 'context_overflow', 400, aws('prompt is too long: 210011 tokens > 200000 maximum')],
  [
    'bedrock',
    'context_overflow',
    400,
    aws(
      'The model returned the following errors: input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease input length or `max_tokens` and try again',
    ),
  ],
  [
    'bedrock',
    'context_overflow',
    400,
    aws(
      'Input Tokens Exceeded: Number of input tokens exceeds maximum length. Please update the input to try again.',
    ),
  ],
  [
    'bedrock',
    'context_overflow',
    400,
    aws("This model's maximum context length is 8192 tokens. Please reduce the length of the prompt"),
  ],
  [
    'bedrock',
    'output_limit',
    400,
    aws(
      'The maximum tokens you requested exceeds the model limit of 8192. Try again with a maximum tokens value that is lower than 8192.',
    ),
  ],
  [
    'bedrock',
    'output_limit|invalid_request',
    400,
    aws(
      'Malformed input request: #/max_gen_len: 4096 is not less or equal to 2048, please reformat your input and try again.',
    ),
  ],
  [
    'bedrock',
    'output_limit',
    400,
    aws(
      'max_tokens: 9000 > 8192, which is the maximum allowed number of output tokens for claude-3-5-sonnet',
    ),
  ],
  [
    'bedrock',
    'invalid_request',
    400,
    aws(
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
    ),
  ],
  [
    'bedrock',
    'invalid_request',
    400,
    aws(
      'The number of toolResult blocks at messages.2.content exceeds the number of toolUse blocks of previous turn.',
    ),
  ],
  [
    'bedrock',
    'invalid_request',
    400,
    aws(
      'The content field in the Message object at messages.1 is empty. Add a ContentBlock object to the content field and try again.',
    ),
  ],
  [
    'bedrock',
    'invalid_request',
    400,
    aws(
      'Malformed input request: #: required key [prompt] not found, please reformat your input and try again.',
    ),
  ],
  [
    'bedrock',
    'invalid_request',
    400,
    aws(
      'The json schema definition at toolConfig.tools.0.toolSpec.inputSchema is invalid. Fix the following errors and try again: $.type: must be object',
    ),
  ],
  [
    'bedrock',
    'invalid_request',
    400,
    aws(
      "1 validation error detected: Value '-1' at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ),
  ],
  ['bedrock', 'permission', 400, aws('Operation not allowed')],
  ['bedrock', 'permission', 403, aws("You don't have access to the model with the specified model ID.")],
  ['bedrock', 'permission', 403, aws('Your account is not authorized to invoke this API operation.')],
  [
    'bedrock',
    'permission',
    404,
    aws(
      'Model use case details have not been submitted for this account. Fill out the use case details form before using the model.',
    ),
  ],
  [
    'bedrock',
    'permission',
    403,
    aws(
      'User: arn:aws:iam::1:user/x is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/m',
    ),
  ],
  [
    'bedrock',
    'permission',
    403,
    aws(
      'Access to this model is not available for channel program accounts. Reach out to your AWS Solution Provider for more information.',
    ),
  ],
  [
    'bedrock',
    'permission',
    403,
    aws('Access denied when calling Bedrock. Check your request permissions and retry the request.'),
  ],
  ['bedrock', 'authentication', 403, aws('The security token included in the request is expired')],
  [
    'bedrock',
    'authentication',
    403,
    aws(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    ),
  ],
  [
    'bedrock',
    'authentication',
    403,
    aws(
      'Signature expired: 20250101T000000Z is now earlier than 20250101T001000Z (20250101T001500Z - 5 min.)',
    ),
  ],
  ['bedrock', 'authentication', 403, aws('Bearer Token has expired')],
  ['bedrock', 'authentication', 403, aws('Authentication failed: Please make sure your API Key is valid.')],
  ['bedrock', 'authentication|permission', 403, aws('Missing Authentication Token')],
  ['bedrock', 'model_not_found', 400, aws('The provided model identifier is invalid.')],
  [
    'bedrock',
    'model_not_found',
    404,
    aws('Could not resolve the foundation model from the provided model identifier.'),
  ],
  [
    'bedrock',
    'model_not_found',
    404,
    aws(
      'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
    ),
  ],
  [
    'bedrock',
    'model_not_found',
    400,
    aws(
      "Invocation of model ID x with on-demand throughput isn't supported. Retry your request with the ID or ARN of an inference profile",
    ),
  ],
  [
    'bedrock',
    'unsupported_feature',
    400,
    aws("This model doesn't support the image content block that you provided."),
  ],
  [
    'bedrock',
    'unsupported_feature',
    400,
    aws('The model that you are using does not support system messages.'),
  ],
  [
    'bedrock',
    'unsupported_feature',
    400,
    aws(
      "This action doesn't support the model that you provided. Try again with a supported text or chat model",
    ),
  ],
  ['bedrock', 'overloaded', 503, aws('Bedrock is unable to process your request.')],
  [
    'bedrock',
    'overloaded',
    429,
    aws('Model is not ready for inference. You may wait and try your request again.'),
  ],
  ['bedrock', 'timeout', 408, aws('Model has timed out in processing the request. Try your request again.')],
  ['bedrock', 'model_error', 424, aws('The model has encountered an unexpected error during processing.')],
  [
    'bedrock',
    'server_error',
    500,
    aws('The system encountered an unexpected error during processing. Try your request again.'),
  ],
  ['bedrock', 'content_filtered', 400, aws('The generated text has been blocked by our content filters.')],
  ['bedrock', 'overloaded', 503, aws('Too many connections, please wait before trying again.')],
  // watsonx
  [
    'watsonx',
    'rate_limited',
    429,
    ibm(
      'rate_limit_reached_requests',
      'Rate limit of 2 requests per 1s was reached for instance id 1 (user u, plan p)',
      429,
    ),
  ],
  [
    'watsonx',
    'quota_exhausted',
    403,
    ibm('token_quota_reached', 'Request of 500 token(s) from quota was rejected', 403),
  ],
  [
    'watsonx',
    'overloaded',
    429,
    ibm('consumption_limit_reached', 'Consumption limit reached for this model. Try again later.', 429),
  ],
  [
    'watsonx',
    'permission',
    403,
    ibm(
      'no_associated_service_instance_error',
      'project_id 1-2-3 is not associated with a WML instance',
      403,
    ),
  ],
  [
    'watsonx',
    'permission',
    403,
    ibm('user_authorization_failed', 'User is not a member of the project', 403),
  ],
  [
    'watsonx',
    'context_overflow',
    400,
    ibm(
      'invalid_input_argument',
      "Invalid input argument for Model 'meta-llama/llama-4-maverick-17b-128e-instruct-fp8': the number of input tokens 140000 cannot exceed the total tokens limit 131072 for this model",
      400,
    ),
  ],
  [
    'watsonx',
    'output_limit|invalid_request',
    400,
    ibm(
      'invalid_input_argument',
      'Invalid input argument: max_completion_tokens must be less than or equal to 8192',
      400,
    ),
  ],
  [
    'watsonx',
    'invalid_request',
    400,
    ibm(
      'json_validation_error',
      'Json document validation error: either project_id or space_id must be provided',
      400,
    ),
  ],
  [
    'watsonx',
    'unsupported_feature',
    400,
    ibm('model_no_support_for_function', "Model 'x' does not support function 'function_text_chat'", 400),
  ],
  [
    'watsonx',
    'model_not_found',
    404,
    ibm('model_not_supported', "Model 'meta-llama/x' is not supported for this environment", 404),
  ],
  [
    'watsonx',
    'server_error',
    500,
    ibm('downstream_request_failed', 'Downstream vllm request failed: Internal server error', 500),
  ],
  [
    'watsonx',
    'authentication',
    400,
    json({
      errorCode: 'BXNIM0415E',
      errorMessage: 'Provided API key could not be found.',
      context: { requestId: 'r-1' },
    }),
  ],
  [
    'watsonx',
    'authentication',
    401,
    json({
      errors: [
        {
          code: 'authentication_token_not_valid',
          message:
            'Failed to authenticate the request due to invalid token: Failed to parse and verify token',
        },
      ],
    }),
  ],
  // NIM
  ['nim', 'authentication', 401, problem(401, 'Unauthorized', 'Header of type `authorization` was missing')],
  ['nim', 'authentication', 403, problem(403, 'Forbidden', 'Authorization failed')],
  [
    'nim',
    'model_not_found',
    404,
    problem(404, 'Not Found', "Function '1-2-3-4': Not found for account 'abc'"),
  ],
  [
    'nim',
    'model_not_found',
    410,
    problem(
      410,
      'Gone',
      "The model 'meta/llama-4-scout' has reached its end of life on 2026-05-01T00:00:00Z and is no longer available.",
    ),
  ],
  ['nim', 'rate_limited', 429, json({ status: 429, title: 'Too Many Requests' })],
  [
    'nim',
    'overloaded',
    400,
    problem(400, 'Bad Request', "Function id '1-2': DEGRADED function cannot be invoked"),
  ],
  ['nim', 'overloaded', 502, openai('ResourceExhausted: Worker local total request limit reached (65/64)')],
  [
    'nim',
    'quota_exhausted',
    402,
    json({ detail: 'Cloud credits expired - Please contact NVIDIA representatives' }),
  ],
  [
    'nim',
    'unsupported_feature',
    400,
    openai(
      '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      'BadRequestError',
      400,
    ),
  ],
  [
    'nim',
    'invalid_request',
    422,
    json({
      detail: [
        {
          type: 'missing',
          loc: ['body', 'messages'],
          msg: 'Field required',
          input: { prompt: 'rate limit' },
        },
      ],
    }),
  ],
  [
    'nim',
    'invalid_request',
    400,
    problem(
      400,
      'Bad Request',
      "[{'type': 'string_type', 'loc': ('body', 'messages', 0, 'content'), 'msg': 'Input should be a valid string', 'input': [{'type': 'text'}]}]",
    ),
  ],
  [
    'nim',
    'timeout',
    504,
    '<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n</body>\r\n</html>',
  ],
  ['nim', 'server_error', 500, problem(500, 'Internal Server Error', 'Inference error')],
  [
    'nim',
    'unsupported_feature',
    422,
    json({
      detail: [
        {
          type: 'extra_forbidden',
          loc: ['body', 'stream_options'],
          msg: 'Extra inputs are not permitted',
          input: {},
        },
      ],
    }),
  ],
  // vLLM
  [
    'vllm',
    'context_overflow',
    400,
    flat(
      "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4500 in the messages, 500 in the completion). Please reduce the length of the messages or completion.",
      'BadRequestError',
      400,
    ),
  ],
  [
    'vllm',
    'context_overflow',
    400,
    openai(
      'The decoder prompt (length 9000) is longer than the maximum model length of 8192. Make sure that `max_model_len` is no smaller than the number of text tokens.',
      'BadRequestError',
      400,
    ),
  ],
  [
    'vllm',
    'context_overflow',
    400,
    openai(
      "You passed 9001 input tokens and requested 100 output tokens. However, the model's context length is only 8192 tokens, resulting in a maximum input length of 8092 tokens.",
      'BadRequestError',
      400,
    ),
  ],
  [
    'vllm',
    'context_overflow|output_limit',
    400,
    openai(
      "'max_tokens' or 'max_completion_tokens' is too large: 4096. This model's maximum context length is 8192 tokens and your request has 6000 input tokens (4096 > 8192 - 6000).",
      'BadRequestError',
      400,
    ),
  ],
  [
    'vllm',
    'context_overflow',
    400,
    openai('max_tokens must be at least 1, got -20.', 'BadRequestError', 400),
  ],
  [
    'vllm',
    'output_limit',
    400,
    openai(
      'max_tokens=9999 cannot be greater than max_model_len=4096. Please request fewer output tokens.',
      'BadRequestError',
      400,
    ),
  ],
  [
    'vllm',
    'invalid_request',
    400,
    openai('Conversation roles must alternate user/assistant/user/assistant/...', 'BadRequestError', 400),
  ],
  [
    'vllm',
    'invalid_request',
    400,
    openai('temperature must be non-negative, got -1.0.', 'BadRequestError', 400),
  ],
  ['vllm', 'invalid_request', 400, openai('top_p must be in (0, 1], got 0.0.', 'BadRequestError', 400)],
  [
    'vllm',
    'unsupported_feature',
    400,
    openai('meta-llama/Llama-3 is not a multimodal model', 'BadRequestError', 400),
  ],
  [
    'vllm',
    'unsupported_feature',
    400,
    openai('At most 3 image(s) may be provided in one prompt.', 'BadRequestError', 400),
  ],
  ['vllm', 'model_not_found', 404, flat('The model `llama-4` does not exist.', 'NotFoundError', 404)],
  ['vllm', 'authentication', 401, native('Unauthorized')],
  ['vllm', 'model_not_found|invalid_request', 404, json({ detail: 'Not Found' })],
  ['vllm', 'invalid_request', 405, json({ detail: 'Method Not Allowed' })],
  ['vllm', 'server_error', 500, 'Internal Server Error'],
  // SGLang
  [
    'sglang',
    'context_overflow',
    400,
    flat(
      "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
      'BadRequestError',
      400,
    ),
  ],
  ['sglang', 'overloaded', 503, flat('The request queue is full.', 'service_unavailable', 503)],
  // llama.cpp
  [
    'llama.cpp',
    'context_overflow',
    400,
    json({
      error: {
        code: 400,
        message: 'the request exceeds the available context size, try increasing it',
        type: 'exceed_context_size_error',
        n_ctx: 4096,
      },
    }),
  ],
  [
    'llama.cpp',
    'context_overflow',
    500,
    json({ error: { code: 500, message: 'Context size has been exceeded.', type: 'server_error' } }),
  ],
  [
    'llama.cpp',
    'context_overflow',
    500,
    json({
      error: {
        code: 500,
        message: 'input is too large to process. increase the physical batch size',
        type: 'server_error',
      },
    }),
  ],
  [
    'llama.cpp',
    'unsupported_feature',
    500,
    json({
      error: {
        code: 500,
        message:
          'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
        type: 'server_error',
      },
    }),
  ],
  [
    'llama.cpp',
    'unsupported_feature',
    500,
    json({ error: { code: 500, message: 'tool_choice param requires --jinja flag', type: 'server_error' } }),
  ],
  [
    'llama.cpp',
    'authentication',
    401,
    json({ error: { code: 401, message: 'Invalid API Key', type: 'authentication_error' } }),
  ],
  [
    'llama.cpp',
    'invalid_request',
    400,
    json({
      error: {
        code: 400,
        message:
          '[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing object key - invalid literal',
        type: 'invalid_request_error',
      },
    }),
  ],
  [
    'llama.cpp',
    'model_not_found|invalid_request',
    404,
    json({ error: { code: 404, message: 'File Not Found', type: 'not_found_error' } }),
  ],
  [
    'llama.cpp',
    'overloaded',
    503,
    json({ error: { code: 503, message: 'no slot available', type: 'unavailable_error' } }),
  ],
  [
    'llama.cpp',
    'output_limit',
    400,
    json({
      error: { code: 400, message: 'n_predict exceeds the context size', type: 'invalid_request_error' },
    }),
  ],
  // TGI
  ['tgi', 'overloaded', 429, json({ error: 'Model is overloaded', error_type: 'overloaded' })],
  [
    'tgi',
    'context_overflow',
    422,
    json({
      error: 'Input validation error: `inputs` must have less than 4095 tokens. Given: 5000',
      error_type: 'validation',
    }),
  ],
  [
    'tgi',
    'output_limit',
    422,
    json({
      error: 'Input validation error: `max_new_tokens` must be <= 2048. Given: 4096',
      error_type: 'validation',
    }),
  ],
  [
    'tgi',
    'invalid_request',
    422,
    json({
      error: 'Input validation error: `temperature` must be strictly positive',
      error_type: 'validation',
    }),
  ],
  [
    'tgi',
    'invalid_request',
    422,
    json({ error: 'Input validation error: `inputs` cannot be empty', error_type: 'validation' }),
  ],
  [
    'tgi',
    'invalid_request',
    422,
    json({
      error: 'Template error: syntax error: Conversation roles must alternate (in <string>:1)',
      error_type: 'template_error',
    }),
  ],
  [
    'tgi',
    'model_error',
    424,
    json({
      error: 'Request failed during generation: Server error: probability tensor contains either `inf`',
      error_type: 'generation',
    }),
  ],
  ['tgi', 'model_error', 500, json({ error: 'Incomplete generation', error_type: 'incomplete_generation' })],
  [
    'tgi',
    'overloaded',
    503,
    json({ error: 'Model meta-llama/Llama-3 is currently loading', estimated_time: 20.0 }),
  ],
  [
    'tgi',
    'overloaded',
    503,
    json({ error: 'Model too busy, unable to get response in less than 60 second(s)' }),
  ],
  [
    'tgi',
    'authentication',
    400,
    json({ error: 'Authorization header is correct, but the token seems invalid' }),
  ],
  [
    'tgi',
    'permission',
    403,
    json({ error: 'The model meta-llama/Llama-3 is gated. Your request to access must be approved.' }),
  ],
  [
    'tgi',
    'quota_exhausted',
    402,
    json({
      error:
        'You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits.',
    }),
  ],
  // Ollama
  ['ollama', 'model_not_found', 404, native("model 'llama4' not found")],
  [
    'ollama',
    'model_not_found',
    404,
    openai('model "llama4:scout" not found, try pulling it first', 'api_error'),
  ],
  [
    'ollama',
    'unsupported_feature',
    400,
    native('registry.ollama.ai/library/llama2:latest does not support tools'),
  ],
  ['ollama', 'unsupported_feature', 400, native('"llama2" does not support thinking')],
  ['ollama', 'overloaded', 503, native('server busy, please try again.  maximum pending requests exceeded')],
  [
    'ollama',
    'server_error|overloaded',
    500,
    native('model requires more system memory (9.1 GiB) than is available (3.2 GiB)'),
  ],
  ['ollama', 'server_error|model_error', 500, native('llama runner process has terminated: signal: killed')],
  [
    'ollama',
    'server_error|model_error',
    500,
    native('an error was encountered while running the model: unexpected EOF'),
  ],
  [
    'ollama',
    'overloaded|server_error|timeout',
    500,
    native('unexpected server status: llm server loading model'),
  ],
  [
    'ollama',
    'timeout|server_error|overloaded',
    500,
    native('timed out waiting for llama runner to start - progress 0.00'),
  ],
  ['ollama', 'context_overflow', 400, native('the input length exceeds the context length')],
  ['ollama', 'invalid_request', 400, native("invalid character 'x' looking for beginning of value")],
  ['ollama', 'invalid_request', 400, native('missing request body')],
  [
    'ollama',
    'model_error',
    500,
    native('error parsing tool call: raw=\'{"name": "f", \', err=unexpected end of JSON input'),
  ],
  [
    'ollama',
    'quota_exhausted',
    429,
    native("you've reached your weekly usage limit, please upgrade to continue"),
  ],
  [
    'ollama',
    'quota_exhausted',
    429,
    native("you've reached your hourly usage limit, please upgrade to continue"),
  ],
  ['ollama', 'authentication', 401, native('unauthorized')],
  [
    'ollama',
    'server_error|connection',
    500,
    native('POST predict: Post "http://127.0.0.1:41111/completion": EOF'),
  ],
  ['ollama', 'connection|server_error', 502, native('dial tcp 127.0.0.1:11434: connect: connection refused')],
  // OpenAI style, OpenRouter, Groq, Together, Azure
  [
    'openai',
    'quota_exhausted',
    429,
    openai(
      'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
      'insufficient_quota',
      'insufficient_quota',
    ),
  ],
  [
    'openai',
    'authentication',
    401,
    openai(
      'Incorrect API key provided: sk-abc. You can find your API key at https://platform.openai.com/account/api-keys.',
      'invalid_request_error',
      'invalid_api_key',
    ),
  ],
  [
    'openai',
    'rate_limited',
    429,
    openai(
      'Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 2s.',
      'tokens',
      'rate_limit_exceeded',
    ),
  ],
  [
    'openai',
    'rate_limited|payload_too_large',
    429,
    openai('Rate limit reached for requests', 'requests', 'rate_limit_exceeded'),
  ],
  [
    'openai',
    'model_not_found',
    404,
    openai(
      'The model `gpt-9` does not exist or you do not have access to it.',
      'invalid_request_error',
      'model_not_found',
    ),
  ],
  [
    'openai',
    'output_limit',
    400,
    openai(
      'max_tokens is too large: 9000. This model supports at most 4096 completion tokens, whereas you provided 9000.',
      'invalid_request_error',
      'invalid_value',
    ),
  ],
  [
    'openai',
    'unsupported_feature|invalid_request',
    400,
    openai(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      'invalid_request_error',
      'unsupported_parameter',
    ),
  ],
  [
    'openai',
    'unsupported_feature|invalid_request',
    400,
    openai(
      "Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) value is supported.",
      'invalid_request_error',
      'unsupported_value',
    ),
  ],
  [
    'openai',
    'content_filtered|invalid_request',
    400,
    openai(
      'Your request was rejected as a result of our safety system.',
      'invalid_request_error',
      'content_policy_violation',
    ),
  ],
  [
    'openai',
    'permission',
    403,
    openai(
      'Country, region, or territory not supported',
      'request_forbidden',
      'unsupported_country_region_territory',
    ),
  ],
  [
    'openai',
    'server_error',
    500,
    openai('The server had an error while processing your request. Sorry about that!', 'server_error'),
  ],
  [
    'openai',
    'overloaded',
    503,
    openai(
      'That model is currently overloaded with other requests. You can retry your request',
      'server_error',
    ),
  ],
  [
    'openrouter',
    'quota_exhausted',
    402,
    json({
      error: {
        message:
          'This request requires more credits, or fewer max_tokens. You requested up to 8000 tokens, but can only afford 100.',
        code: 402,
      },
    }),
  ],
  [
    'openrouter',
    'model_not_found',
    404,
    json({ error: { message: 'No endpoints found for meta-llama/llama-4-scout:free.', code: 404 } }),
  ],
  [
    'openrouter',
    'unsupported_feature',
    404,
    json({
      error: {
        message:
          'No endpoints found that support tool use. To learn more about provider routing, visit: https://openrouter.ai/docs/provider-routing',
        code: 404,
      },
    }),
  ],
  [
    'openrouter',
    'model_not_found',
    400,
    json({ error: { message: 'meta-llama/llama-5 is not a valid model ID', code: 400 }, user_id: 'u' }),
  ],
  [
    'openrouter',
    'rate_limited',
    429,
    json({
      error: {
        message: 'Provider returned error',
        code: 429,
        metadata: {
          raw: 'meta-llama/llama-4-maverick:free is temporarily rate-limited upstream. Please retry shortly.',
          provider_name: 'Chutes',
        },
      },
    }),
  ],
  [
    'openrouter',
    'quota_exhausted',
    429,
    json({
      error: {
        message:
          'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day',
        code: 429,
      },
    }),
  ],
  [
    'openrouter',
    'rate_limited',
    429,
    json({ error: { message: 'Rate limit exceeded: free-models-per-min. ', code: 429 } }),
  ],
  ['openrouter', 'authentication', 401, json({ error: { message: 'No auth credentials found', code: 401 } })],
  ['openrouter', 'authentication', 401, json({ error: { message: 'User not found.', code: 401 } })],
  [
    'openrouter',
    'server_error|overloaded',
    200,
    json({ error: { message: 'Provider returned error', code: 502 } }),
  ],
  [
    'openrouter',
    'permission|content_filtered',
    403,
    json({
      error: { message: 'Input was flagged by moderation', code: 403, metadata: { reasons: ['violence'] } },
    }),
  ],
  [
    'groq',
    'quota_exhausted|rate_limited',
    429,
    openai(
      'Rate limit reached for model `llama-4` in organization `o` service tier `on_demand` on tokens per day (TPD): Limit 100000, Used 99000, Requested 2000. Please try again in 12m58.08s.',
      'tokens',
      'rate_limit_exceeded',
    ),
  ],
  [
    'groq',
    'payload_too_large|rate_limited',
    413,
    openai(
      'Request too large for model `llama-4` in organization `o` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Requested 9000, please reduce your message size and try again.',
      'tokens',
      'rate_limit_exceeded',
    ),
  ],
  [
    'groq',
    'model_not_found',
    400,
    openai(
      'The model `llama-3` has been decommissioned and is no longer supported.',
      'invalid_request_error',
      'model_decommissioned',
    ),
  ],
  [
    'groq',
    'model_error',
    400,
    openai(
      "Failed to call a function. Please adjust your prompt. See 'failed_generation' for more details.",
      'invalid_request_error',
      'tool_use_failed',
    ),
  ],
  [
    'groq',
    'model_error',
    400,
    openai(
      "Failed to generate JSON. Please adjust your prompt. See 'failed_generation' for more details.",
      'invalid_request_error',
      'json_validate_failed',
    ),
  ],
  [
    'groq',
    'output_limit',
    400,
    openai(
      '`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model',
      'invalid_request_error',
    ),
  ],
  [
    'groq',
    'context_overflow',
    400,
    openai(
      'Please reduce the length of the messages or completion.',
      'invalid_request_error',
      'context_length_exceeded',
    ),
  ],
  [
    'groq',
    'overloaded',
    503,
    openai(
      'llama-4 is currently over capacity. Please try again and back off exponentially.',
      'internal_server_error',
    ),
  ],
  [
    'together',
    'context_overflow|invalid_request',
    422,
    json({
      error: {
        message:
          'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens and 512 `max_new_tokens`',
        type: 'invalid_request_error',
      },
    }),
  ],
  [
    'fireworks',
    'context_overflow',
    400,
    json({
      error: {
        object: 'error',
        type: 'invalid_request_error',
        message: 'The prompt is too long: 140000, model maximum context length: 131071',
      },
    }),
  ],
  [
    'azure',
    'rate_limited',
    429,
    json({ statusCode: 429, message: 'Rate limit is exceeded. Try again in 12 seconds.' }),
  ],
  [
    'azure',
    'authentication',
    401,
    json({
      statusCode: 401,
      message:
        'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
    }),
  ],
  [
    'azure',
    'model_not_found',
    404,
    json({
      error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist.' },
    }),
  ],
  [
    'gemini',
    'rate_limited|quota_exhausted',
    429,
    json({
      error: {
        code: 429,
        message: 'Resource has been exhausted (e.g. check quota).',
        status: 'RESOURCE_EXHAUSTED',
      },
    }),
  ],
  [
    'gemini',
    'overloaded',
    503,
    json({
      error: {
        code: 503,
        message: 'The model is overloaded. Please try again later.',
        status: 'UNAVAILABLE',
      },
    }),
  ],
  [
    'gemini',
    'authentication|invalid_request',
    400,
    json({
      error: {
        code: 400,
        message: 'API key not valid. Please pass a valid API key.',
        status: 'INVALID_ARGUMENT',
        details: [{ reason: 'API_KEY_INVALID' }],
      },
    }),
  ],
  [
    'anthropic',
    'overloaded',
    529,
    json({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
  ],
  [
    'anthropic',
    'quota_exhausted',
    400,
    json({
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message:
          'Your credit balance is too low to access the API. Please go to Plans & Billing to upgrade or purchase credits.',
      },
    }),
  ],
  [
    'deepseek',
    'quota_exhausted',
    402,
    openai('Insufficient Balance', 'unknown_error', 'invalid_request_error'),
  ],
  [
    'moonshot',
    'quota_exhausted',
    429,
    openai(
      'Your account is suspended due to insufficient balance, please recharge your account',
      'exceeded_current_quota_error',
    ),
  ],
  // LiteLLM
  [
    'litellm',
    'context_overflow',
    400,
    openai(
      "litellm.ContextWindowExceededError: litellm.BadRequestError: OpenAIException - Error code: 400 - {'object': 'error', 'message': 'too much', 'type': 'BadRequestError', 'param': None, 'code': 400}",
      null,
      '400',
    ),
  ],
  [
    'litellm',
    'rate_limited|overloaded',
    429,
    openai(
      'No deployments available for selected model, Try again in 5 seconds. Passed model=llama-4. pre-call-checks=False, cooldown_list=[]',
      'None',
      '429',
    ),
  ],
  [
    'litellm',
    'quota_exhausted',
    400,
    openai('Budget has been exceeded! Current cost: 1.2, Max budget: 1.0', 'budget_exceeded', '400'),
  ],
  [
    'litellm',
    'quota_exhausted',
    401,
    openai(
      'Authentication Error, ExceededBudget: User x over budget. Spend=1.2, Budget=1.0',
      'auth_error',
      '401',
    ),
  ],
  [
    'litellm',
    'permission',
    401,
    openai(
      "key not allowed to access model. This key can only access models=['a']. Tried to access b",
      'key_model_access_denied',
      '401',
    ),
  ],
  [
    'litellm',
    'model_not_found',
    400,
    openai(
      '/chat/completions: Invalid model name passed in model=llama-9. Call `/v1/models` to view available models for your key.',
      'invalid_request_error',
      '400',
    ),
  ],
  [
    'litellm',
    'authentication',
    401,
    openai(
      'Authentication Error, Invalid proxy server token passed. Received API Key = sk-...abc',
      'token_not_found_in_db',
      '401',
    ),
  ],
  [
    'litellm',
    'rate_limited',
    429,
    openai(
      'Max parallel request limit reached. Crossed TPM / RPM / Max Parallel Request Limit. Hit limit for api_key',
      'None',
      '429',
    ),
  ],
  [
    'litellm',
    'unsupported_feature',
    400,
    openai(
      "litellm.UnsupportedParamsError: bedrock does not support parameters: {'tools': []}, for model=x. To drop these, set `litellm.drop_params=True`",
      null,
      '400',
    ),
  ],
  [
    'litellm',
    'overloaded',
    503,
    openai(
      'litellm.ServiceUnavailableError: BedrockException - {"message":"Bedrock is unable to process your request."}',
      null,
      '503',
    ),
  ],
  [
    'litellm',
    'timeout',
    408,
    openai(
      'litellm.Timeout: APITimeoutError - Request timed out. Error_str: Request timed out.',
      null,
      '408',
    ),
  ],
  [
    'litellm',
    'rate_limited',
    500,
    openai(
      'litellm.RateLimitError: BedrockException - {"message":"Too many requests, please wait before trying again."}',
      null,
      '500',
    ),
  ],
  // Routers before many providers
  [
    'router',
    'server_error',
    500,
    'API Error: 500 Upstream provider X returned an error.\n  Category: internal_server_error\n  Upstream error:\n  {"message":"Internal server error","type":"internal_server_error","code":500}',
  ],
  [
    'router',
    'context_overflow',
    400,
    'API Error: 400 Upstream provider X returned HTTP 400.\n  Category: BadRequestError\n  Upstream error:\n  {"message":"max_tokens must be at least 1, got -17. (parameter=max_tokens, value=-17)","type":"BadRequestError","code":400}',
  ],
  [
    'router',
    'unsupported_feature',
    404,
    json({
      error: {
        message: `Error from provider(a,b: 404): ${json({ error: { message: 'No endpoints found that support tool use.', code: 404 } })}Error: at nt (/x/cli.js:74566:11)`,
        type: 'api_error',
        code: 'provider_response_error',
      },
    }),
  ],
  [
    'router',
    'stream_interrupted|server_error',
    200,
    'data: {"error":{"message":"Provider disconnected during streaming","type":"server_error","code":"provider_disconnected"}}\n\ndata: [DONE]\n\n',
  ],
  [
    'router',
    'stream_interrupted',
    null,
    'litellm.MidStreamFallbackError: litellm.APIConnectionError: XException - peer closed connection without sending complete message body (incomplete chunked read)',
  ],
  [
    'router',
    'connection',
    null,
    'Provider unreachable: Unable to connect. Is the computer able to access the url?',
  ],
  [
    'router',
    'server_error',
    null,
    'event: error\ndata: {"code":500,"details":"unexpected error occured while processing request"}\n\n',
  ],
  [
    'tgis',
    'invalid_request',
    400,
    json({
      error: 'value check failed: Maximum new tokens [50] has to be greater than minimum new tokens [80]',
    }),
  ],
  ['alchemy', 'permission', 400, json({ code: 400, error: 'invalid-permissions-for-call' })],
  [
    'alchemy',
    'quota_exhausted',
    403,
    json({ status: 'ERROR', statusInfo: 'daily-transaction-limit-exceeded' }),
  ],
  ['router', 'authentication', 503, json({ detail: '503: X_API_KEY is not set. Add it to your .env file.' })],
  [
    'windows',
    'connection',
    null,
    'litellm.APIConnectionError: OllamaException - [WinError 10061] No connection could be made because the target machine actively refused it',
  ],
  [
    'litellm',
    'authentication',
    null,
    'litellm.exceptions.APIConnectionError: litellm.APIConnectionError: OllamaException - unauthorized',
  ],
  [
    'llama.cpp',
    'invalid_request',
    500,
    json({
      error: {
        code: 500,
        message: 'Unknown method: keys at row 57, column 46:\n{%- for k in p.keys() %}',
        type: 'server_error',
      },
    }),
  ],
  [
    'openrouter',
    'quota_exhausted',
    403,
    json({
      error: {
        message: 'Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys',
        code: 403,
      },
    }),
  ],
  ['bedrock', 'rate_limited', 403, aws('Rate exceeded')],
  // Gateways
  ['kong', 'rate_limited', 429, aws('API rate limit exceeded')],
  ['kong', 'authentication', 401, aws('No API key found in request')],
  ['kong', 'authentication', 401, aws('Invalid authentication credentials')],
  ['kong', 'server_error', 502, aws('An invalid response was received from the upstream server')],
  ['kong', 'overloaded', 503, aws('failure to get a peer from the ring-balancer')],
  ['kong', 'model_not_found|invalid_request', 404, aws('no Route matched with those values')],
  ['api gateway', 'timeout', 504, aws('Endpoint request timed out')],
  ['api gateway', 'server_error', 502, aws('Internal server error')],
  ['api gateway', 'permission', 403, aws('Forbidden')],
  ['api gateway', 'rate_limited|quota_exhausted', 429, aws('Limit Exceeded')],
  ['envoy', 'overloaded', 503, 'no healthy upstream'],
  [
    'envoy',
    'overloaded|connection',
    503,
    'upstream connect error or disconnect/reset before headers. retried and the latest reset reason: remote connection failure, transport failure reason: delayed connect error: 111',
  ],
  ['envoy', 'timeout', 504, 'upstream request timeout'],
  ['envoy', 'rate_limited', 429, 'local_rate_limited'],
  ['envoy', 'permission', 403, 'RBAC: access denied'],
  ['envoy', 'authentication', 401, 'Jwt is expired'],
  ['traefik', 'overloaded', 503, 'no available server'],
  [
    'haproxy',
    'overloaded',
    503,
    '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>',
  ],
  [
    'apache',
    'server_error',
    502,
    '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN"><html><head><title>502 Proxy Error</title></head><body><h1>Proxy Error</h1><p>The proxy server received an invalid response from an upstream server.</p></body></html>',
  ],
  [
    'varnish',
    'overloaded',
    503,
    '<html><head><title>503 Backend fetch failed</title></head><body><h1>Error 503 Backend fetch failed</h1><p>Guru Meditation:</p><p>XID: 12345</p></body></html>',
  ],
  [
    'google',
    'server_error',
    502,
    '<html><head><title>502 Server Error</title></head><body><h1>Error: Server Error</h1><h2>The server encountered a temporary error and could not complete your request.<p>Please try again in 30 seconds.</h2></body></html>',
  ],
  [
    'cloudflare',
    'server_error',
    520,
    '<!DOCTYPE html><html><head><title>api.example.com | 520: Web server is returning an unknown error</title></head><body>Ray ID: <strong>8a1b2c3d4e5f</strong></body></html>',
  ],
  ['cloudflare', 'timeout', 524, 'error code: 524'],
  ['cloudflare', 'server_error|connection|overloaded', 502, 'error code: 502'],
  ['cloudflare', 'rate_limited', 429, 'error code: 1015'],
  [
    'cloudflare',
    'permission',
    403,
    '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>',
  ],
  [
    'cloudflare',
    'permission',
    403,
    '<html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1><p>You are unable to access example.com</p></body></html>',
  ],
  [
    'alb',
    'overloaded',
    503,
    '<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n</body>\r\n</html>',
  ],
  [
    'cloudfront',
    'permission',
    403,
    '<HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY><H1>403 ERROR</H1><H2>The request could not be satisfied.</H2>Request blocked.<PRE>Generated by cloudfront (CloudFront)\nRequest ID: abc123_x==</PRE></BODY></HTML>',
  ],
  [
    'nginx',
    'payload_too_large',
    413,
    '<html><head><title>413 Request Entity Too Large</title></head><body><center><h1>413 Request Entity Too Large</h1></center><hr><center>nginx</center></body></html>',
  ],
  ['axum', 'payload_too_large', 413, 'Failed to buffer the request body: length limit exceeded'],
];

const thrown = (
  who: string,
  kinds: string,
  error: unknown,
  phase: ErrorPhase = 'transport',
  extra: { readonly retryable?: boolean } = {},
): Posted => ({ who, kinds: kindsOf(kinds), thrown: error, phase, ...extra });

const THROWN: readonly Posted[] = [
  thrown('undici', 'connection', {
    name: 'TypeError',
    message: 'fetch failed',
    cause: { code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND api.example.com' },
  }),
  thrown('undici', 'timeout|connection', {
    name: 'TypeError',
    message: 'fetch failed',
    cause: {
      name: 'ConnectTimeoutError',
      code: 'UND_ERR_CONNECT_TIMEOUT',
      message: 'Connect Timeout Error (timeout: 10000ms)',
    },
  }),
  thrown('undici', 'connection', {
    name: 'TypeError',
    message: 'fetch failed',
    cause: { name: 'SocketError', code: 'UND_ERR_SOCKET', message: 'other side closed' },
  }),
  thrown('undici', 'connection', { name: 'TypeError', message: 'fetch failed' }),
  thrown(
    'undici',
    'timeout',
    {
      name: 'TypeError',
      message: 'terminated',
      cause: { name: 'BodyTimeoutError', code: 'UND_ERR_BODY_TIMEOUT', message: 'Body Timeout Error' },
    },
    'stream',
  ),
  thrown(
    'undici',
    'stream_interrupted',
    {
      name: 'TypeError',
      message: 'terminated',
      cause: { name: 'SocketError', code: 'UND_ERR_SOCKET', message: 'other side closed' },
    },
    'stream',
  ),
  thrown(
    'node',
    'connection',
    {
      name: 'Error',
      message: 'unable to verify the first certificate',
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    },
    'transport',
    { retryable: false },
  ),
  thrown(
    'node',
    'connection',
    { name: 'Error', message: 'self-signed certificate in certificate chain' },
    'transport',
    { retryable: false },
  ),
  thrown('node', 'connection', {
    name: 'AggregateError',
    message: '',
    errors: [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED ::1:8000' }],
  }),
  thrown('node', 'timeout|connection', {
    name: 'Error',
    message: 'connect ETIMEDOUT 10.0.0.1:443',
    code: 'ETIMEDOUT',
  }),
  thrown(
    'node',
    'stream_interrupted',
    { name: 'Error', message: 'Premature close', code: 'ERR_STREAM_PREMATURE_CLOSE' },
    'stream',
  ),
  thrown('openai', 'connection', { name: 'APIConnectionError', message: 'Connection error.' }),
  thrown('openai', 'timeout', { name: 'APIConnectionTimeoutError', message: 'Request timed out.' }),
  thrown('openai', 'cancelled', { name: 'APIUserAbortError', message: 'Request was aborted.' }),
  thrown('web', 'cancelled', { name: 'AbortError', message: 'This operation was aborted' }),
  thrown('web', 'timeout', { name: 'TimeoutError', message: 'The operation was aborted due to timeout' }),
  thrown('axios', 'timeout', {
    name: 'AxiosError',
    message: 'timeout of 60000ms exceeded',
    code: 'ECONNABORTED',
  }),
  thrown(
    'axios',
    'rate_limited',
    {
      name: 'AxiosError',
      message: 'Request failed with status code 429',
      code: 'ERR_BAD_REQUEST',
      response: { status: 429 },
    },
    'http',
  ),
  thrown('axios', 'cancelled', { name: 'CanceledError', message: 'canceled', code: 'ERR_CANCELED' }),
  thrown('requests', 'connection', {
    message:
      "requests.exceptions.ConnectionError: HTTPConnectionPool(host='localhost', port=8000): Max retries exceeded with url: /v1/chat/completions (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object>: Failed to establish a new connection: [Errno 111] Connection refused'))",
  }),
  thrown('requests', 'timeout', {
    message:
      "requests.exceptions.ReadTimeout: HTTPConnectionPool(host='localhost', port=11434): Read timed out. (read timeout=120)",
  }),
  thrown('requests', 'connection', {
    message: "('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
  }),
  thrown(
    'requests',
    'stream_interrupted',
    {
      message:
        "requests.exceptions.ChunkedEncodingError: ('Connection broken: IncompleteRead(100 bytes read)', IncompleteRead(100 bytes read))",
    },
    'stream',
  ),
  thrown(
    'requests',
    'malformed_response',
    { message: 'requests.exceptions.JSONDecodeError: Expecting value: line 1 column 1 (char 0)' },
    'http',
    { retryable: false },
  ),
  thrown(
    'httpx',
    'stream_interrupted',
    {
      message:
        'httpx.RemoteProtocolError: peer closed connection without sending complete message body (incomplete chunked read)',
    },
    'stream',
  ),
  thrown('httpx', 'connection', {
    message: 'httpx.RemoteProtocolError: Server disconnected without sending a response.',
  }),
  thrown('httpx', 'connection', { message: 'httpx.ConnectError: All connection attempts failed' }),
  thrown('httpx', 'timeout', { name: 'ReadTimeout', message: 'The read operation timed out' }),
  thrown('aiohttp', 'connection', {
    message: "Cannot connect to host localhost:8000 ssl:default [Connect call failed ('127.0.0.1', 8000)]",
  }),
  thrown(
    'aiohttp',
    'stream_interrupted',
    { message: 'aiohttp.client_exceptions.ClientPayloadError: Response payload is not completed' },
    'stream',
  ),
  thrown('aiohttp', 'connection', { name: 'ServerDisconnectedError', message: 'Server disconnected' }),
  thrown('botocore', 'authentication', {
    message: 'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
  }),
  thrown('botocore', 'connection', {
    message:
      'Could not connect to the endpoint URL: "https://bedrock-runtime.us-east-9.amazonaws.com/model/m/converse"',
  }),
  thrown('botocore', 'timeout', {
    message:
      'botocore.exceptions.ReadTimeoutError: Read timeout on endpoint URL: "https://bedrock-runtime.us-east-1.amazonaws.com/model/m/invoke"',
  }),
  thrown('botocore', 'authentication', {
    message: 'Error when retrieving token from sso: Token has expired and refresh failed',
  }),
  thrown('aws-sdk', 'authentication', {
    name: 'CredentialsProviderError',
    message: 'Could not load credentials from any providers',
  }),
  thrown(
    'aws-sdk',
    'stream_interrupted',
    { name: 'Error', message: 'Truncated event message received.' },
    'stream',
  ),
  thrown(
    'aws-sdk',
    'malformed_response',
    { name: 'SyntaxError', message: 'Unexpected token \'<\', "<html>..." is not valid JSON' },
    'http',
    { retryable: false },
  ),
  thrown(
    'aws-sdk',
    'rate_limited',
    {
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400, requestId: 'r-2' },
    },
    'http',
  ),
  thrown(
    'boto3',
    'invalid_request',
    {
      message:
        'An error occurred (ValidationException) when calling the Converse operation: The text field in the ContentBlock object at messages.0.content.0 is blank.',
    },
    'http',
  ),
  thrown(
    'boto3',
    'rate_limited',
    {
      message:
        'An error occurred (throttlingException) when calling the InvokeModelWithResponseStream operation: slow',
    },
    'stream',
  ),
  thrown(
    'ai-sdk',
    'malformed_response',
    {
      name: 'AI_TypeValidationError',
      message: 'Type validation failed: Value: {"id":1}. Error message: [{"code":"invalid_type"}]',
    },
    'http',
    { retryable: false },
  ),
  thrown(
    'ai-sdk',
    'rate_limited',
    {
      name: 'AI_RetryError',
      message: 'Failed after 3 attempts. Last error: Too Many Requests',
      lastError: {
        name: 'AI_APICallError',
        statusCode: 429,
        responseBody: '{"status":429,"title":"Too Many Requests"}',
      },
    },
    'http',
  ),
  thrown('ai-sdk', 'authentication', {
    name: 'AI_LoadAPIKeyError',
    message:
      "OpenAI API key is missing. Pass it using the 'apiKey' parameter or the OPENAI_API_KEY environment variable.",
  }),
  thrown('go', 'timeout', {
    message:
      'Post "http://localhost:11434/api/chat": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  }),
  thrown('go', 'cancelled', { message: 'Post "http://localhost:11434/api/chat": context canceled' }),
  thrown('go', 'connection', { message: 'Post "http://x:11434/api/chat": dial tcp: lookup x: no such host' }),
  thrown(
    'go',
    'malformed_response',
    { message: "invalid character '<' looking for beginning of value" },
    'http',
    { retryable: false },
  ),
  thrown('curl', 'connection', {
    message: 'curl: (7) Failed to connect to localhost port 8080 after 0 ms: Connection refused',
  }),
  thrown('curl', 'timeout', {
    message: 'curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received',
  }),
  thrown(
    'curl',
    'stream_interrupted|connection',
    { message: 'curl: (18) transfer closed with outstanding read data remaining' },
    'stream',
  ),
  thrown('curl', 'connection', { message: 'curl: (52) Empty reply from server' }),
  thrown('okhttp', 'stream_interrupted', { message: 'unexpected end of stream' }, 'stream'),
  thrown('go', 'connection', { message: 'http2: server sent GOAWAY and closed the connection' }),
  thrown('fetch', 'malformed_response', { message: 'Invalid JSON response' }, 'http', { retryable: false }),
  thrown(
    'v8',
    'malformed_response',
    { name: 'SyntaxError', message: 'Bad control character in string literal in JSON at position 100' },
    'http',
  ),
  thrown(
    'v8',
    'malformed_response',
    { name: 'SyntaxError', message: 'Unexpected end of JSON input' },
    'http',
  ),
  thrown('aws-sdk', 'authentication', {
    message: 'Profile staging could not be found or parsed in shared credentials file.',
  }),
  thrown('httpx', 'invalid_request', {
    message: "UnsupportedProtocol: Request URL is missing an 'http://' or 'https://' protocol.",
  }),
  thrown('string', 'overloaded', 'HTTP 503: Service Unavailable', 'http'),
];

export const POSTED: readonly Posted[] = [...BODIES.map(toPosted), ...THROWN];
