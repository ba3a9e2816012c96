import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorKind } from '../../../src/contract/errors/error-kind.ts';
import { OPENAI_FACES } from '../../../src/simulator/openai/faces.ts';
import { faceNamed, MOMENT, seatFor, textOf } from './stage.ts';

const replyOf = (name: string, kind: ErrorKind, retryAfterMs: number | null = null) =>
  faceNamed(OPENAI_FACES, name).sayError({ kind, retryAfterMs, requestId: MOMENT.requestId }, seatFor(name));

const inStream = (name: string, kind: ErrorKind) =>
  textOf(
    faceNamed(OPENAI_FACES, name).streamError(
      { kind, retryAfterMs: null, requestId: MOMENT.requestId },
      seatFor(name),
    ),
  );

describe('an error as its server says it', () => {
  it.each<[string, ErrorKind, number, string]>([
    [
      'vllm',
      'model_not_found',
      404,
      '{"error":{"message":"The model `llama-4-scout` does not exist.","type":"NotFoundError","param":"model","code":404}}',
    ],
    [
      'vllm',
      'server_error',
      500,
      '{"error":{"message":"Internal server error","type":"InternalServerError","param":null,"code":500}}',
    ],
    [
      'vllm-flat',
      'server_error',
      500,
      '{"object":"error","message":"Internal server error","type":"InternalServerError","param":null,"code":500}',
    ],
    ['nim', 'rate_limited', 429, '{"status":429,"title":"Too Many Requests"}'],
    ['nim', 'model_not_found', 410, 'reached its end of life'],
    ['nim', 'overloaded', 400, 'DEGRADED function cannot be invoked'],
    ['nim', 'timeout', 504, '<html>'],
    ['sglang', 'server_error', 500, '{"object":"error",'],
    [
      'llamacpp',
      'overloaded',
      503,
      '{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}',
    ],
    [
      'llamacpp',
      'context_overflow',
      400,
      '"type":"exceed_context_size_error","n_prompt_tokens":33752,"n_ctx":8192}}',
    ],
    ['tgi', 'overloaded', 429, '{"error":"Model is overloaded","error_type":"overloaded"}'],
    ['tgi', 'model_error', 424, '"error_type":"generation"'],
    ['ollama', 'model_not_found', 404, '"type":"not_found_error","param":null,"code":null}}'],
  ])('%s, %s: %d', (name, kind, status, words) => {
    const reply = replyOf(name, kind);
    expect({ status: reply.status, text: textOf(reply.body) }).toEqual({
      status,
      text: expect.stringContaining(words),
    });
  });

  it.each(Object.keys(OPENAI_FACES).flatMap((name) => ERROR_KINDS.map((kind) => [name, kind] as const)))(
    '%s has words for %s, with nothing left to fill in',
    (name, kind) => {
      const reply = replyOf(name, kind);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(textOf(reply.body)).not.toMatch(/\{\w+\}(?!\})/);
      if (reply.headers['content-type']?.includes('json') === true) JSON.parse(textOf(reply.body));
    },
  );

  it('tells when to come back in whole seconds, and only when there is something to tell', () => {
    expect(replyOf('vllm', 'rate_limited', 1500).headers['retry-after']).toBe('2');
    expect(replyOf('vllm', 'rate_limited').headers['retry-after']).toBeUndefined();
  });
});

describe('an error within a stream', () => {
  it.each<[string, string]>([
    [
      'vllm',
      'data: {"error":{"message":"Internal server error","type":"InternalServerError","param":null,"code":500}}\n\ndata: [DONE]\n\n',
    ],
    [
      'vllm-flat',
      'data: {"object":"error","message":"Internal server error","type":"InternalServerError","param":null,"code":500}\n\ndata: [DONE]\n\n',
    ],
    [
      'sglang',
      'data: {"error":{"object":"error","message":"Internal server error","type":"InternalServerError","param":null,"code":500}}\n\ndata: [DONE]\n\n',
    ],
    ['llamacpp', 'data: {"error":{"code":500,"message":"Internal Server Error","type":"server_error"}}\n\n'],
    [
      'llamacpp-legacy',
      'error: {"code":500,"message":"Internal Server Error","type":"server_error"}\n\ndata: [DONE]\n\n',
    ],
    [
      'tgi',
      'data: {"error":"Incomplete generation","error_type":"incomplete_generation"}\n\ndata: [DONE]\n\n',
    ],
    [
      'ollama',
      'data: {"id":"chatcmpl-0","object":"chat.completion.chunk","created":-62135596800,"model":"","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"content":""},"finish_reason":null}]}\n\n',
    ],
  ])('%s writes it in its own way', (name, bytes) => {
    expect(inStream(name, 'server_error')).toBe(bytes);
  });

  it('hosted NIM speaks of its workers when they are full', () => {
    expect(inStream('nim', 'overloaded')).toContain(
      '"error":{"object":"error","message":"ResourceExhausted: Worker local total',
    );
  });
});
