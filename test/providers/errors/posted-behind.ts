import { kindsOf, type Posted } from './posted.ts';

type Row = readonly [who: string, kinds: string, status: number | null, body: string];

const json = (value: unknown): string => JSON.stringify(value);
const openai = (message: string, type: string | null = null, code: unknown = null): string =>
  json({ error: { message, type, param: null, code } });
const native = (error: string): string => json({ error });

/** What servers say of what lies behind them, and what they say in the words of other languages' runtimes. */
const BODIES: readonly Row[] = [
  // Engines, workers and their memory
  ['vllm', 'server_error', 400, openai('Background loop has errored already.', 'BadRequestError', 400)],
  [
    'vllm',
    'server_error',
    500,
    openai('AsyncEngine is dead, restart the server', 'InternalServerError', 500),
  ],
  ['vllm', 'overloaded', 503, native('Model is sleeping')],
  ['vllm', 'unsupported_feature', 400, openai('Unknown part type: input_video', 'BadRequestError', 400)],
  [
    'vllm',
    'unsupported_feature',
    400,
    openai('logit_bias is currently not supported', 'BadRequestError', 400),
  ],
  [
    'vllm',
    'unsupported_feature',
    400,
    openai(
      'Tool use has not been enabled, because it is unsupported by the chosen model.',
      'BadRequestError',
      400,
    ),
  ],
  [
    'vllm',
    'invalid_request',
    500,
    openai("404, message='Not Found', url='https://images.example.com/a.png'", 'InternalServerError', 500),
  ],
  [
    'vllm',
    'invalid_request',
    422,
    json({
      detail: [
        { loc: ['body', 'n'], msg: 'ensure this value is positive', type: 'value_error.number.not_gt' },
      ],
    }),
  ],
  [
    'triton',
    'server_error',
    400,
    native(
      "Failed to process the request(s) for model instance 'pre_0', message: Stub process 'pre_0' is not healthy.",
    ),
  ],
  ['triton', 'overloaded', 503, native("Request for model 'scout' failed: Exceeds maximum queue size")],
  ['triton', 'invalid_request', 400, native("unexpected inference input 'IN_1' for model 'scout'")],
  [
    'llamacpp',
    'unsupported_feature',
    400,
    openai('Cannot use a grammar together with tools', 'invalid_request_error', 400),
  ],
  [
    'llamacpp',
    'invalid_request',
    500,
    openai('[json.exception.type_error.302] type must be string, but is null', 'server_error', 500),
  ],
  ['llamacpp', 'overloaded', 500, openai('all slots are busy, retry later', 'server_error', 500)],
  ['sglang', 'cancelled', 400, openai('Request is disconnected from the client side.', 'ValueError', 400)],
  ['tgi', 'overloaded', 503, json({ error: 'unhealthy', error_type: 'healthcheck' })],
  ['tgi', 'invalid_request', 422, json({ error: 'Tool error: no such choice', error_type: 'tool_error' })],
  [
    'tgi',
    'permission|authentication',
    403,
    native('Access to model org/llama-x is restricted. You must be signed in.'),
  ],
  ['ollama', 'server_error', 500, native('llama-server process has terminated: exit status 2')],
  ['ollama', 'server_error', 500, native('failed to allocate compute buffers: not enough memory')],
  ['ollama', 'server_error', 500, native('error loading model: missing tensor')],
  ['ollama', 'cancelled', 500, native('context canceled')],
  [
    'ollama',
    'connection',
    400,
    native('Post "http://127.0.0.1:40001/completion": dial tcp 127.0.0.1:40001: connect: connection refused'),
  ],
  ['ollama', 'server_error|connection', 500, native('Post "http://127.0.0.1:40001/completion": EOF')],
  ['ollama', 'unsupported_feature', 400, native('this model is missing data required for image input')],
  ['ollama', 'invalid_request', 400, native('illegal base64 data at input byte 3')],
  // Gateways
  [
    'litellm',
    'connection',
    400,
    json({
      detail:
        "litellm.InternalServerError: Hosted_vllmException - Cannot connect to host vllm-a:8000 ssl:default [Connect call failed ('10.1.1.1', 8000)]",
    }),
  ],
  [
    'litellm',
    'context_overflow',
    503,
    openai(
      "litellm.ServiceUnavailableError: litellm.MidStreamFallbackError: litellm.APIConnectionError: OpenAIException - Requested token count exceeds the model's maximum context length of 9000 tokens.",
      null,
      '503',
    ),
  ],
  [
    'litellm',
    'stream_interrupted',
    503,
    openai(
      'litellm.ServiceUnavailableError: litellm.MidStreamFallbackError: OpenAIException - Connection lost',
      null,
      '503',
    ),
  ],
  [
    'litellm',
    'server_error',
    400,
    openai(
      'litellm.BadRequestError: BedrockException - internalServerException: The system met a fault. Try your request again.',
      null,
      '400',
    ),
  ],
  [
    'azure',
    'quota_exhausted',
    403,
    json({ statusCode: 403, message: 'Out of call volume quota. Quota will be replenished in 01:00:00.' }),
  ],
  [
    'envoy',
    'overloaded',
    503,
    'upstream connect error or disconnect/reset before headers. reset reason: overflow',
  ],
  ['kong', 'timeout', 504, json({ message: 'The upstream server is timing out' })],
  ['api-gateway', 'payload_too_large', 413, json({ message: 'Request Too Long' })],
  [
    'nginx',
    'payload_too_large',
    400,
    '<html><head><title>400 Request Header Or Cookie Too Large</title></head></html>',
  ],
  ['portkey', 'content_filtered', 446, native('The guardrail checks defined in the config failed.')],
  ['uvicorn', 'invalid_request', 415, json({ detail: 'Unsupported media type: text/csv' })],
  ['zen', 'overloaded', 500, openai('Upstream request failed: Endpoint is unavailable.')],
  [
    'watsonx',
    'overloaded',
    500,
    json({
      errors: [
        {
          code: 'model_down',
          message: 'The model is currently not available, please try again later',
        },
      ],
    }),
  ],
  [
    'watsonx',
    'permission',
    403,
    json({ errors: [{ code: 'x', message: 'Instance 1-2 status is not active' }] }),
  ],
  ['bedrock', 'unsupported_feature', 400, json({ message: 'The model is not supported for streaming.' })],
];

