import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, RETRY_RULES } from '../../../src/contract/errors/error-kind.ts';
import type { CanonicalError } from '../../../src/contract/errors/error.ts';
import { GuardError } from '../../../src/contract/errors/guard-error.ts';
import { CanonicalFailure } from '../../../src/providers/errors/canonical-failure.ts';
import { normalizeError, type NormalizeContext } from '../../../src/providers/errors/normalize-error.ts';

const CONTEXT: NormalizeContext = {
  provider: 'test',
  redact: (text) => text.replaceAll('secret', '***'),
  phase: 'http',
  status: null,
  headers: {},
  body: null,
  aborted: null,
  nowMs: 0,
};
const normalize = (thrown: unknown, context: Partial<NormalizeContext> = {}): CanonicalError =>
  normalizeError(thrown, { ...CONTEXT, ...context });
const kindOf = (status: number | null, body: string, headers = {}): string =>
  normalize(null, { status, body, headers }).kind;

describe('a number that is a code', () => {
  /** https://developers.cloudflare.com/workers-ai/platform/errors/ */
  it.each([
    [5007, 400, 'model_not_found'],
    [5018, 403, 'permission'],
    [3023, 403, 'permission'],
    [3006, 413, 'payload_too_large'],
    [3007, 408, 'timeout'],
    [3036, 429, 'quota_exhausted'],
    [3040, 429, 'overloaded'],
  ])('%i of Workers AI with a %i is %s, whatever the words are', (code, status, kind) => {
    const body = JSON.stringify({ errors: [{ message: 'AiError: xyzzy', code }], success: false });
    expect(kindOf(status, body)).toBe(kind);
    expect(normalize({ message: body }).kind).toBe(kind);
  });
});

