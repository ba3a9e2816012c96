import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/contract/json-value.ts';
import { OPENAI_FACES } from '../../../src/simulator/openai/faces.ts';
import { faceNamed, hear, jsonOf, MOMENT, post, refusal, seatFor, textOf, TOOL } from './stage.ts';

const PIXEL = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const images = (count: number) => [{ role: 'user', content: Array.from({ length: count }, () => PIXEL) }];
const long = [{ role: 'user', content: 'word '.repeat(10_000) }];
const named = (name: string) => ({ type: 'function', function: { name } });

function refused(name: string, changes: Readonly<Record<string, JsonValue | undefined>>) {
  const reply = refusal(() => hear(faceNamed(OPENAI_FACES, name), seatFor(name), changes));
  return { status: reply.status, text: textOf(reply.body) };
}

const at = (name: string) =>
  refusal(() =>
    faceNamed(OPENAI_FACES, name).hear(post('{}', { url: '/v1/embeddings' }), seatFor(name), MOMENT),
  );

describe('a request that the server does not take', () => {
  it.each([
    ['vllm', { temperature: -1 }, 400, 'temperature must be non-negative, got -1.'],
    ['vllm', { top_p: 1.5 }, 400, 'top_p must be in (0, 1], got 1.5.'],
    ['vllm', { max_tokens: 0 }, 400, 'max_tokens must be at least 1, got 0.'],
    ['vllm', { max_tokens: 9000 }, 400, 'max_tokens=9000 cannot be greater than max_model_len=8192.'],
    ['vllm', { messages: long, max_tokens: 100 }, 400, 'context length is only 8192 tokens'],
    ['vllm', { model: 'other' }, 404, 'The model `other` does not exist.'],
    ['vllm', { tool_choice: 'required' }, 400, 'When using `tool_choice`, `tools` must be set.'],
    [
      'vllm',
      { tools: [TOOL], tool_choice: named('send_mail') },
      400,
      'does not match any of the specified `tools`',
    ],
    ['vllm', { tools: [TOOL], tool_choice: 'any' }, 400, 'Invalid value for `tool_choice`: any!'],
    ['vllm', { messages: images(3) }, 400, 'At most 2 image(s) may be provided in one request.'],
    ['vllm', { stream_options: { include_usage: true } }, 400, 'Stream options can only be defined'],
    ['vllm', { messages: undefined }, 400, "'loc': ('body', 'messages'), 'msg': 'Field required'"],
    ['vllm', { n: 0 }, 400, 'n must be at least 1, got 0.'],
    ['vllm', { n: 2, temperature: 0 }, 400, 'n must be 1 when using greedy sampling, got 2.'],
    ['vllm', { top_logprobs: 2 }, 400, 'when using `top_logprobs`, `logprobs` must be set to true.'],
    [
      'vllm',
      { logprobs: true, top_logprobs: 21 },
      400,
      'Requested sample logprobs of 21, which is greater than max allowed: 20',
    ],
    ['vllm', { stop: ['a', ''] }, 400, 'stop cannot contain an empty string.'],
    ['vllm-flat', { max_tokens: 0 }, 400, '{"object":"error","message":"max_tokens must be'],
    [
      'nim',
      { messages: undefined },
      422,
      '{"detail":[{"type":"missing","loc":["body","messages"],"msg":"Field required"}]}',
    ],
    ['nim', { messages: [{ role: 'wizard', content: 'x' }] }, 422, '"loc":["body","messages",0,"role"]'],
    ['nim', { model: 'other' }, 404, 'Not found for account'],
    [
      'nim',
      {
        messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'http://x/y.png' } }] }],
      },
      500,
      'Internal Server Error',
    ],
    ['sglang', { messages: long }, 400, "is longer than the model's context length (8192 tokens)."],
    ['sglang', { messages: [] }, 400, 'Messages cannot be empty.'],
    ['llamacpp', { messages: long }, 400, '"type":"exceed_context_size_error","n_prompt_tokens":'],
    ['llamacpp-legacy', { tools: [TOOL], stream: true }, 500, 'Cannot use tools with stream'],
    ['llamacpp', { n: 2 }, 400, 'Only one completion choice is allowed'],
    ['llamacpp-legacy', { n: 2 }, 500, 'Only one completion choice is allowed'],
    ['llamacpp', { top_logprobs: 2 }, 400, 'top_logprobs requires logprobs to be set to true'],
    [
      'llamacpp',
      { logprobs: true, stream: true, tools: [TOOL] },
      400,
      'logprobs is not supported with tools + stream',
    ],
    ['tgi', { top_logprobs: 6 }, 422, '`top_n_tokens` must be >= 0 and <= 5. Given: 6'],
    ['tgi', { response_format: { type: 'json_object' } }, 422, 'response_format.value: Field required'],
    [
      'vllm',
      { response_format: { type: 'json_schema', value: { schema: {} } } },
      400,
      "'loc': ('body', 'response_format', 'json_schema'), 'msg': 'Field required'",
    ],
    ['tgi', { stop: ['a', 'b', 'c', 'd', 'e'] }, 422, '`stop` supports up to 4 stop sequences. Given: 5'],
    [
      'tgi',
      { tools: [TOOL], response_format: { type: 'json', value: { type: 'object' } } },
      422,
      'Grammar and tools are mutually exclusive',
    ],
    [
      'tgi',
      { messages: undefined },
      422,
      'Failed to deserialize the JSON body into the target type: messages: Field required',
    ],
    ['tgi', { messages: long, max_tokens: 100 }, 422, '`inputs` must have less than 8192 tokens.'],
    ['tgi', { max_tokens: 9000 }, 422, '`inputs` tokens + `max_new_tokens` must be <= 8192.'],
    ['tgi', { tools: [TOOL], tool_choice: named('send_mail') }, 422, '"error_type":"tool_error"'],
    ['ollama', { messages: [] }, 400, "[] is too short - 'messages'"],
    ['ollama', { model: 'other' }, 404, '"type":"not_found_error"'],
  ])('%s says so of %o', (name, changes, status, words) => {
    expect(refused(name, changes)).toEqual({ status, text: expect.stringContaining(words) });
  });

  it.each([
    ['llamacpp', { temperature: -1, max_tokens: -1, model: 'other' }],
    ['tgi', { model: 'other', n: 0 }],
    ['ollama', { max_tokens: 0, tool_choice: 'required', unknown_field: 1, n: 2, logprobs: true }],
    ['sglang', { top_logprobs: 2, n: 2, temperature: 0, stop: '' }],
    ['tgi', { n: 3 }],
    ['llamacpp', { stop: '', response_format: { type: 'json_object' }, tools: [TOOL] }],
    ['vllm', { guided_json: { type: 'object' }, unknown_field: 1 }],
  ])('%s lets pass what it ignores: %o', (name, changes) => {
    expect(hear(faceNamed(OPENAI_FACES, name), seatFor(name), changes).messages).toHaveLength(1);
  });

  it('names the request in its headers where the server does so on answers', () => {
    const reply = refusal(() => hear(faceNamed(OPENAI_FACES, 'nim'), seatFor('nim'), { messages: [] }));
    expect(reply.headers['nvcf-reqid']).toBe(MOMENT.requestId);
  });

  it('a path that the server does not have is a 404 in its own form', () => {
    expect(jsonOf(at('vllm'))).toEqual({
      error: { message: 'Not Found', type: 'Not Found', param: null, code: 404 },
    });
    expect(jsonOf(at('vllm-flat'))).toEqual({ detail: 'Not Found' });
    expect(textOf(at('nim').body)).toBe('404 page not found\n');
    expect(at('llamacpp').status).toBe(404);
  });
});

