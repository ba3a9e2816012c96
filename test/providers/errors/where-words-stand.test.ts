import { describe, expect, it } from 'vitest';
import { normalize } from './normalizing.ts';

const kindOf = (body: string, status: number | null = null): string => normalize(null, { body, status }).kind;

describe('what an error says', () => {
  it.each([
    ['当前分组上游负载已饱和，请稍后再试', 'overloaded'],
    ['当前分组 default 下对于模型 llama-4-scout 无可用渠道', 'overloaded'],
    ['用户额度不足', 'quota_exhausted'],
    ['请求过于频繁，请稍后再试', 'rate_limited'],
    ['请求超时', 'timeout'],
    ['无效的令牌', 'authentication'],
    ['该令牌无权使用模型：llama-4-scout', 'permission'],
    ['模型 llama-4-scout 不存在', 'model_not_found'],
    ['输入过长', 'context_overflow'],
    ['输入长度超过模型最大长度', 'context_overflow'],
    ['输入内容可能包含敏感信息', 'content_filtered'],
  ])('is read in Chinese: %s', (message, kind) => {
    expect(kindOf(JSON.stringify({ error: { message, type: 'new_api_error', code: null } }))).toBe(kind);
  });

  it('is read in fields of any name, where the object is small and flat', () => {
    expect(kindOf(JSON.stringify({ mesage: 'Invalid API key provided' }))).toBe('authentication');
  });

  it('is not read in fields of any name, where a model may have written it', () => {
    const words = 'Invalid API key provided';
    expect(kindOf(JSON.stringify({ model: 'm', text: words, done: false }))).toBe('unknown');
    expect(kindOf(JSON.stringify({ note: words, more: { note: words } }))).toBe('unknown');
    expect(kindOf(JSON.stringify({ mesage: words }), 200)).toBe('malformed_response');
  });

  it('is read in the line of a log', () => {
    const err = '{"message":"Too many tokens, please wait before trying again."}';
    expect(kindOf(JSON.stringify({ level: 'error', msg: 'LLM request failed', err }))).toBe('rate_limited');
  });

  it('is read in the fields of gateways', () => {
    const fault = { faultstring: 'The Service is temporarily unavailable', detail: { errorcode: 'x.y.Z' } };
    expect(kindOf(JSON.stringify({ fault }))).toBe('overloaded');
    const error = { message: '', type: '', code: null, internal_message: 'unauthorized' };
    expect(kindOf(JSON.stringify({ error }))).toBe('authentication');
    expect(kindOf(JSON.stringify({ error: 'upstream 503' }))).toBe('overloaded');
    const base_resp = { status_code: 1026, status_msg: 'sensitive content' };
    expect(kindOf(JSON.stringify({ base_resp }))).toBe('content_filtered');
  });

  it('is read in a status line without a reason, whatever follows', () => {
    const head = '< HTTP/2 503\n< date: Thu, 26 Nov 2026 10:11:12 GMT\n<\n';
    expect(kindOf(`${head}{"note":"sorry"}`)).toBe('overloaded');
  });

  it('is not that a model is missing, where something else was not found', () => {
    expect(kindOf('model=llama-4-scout error="Your default credentials were not found."')).toBe(
      'authentication',
    );
    expect(kindOf('cannot ask the model: libcuda.so cannot found!', 500)).toBe('server_error');
  });

  it.each([
    ['openai.APIError: httpx.ConnectError: it did not go', 'connection'],
    ['RuntimeError(ReadTimeout())', 'timeout'],
    ['openai.APIError: Request was aborted.', 'cancelled'],
    ['openai.APIError: it did not go', 'server_error'],
  ])('is what was wrapped, before the name that wraps everything: %s', (body, kind) => {
    expect(kindOf(body)).toBe(kind);
  });

  it('is not what headers beside it are called', () => {
    const headers = 'x-ratelimit-limit-requests: 500\nRateLimit-Remaining: 499';
    expect(kindOf(`The server had an error.\nStatus: 500 (Internal Server Error)\n\n${headers}`)).toBe(
      'server_error',
    );
  });

  it.each([
    ['AI_NoObjectGeneratedError: nothing came', 'model_error'],
    ['databricks.sdk.errors.platform.InvalidParameterValue: the entity is not eligible', 'invalid_request'],
    ['google.api_core.exceptions.PermissionDenied: sorry', 'permission'],
  ])('is what its exception is called: %s', (body, kind) => {
    expect(kindOf(body)).toBe(kind);
  });

  it.each([
    ['ENDPOINT_NOT_FOUND_IN_REGION', null, 'model_not_found'],
    ['FUNCTION_PAYLOAD_TOO_LARGE', 413, 'payload_too_large'],
    ['idle_timeout_reached', null, 'timeout'],
    ['UPSTREAM_DISCONNECTED', null, 'stream_interrupted'],
    ['no_available_providers', null, 'overloaded'],
    ['StreamClosedEarly', 502, 'server_error'],
  ])('is what a code that nobody knows is made of: %s', (code, status, kind) => {
    expect(kindOf(JSON.stringify({ error: { message: 'Sorry!', code } }), status)).toBe(kind);
  });

  it('is what a library could not read, where Pydantic names the fault of a field', () => {
    const body = '1 validation error for ChatResponse, Invalid JSON: EOF [type=json_invalid, input_type=str]';
    expect(kindOf(body)).toBe('malformed_response');
  });

  it('is what the inner exception says, where the outer one sends us there', () => {
    const body =
      'The SSL connection could not be established, see inner exception. ---> ' +
      'AuthenticationException: The remote certificate is invalid: UntrustedRoot';
    expect(normalize(null, { body })).toMatchObject({ kind: 'connection', retryable: false });
  });
});