describe('the kind of an error', () => {
  it.each([
    [
      'Bedrock throttles',
      429,
      '{"message":"Too many tokens, please wait before trying again."}',
      'rate_limited',
    ],
    [
      'Bedrock has no such model, as a 400',
      400,
      '{"message":"The provided model identifier is invalid."}',
      'model_not_found',
    ],
    [
      "watsonx's gateway has no such model, in an envelope of its own",
      404,
      '{"error":{"code":"model_not_found","message":"The model `foo` does not exist.","request_id":"req-1"}}',
      'model_not_found',
    ],
    [
      "watsonx's gateway fails",
      500,
      '{"error":{"code":"internal_server_error","message":"Internal Server Error","request_id":"req-2"}}',
      'server_error',
    ],
    [
      'Bedrock wants a form filled out',
      400,
      '{"message":"You have not filled out the required use-case form for this model. Complete the form before requesting access."}',
      'permission',
    ],
    [
      'Bedrock wants a profile',
      400,
      '{"message":"Invocation of model ID m with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model."}',
      'model_not_found',
    ],
    [
      'Bedrock takes no tools in a stream',
      400,
      '{"message":"This model doesn\'t support tool use in streaming mode."}',
      'unsupported_feature',
    ],
    [
      'Bedrock finds the prompt too long',
      400,
      '{"message":"Input is too long for requested model."}',
      'context_overflow',
    ],
    [
      'Bedrock finds the cap too high',
      400,
      '{"message":"The maximum tokens you requested exceed the model limit of 4096. Try again with a maximum tokens value lower than 4096."}',
      'output_limit',
    ],
    [
      'watsonx rejects by quota, as a 403',
      403,
      '{"errors":[{"code":"token_quota_reached","message":"Request of 1 token(s) from quota was rejected"}]}',
      'quota_exhausted',
    ],
    [
      'watsonx limits the rate',
      429,
      '{"errors":[{"code":"rate_limit_reached_requests","message":"Rate limit of 8 requests per 1s was reached"}]}',
      'rate_limited',
    ],
    [
      'watsonx is full, as a 429',
      429,
      '{"errors":[{"code":"consumption_limit_reached","message":"The model is at capacity"}]}',
      'overloaded',
    ],
    [
      'watsonx has no such model',
      404,
      '{"errors":[{"code":"model_not_supported","message":"Model \'x\' is not supported"}]}',
      'model_not_found',
    ],
    [
      'NIM refuses a key, as a 403',
      403,
      '{"status":403,"title":"Forbidden","detail":"Authorization failed"}',
      'authentication',
    ],
    [
      'NIM retired a model',
      410,
      '{"type":"about:blank","title":"Gone","status":410,"detail":"The model \'m\' has reached its end of life"}',
      'model_not_found',
    ],
    [
      'NIM is down, as a 400',
      400,
      '{"status":400,"title":"Bad Request","detail":"Function id \'x\': DEGRADED function cannot be invoked"}',
      'overloaded',
    ],
    ['NIM does not say more', 429, '{"status":429,"title":"Too Many Requests"}', 'rate_limited'],
    [
      'NIM asks for money',
      402,
      '{"status":402,"title":"Payment Required","detail":"Cloud credits expired"}',
      'quota_exhausted',
    ],
    [
      'vLLM finds the prompt too long, flat',
      400,
      '{"object":"error","message":"This model\'s maximum context length is 131072 tokens. However, you requested 156632 tokens","type":"BadRequestError","param":null,"code":400}',
      'context_overflow',
    ],
    [
      'vLLM finds the cap too high',
      400,
      '{"error":{"message":"max_tokens=9 cannot be greater than max_model_len=8. Please request fewer output tokens.","type":"BadRequestError","param":null,"code":400}}',
      'output_limit',
    ],
    [
      'vLLM needs a flag',
      400,
      '{"error":{"message":"\\"auto\\" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set","type":"BadRequestError","param":null,"code":400}}',
      'unsupported_feature',
    ],
    ['vLLM refuses a key', 401, '{"error":"Unauthorized"}', 'authentication'],
    [
      'llama.cpp finds the prompt too long',
      400,
      '{"error":{"code":400,"message":"request (13392 tokens) exceeds the available context size (8192 tokens), try increasing it","type":"exceed_context_size_error"}}',
      'context_overflow',
    ],
    [
      'llama.cpp is loading',
      503,
      '{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}',
      'overloaded',
    ],
    [
      'SGLang finds the prompt too long',
      400,
      '{"object":"error","message":"The input (61709 tokens) is longer than the model\'s context length (40960 tokens).","type":"BadRequestError","code":400}',
      'context_overflow',
    ],
    [
      'TGI finds the window full',
      422,
      '{"error":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens and 100 `max_new_tokens`","error_type":"validation"}',
      'context_overflow',
    ],
    [
      'TGI finds the cap too high',
      422,
      '{"error":"Input validation error: `max_new_tokens` must be <= 512. Given: 1000","error_type":"validation"}',
      'output_limit',
    ],
    [
      'TGI failed in generation',
      424,
      '{"error":"Request failed during generation: Server error: CUDA out of memory","error_type":"generation"}',
      'model_error',
    ],
    [
      'Ollama hands on what llama.cpp said',
      400,
      '{"error":{"message":"{\\"error\\":{\\"code\\":400,\\"message\\":\\"request (9 tokens) exceeds the available context size (8 tokens)\\",\\"type\\":\\"exceed_context_size_error\\"}}","type":"invalid_request_error","param":null,"code":null}}',
      'context_overflow',
    ],
    [
      'Ollama calls all else api_error',
      503,
      '{"error":{"message":"busy","type":"api_error","param":null,"code":null}}',
      'overloaded',
    ],
    [
      'FastAPI lists fields',
      422,
      '{"detail":[{"type":"missing","loc":["body","messages"],"msg":"Field required"}]}',
      'invalid_request',
    ],
    ['a gateway shows a page', 502, '<html><h1>502 Bad Gateway</h1></html>', 'server_error'],
    ['a gateway waited too long', 504, '<html><h1>504 Gateway Time-out</h1></html>', 'timeout'],
    ['a body is too large', 413, '<html>413 Request Entity Too Large</html>', 'payload_too_large'],
    ['nobody knows', 418, 'short and stout', 'invalid_request'],
  ])('is heard where %s', (_name, status, body, kind) => {
    expect(kindOf(status, body)).toBe(kind);
  });

  it.each([
    ['ThrottlingException:http://internal.amazon.com/coral/com.amazon.bedrock/', 429, 'rate_limited'],
    ['ModelNotReadyException', 429, 'overloaded'],
    ['ModelErrorException', 424, 'model_error'],
    ['ModelTimeoutException', 408, 'timeout'],
    ['ServiceQuotaExceededException', 400, 'quota_exhausted'],
    ['AccessDeniedException', 403, 'permission'],
    ['ExpiredTokenException', 403, 'authentication'],
    ['FTUFormNotFilled', 404, 'permission'],
  ])('is told by the header x-amzn-errortype: %s', (name, status, kind) => {
    expect(kindOf(status, '{"message":"It did not go well."}', { 'x-amzn-errortype': name })).toBe(kind);
  });

  it('is that of the status which the body names, where the status of the response is 200', () => {
    expect(kindOf(200, '{"error":{"message":"It broke.","code":503}}')).toBe('overloaded');
    expect(kindOf(200, '{"error":{"message":"It broke."}}')).toBe('malformed_response');
  });

  it("is not decided by the SDK's name for any status from 500 up", () => {
    const thrown = Object.assign(new Error('503 busy'), { name: 'InternalServerError', status: 503 });
    expect(normalize(thrown, { status: 503, body: '<html>' }).kind).toBe('overloaded');
    expect(normalize(thrown, { status: 500, body: '<html>' }).kind).toBe('server_error');
  });

  it.each([
    ['ECONNREFUSED', 'connection'],
    ['ECONNRESET', 'connection'],
    ['ENOTFOUND', 'connection'],
    ['UND_ERR_SOCKET', 'connection'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'connection'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['UND_ERR_ABORTED', 'cancelled'],
  ])('is that of the socket where a cause has the code %s', (code, kind) => {
    const cause = Object.assign(new Error('socket'), { code });
    const thrown = new Error('Connection error.', { cause: new TypeError('fetch failed', { cause }) });
    expect(normalize(thrown, { phase: 'transport' }).kind).toBe(kind);
  });

  it('is an interruption where the socket broke after the head', () => {
    const thrown = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    expect(normalize(thrown, { phase: 'stream', status: 200 }).kind).toBe('stream_interrupted');
  });

  it('is our own doing before anything that was said', () => {
    const answer = { status: 500, body: '{"error":{"message":"no"}}' };
    expect(normalize(null, { ...answer, aborted: 'cancelled' }).kind).toBe('cancelled');
    expect(normalize(null, { ...answer, aborted: 'timeout' }).kind).toBe('timeout');
    expect(normalize(new GuardError('total-timeout', 5), answer).kind).toBe('timeout');
    expect(normalize(new GuardError('event-bytes', 5), answer).kind).toBe('malformed_response');
  });

  it('is unknown where there is nothing to go by', () => {
    expect(normalize(new Error('boo')).kind).toBe('unknown');
    expect(normalize(undefined).kind).toBe('unknown');
  });
});

describe('a normalised error', () => {
  it('keeps what was said, its code, its id and the envelope', () => {
    const body =
      '{"errors":[{"code":"model_not_supported","message":"Model \'x\' is not supported"}],"trace":"t1"}';
    const thrown = Object.assign(new Error('outer'), { name: 'ApiError' });
    expect(normalize(thrown, { status: 404, body })).toMatchObject({
      provider: 'test',
      status: 404,
      providerCode: 'model_not_supported',
      message: "Model 'x' is not supported",
      providerRequestId: 't1',
      partial: null,
      raw: { name: 'ApiError', message: 'outer', body, headers: {} },
    });
  });

  it('masks secrets wherever it quotes', () => {
    const error = normalize(new Error('bad secret'), { body: '{"error":{"message":"wrong secret"}}' });
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(error.message).toBe('wrong ***');
  });

  it('is handed back as it is where it was normalised before', () => {
    const error = normalize(new Error('boo'));
    expect(normalize(new CanonicalFailure(error), { aborted: 'cancelled' })).toBe(error);
  });

  it.each([
    ['retry-after in seconds', { 'retry-after': '7' }, '', 7_000],
    ['retry-after with a fraction', { 'retry-after': '0.5' }, '', 500],
    ['a date', { 'retry-after': 'Thu, 01 Jan 1970 00:01:00 GMT' }, '', 60_000],
    ['a date in the past', { 'retry-after': 'Wed, 31 Dec 1969 00:00:00 GMT' }, '', 0],
    ['retry-after-ms before retry-after', { 'retry-after-ms': '1500', 'retry-after': '7' }, '', 1_500],
    ["AWS's header", { 'x-amz-retry-after': '250' }, '', 250],
    ['words', {}, 'Please try again in 3 seconds.', 3_000],
    ['words in milliseconds', {}, 'try again in 20ms', 20],
    ['nonsense', { 'retry-after': 'soon' }, '', null],
    ['a negative number', { 'retry-after': '-1' }, '', null],
    ['nothing', {}, '', null],
  ])('knows when to come back by %s', (_name, headers, message, retryAfterMs) => {
    const body = JSON.stringify({ error: { message } });
    expect(normalize(null, { status: 429, headers, body }).retryAfterMs).toBe(retryAfterMs);
  });

  it('is made of anything, and agrees with the rules of retry', () => {
    const hostile = fc.oneof(
      fc.anything(),
      fc.constant(Object.create(null)),
      fc.constant({
        get message() {
          throw new Error('trap');
        },
      }),
      fc.constant(
        new Proxy(
          {},
          {
            get: () => {
              throw new Error('trap');
            },
          },
        ),
      ),
      fc.string().map((message) => new Error(message)),
    );
    const bodies = fc.option(fc.oneof(fc.string(), fc.json(), fc.constant('['.repeat(5_000))));
    fc.assert(
      fc.property(hostile, bodies, fc.option(fc.integer()), (thrown, body, status) => {
        const error = normalize(thrown, { body, status });
        expect(ERROR_KINDS).toContain(error.kind);
        expect(error.retryable).toBe(RETRY_RULES[error.kind].retryable);
        expect(typeof error.message).toBe('string');
      }),
    );
  });
});