describe('a request without the key of its seat', () => {
  it.each([
    ['vllm', 401, '{"error":"Unauthorized"}'],
    ['nim', 403, '{"status":403,"title":"Forbidden","detail":"Authorization failed"}'],
    ['llamacpp', 401, '{"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}}'],
    ['tgi', 401, ''],
  ])('is turned away by %s with %d', (name, status, text) => {
    const request = post('{}', { headers: { authorization: 'Bearer wrong' } });
    const reply = refusal(() => faceNamed(OPENAI_FACES, name).hear(request, seatFor(name), MOMENT));
    expect({ status: reply.status, text: textOf(reply.body) }).toEqual({ status, text });
  });

  it('is heard where the seat is open', () => {
    const seat = seatFor('vllm', { credentials: { kind: 'none' } });
    const request = { ...post('{"messages":[{"role":"user","content":"x"}]}'), headers: {} };
    expect(faceNamed(OPENAI_FACES, 'vllm').hear(request, seat, MOMENT).modelId).toBe('llama-4-scout');
  });
});

describe('what a server honours of a request', () => {
  const schema = { type: 'object' };

  it('a guided_json that the server dropped is lost without a word', () => {
    const heardBy = (name: string) =>
      hear(faceNamed(OPENAI_FACES, name), seatFor(name), { guided_json: schema }).jsonSchema;
    expect(heardBy('vllm-flat')).toEqual(schema);
    expect(heardBy('vllm')).toBeNull();
  });

  it('Ollama does not hear a tool choice', () => {
    const changes = { tools: [TOOL], tool_choice: 'required' };
    expect(hear(faceNamed(OPENAI_FACES, 'ollama'), seatFor('ollama'), changes).toolChoice).toBeNull();
    expect(hear(faceNamed(OPENAI_FACES, 'vllm'), seatFor('vllm'), changes).toolChoice).toBe('required');
  });

  it('Ollama loses the oldest messages of a prompt above its window, never the system message', () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'old '.repeat(300) },
      { role: 'assistant', content: 'old '.repeat(300) },
      { role: 'user', content: 'And now?' },
    ];
    const seat = seatFor('ollama', { contextTokens: 200 });
    const heard = hear(faceNamed(OPENAI_FACES, 'ollama'), seat, { messages });
    expect(heard.messages.map((message) => message.text)).toEqual(['Be brief.', 'And now?']);
  });

  it('Ollama hands on what llama-server says to a last message that alone is too long', () => {
    const messages = [
      { role: 'user', content: 'Before.' },
      { role: 'user', content: 'a'.repeat(4000) },
    ];
    const seat = seatFor('ollama', { contextTokens: 200 });
    const reply = refusal(() => hear(faceNamed(OPENAI_FACES, 'ollama'), seat, { messages }));
    expect([reply.status, textOf(reply.body)]).toEqual([
      400,
      expect.stringContaining('exceed_context_size_error'),
    ]);
  });
});