const thrown = (
  who: string,
  kinds: string,
  error: unknown,
  phase: Posted['phase'] = 'transport',
  more: Partial<Posted> = {},
): Posted => ({ who, kinds: kindsOf(kinds), thrown: error, phase, ...more });

const THROWN: readonly Posted[] = [
  thrown('java', 'connection', { message: 'java.net.UnknownHostException: llm.example.com' }),
  thrown('java', 'timeout', { message: 'java.net.http.HttpTimeoutException: gave up' }),
  thrown(
    'java',
    'connection',
    {
      name: 'SSLHandshakeException',
      message: 'PKIX path building failed: no valid certification path to target',
    },
    'transport',
    { retryable: false },
  ),
  thrown(
    'java',
    'stream_interrupted',
    { message: 'java.io.IOException: chunked transfer encoding, state: READING_DATA' },
    'stream',
  ),
  thrown('aws-java', 'timeout', {
    message: 'SdkClientException: Acquire operation took longer than the configured maximum time.',
  }),
  thrown('rust', 'connection', { message: 'error sending request for url (http://llm.example.com/v1/chat)' }),
  thrown(
    'go',
    'stream_interrupted',
    { message: 'stream error: stream ID 7; INTERNAL_ERROR; received from peer' },
    'stream',
  ),
  thrown(
    'python',
    'stream_interrupted',
    { message: "('Connection broken: IncompleteRead(503 bytes read)', IncompleteRead(503 bytes read))" },
    'stream',
  ),
  thrown(
    'node',
    'stream_interrupted',
    { code: 'ERR_HTTP2_STREAM_CANCEL', message: 'The pending stream has been canceled (caused by: )' },
    'stream',
  ),
  thrown('node', 'connection', {
    code: 'ERR_HTTP2_SESSION_ERROR',
    message: 'Session closed with error code 2',
  }),
  thrown(
    'node',
    'connection',
    { code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', message: 'alert unknown ca' },
    'transport',
    { retryable: false },
  ),
  thrown('node', 'malformed_response', { code: 'HPE_UNEXPECTED_CONTENT_LENGTH', message: 'Parse Error' }),
  thrown(
    'aws-sdk',
    'overloaded',
    { serviceUnavailableException: { message: 'Service is unavailable' } },
    'stream',
  ),
  thrown(
    'ai-sdk',
    'stream_interrupted',
    { message: 'Failed after 3 attempts. Last error: terminated' },
    'stream',
  ),
  thrown('proxy', 'connection|server_error', { message: 'Proxy tunneling failed: 502' }),
  thrown('aws-sdk', 'invalid_request', { message: 'Region is missing' }),
  thrown('caddy', 'invalid_request', { message: 'Misdirected Request' }, 'http'),
  thrown('log', 'timeout', { message: 'Ollama call failed with status code 524.' }, 'http'),
];

export const POSTED_BEHIND: readonly Posted[] = [
  ...BODIES.map(([who, kinds, status, body]) => ({
    who,
    kinds: kindsOf(kinds),
    body,
    ...(status === null ? {} : { status }),
  })),
  ...THROWN,
];
