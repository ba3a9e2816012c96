import { describe, expect, it } from 'vitest';
import { readChatBody } from '../../../src/providers/chat-completion/read-chat-body.ts';
import { bytesResponse } from '../../../src/transport/in-memory-transport.ts';
import { callsOf, contextFor, decodeBody, type Decoded } from '../decoding.ts';

const NAMELESS = bytesResponse({ headers: {} });
const decode = (body: unknown, response = NAMELESS): Decoded =>
  decodeBody(readChatBody, body, contextFor(response));

const answer = (message: object, finish: unknown = 'stop', rest: object = {}): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'meta-llama/Llama-4-Scout-17B-16E-Instruct',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
  usage: { completion_tokens: 3, prompt_tokens: 38, total_tokens: 41 },
  ...rest,
});

const call = (id: string | undefined, name: string, args: unknown): object => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});

describe('a chat completion', () => {
  it('is complete with a finish reason', () => {
    expect(decode(answer({ content: 'Hallo 東京' }))).toMatchObject({
      text: 'Hallo 東京',
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: { inputTokens: 38, outputTokens: 3 },
      model: 'meta-llama/Llama-4-Scout-17B-16E-Instruct',
      providerRequestId: 'chatcmpl-1',
      proof: { frames: 1, terminalMarker: true, usageRecords: 1 },
      error: null,
    });
  });

  it.each([
    [
      'an index other than 0',
      { choices: [{ index: 2, message: { content: 'Hi' }, finish_reason: 'stop' }] },
      'choice/other-first',
    ],
    [
      'token counts that are text',
      answer({ content: 'Hi' }, 'stop', { usage: { prompt_tokens: '9', completion_tokens: '3' } }),
      'usage/as-text',
    ],
  ])('is read with %s, and it is said', (_what, body, code) => {
    const seen = decode(body);
    expect([seen.text, seen.error]).toEqual(['Hi', null]);
    expect(seen.warnings.map((warning) => warning.code)).toEqual([code]);
  });

  it('says that its host will withdraw the model, and what else it warns of', () => {
    const system = {
      warnings: [
        { id: 'disclaimer_warning', message: 'a licence of others' },
        { id: 'unspecified_max_completion_tokens', message: 'set to 1024' },
        {
          id: 'deprecation_warning',
          message:
            "Model 'm' is in deprecated state from 2026-05-05. It will be in withdrawn state from 2026-08-08.",
        },
        { id: 'api_legacy', message: 'This API is legacy.' },
      ],
    };
    const { warnings } = decode(answer({ content: 'Hi' }, 'stop', { system }));
    expect(warnings.map(({ code, message }) => [code, message.slice(0, 40)])).toEqual([
      ['model/retiring', 'the host warns of an end on 2026-08-08: '],
      ['answer/host-warning', 'api_legacy: This API is legacy.'],
    ]);
  });

  it('calls nothing where the fields of a call are empty, and says so', () => {
    const seen = decode(answer({ tool_calls: [call('', '', '')] }, 'tool_calls'));
    expect(callsOf(seen)).toEqual([]);
    expect(seen.warnings.map(({ code }) => code)).toEqual(['tool/empty-call']);
  });

  it('says in words of its own that a time limit of the server ended it', () => {
    const seen = decode(answer({ content: 'Hi' }, 'time_limit'));
    expect(seen.finishReason).toEqual({ unified: 'length', raw: 'time_limit' });
    expect(seen.warnings.map(({ code }) => code)).toEqual(['truncation/time-limit']);
  });

  it('is named by the head of its response before its body', () => {
    const response = bytesResponse({ headers: { 'x-request-id': 'req-9' } });
    expect(decode(answer({ content: 'Hi' }), response).providerRequestId).toBe('req-9');
  });

  it('names its model as watsonx does', () => {
    const body = answer({ content: 'Hi' }, 'stop', { model: undefined, model_id: 'meta-llama/x' });
    expect(decode(body).model).toBe('meta-llama/x');
  });

  it('is choice 0, wherever it stands', () => {
    const choices = [
      { index: 1, message: { content: 'second' }, finish_reason: 'length' },
      { index: 0, message: { content: 'first' }, finish_reason: 'stop' },
    ];
    expect(decode(answer({}, 'stop', { choices }))).toMatchObject({
      text: 'first',
      finishReason: { unified: 'stop' },
    });
  });

  it('gives its tool calls with their arguments as they were written', () => {
    const tool_calls = [
      call('call_1', 'get_weather', '{"city": "Oslo"}'),
      call('call_2', 'get_weather', { city: 'Rome' }),
      call(undefined, 'now', 'not json'),
    ];
    const seen = decode(answer({ content: null, tool_calls }, 'tool_calls'));
    expect(callsOf(seen)).toEqual([
      ['get_weather', '{"city": "Oslo"}'],
      ['get_weather', '{"city":"Rome"}'],
      ['now', 'not json'],
    ]);
    expect(seen.toolCalls.map(({ id }) => id)).toEqual(['call_1', 'call_2', null]);
    expect(seen.toolCalls.map(({ arguments: value }) => value)).toEqual([
      { city: 'Oslo' },
      { city: 'Rome' },
      null,
    ]);
  });

  it("keeps the server's finish word over what its message holds", () => {
    const tool_calls = [{ id: 'a', function: { name: 'now', arguments: '{}' } }];
    expect(decode(answer({ tool_calls }, 'stop')).finishReason).toEqual({ unified: 'stop', raw: 'stop' });
    expect(decode(answer({ content: 'no call' }, 'tool_calls'))).toMatchObject({
      toolCalls: [],
      finishReason: { unified: 'tool_calls' },
      error: null,
    });
  });

  it('ends with a full window where llama.cpp says so', () => {
    const seen = decode(answer({ content: 'Hi' }, 'length', { truncated: true }));
    expect(seen.finishReason).toEqual({ unified: 'context_window', raw: 'length' });
  });

  it.each([
    ['no finish reason', answer({ content: 'Hi' }, null), 'stream_interrupted'],
    ['an empty finish reason', answer({ content: 'Hi' }, ''), 'stream_interrupted'],
    ['no choices', answer({}, 'stop', { choices: [] }), 'malformed_response'],
    ['an empty object', {}, 'malformed_response'],
    ['a finish of error', answer({ content: 'Hi' }, 'error'), 'model_error'],
    [
      'an error beside its choices',
      answer({ content: 'Hi' }, 'stop', { error: 'exploded' }),
      'malformed_response',
    ],
    [
      'an error in place of choices',
      { error: { message: 'no', type: 'BadRequestError', code: 400 } },
      'invalid_request',
    ],
    ['a flat error', { object: 'error', message: 'no', type: 'NotFoundError', code: 404 }, 'model_not_found'],
    ['an error as a string', { error: 'Model is overloaded', error_type: 'overloaded' }, 'overloaded'],
    [
      'the errors of watsonx',
      { errors: [{ code: 'token_quota_reached', message: 'no' }] },
      'quota_exhausted',
    ],
    ['problem JSON', { status: 429, title: 'Too Many Requests' }, 'rate_limited'],
    ['half of its body', '{"id":"chatcmpl-1","choices":[{"mess', 'malformed_response'],
    ['HTML', '<!DOCTYPE html>', 'malformed_response'],
    ['nothing', '', 'malformed_response'],
  ])('with %s and status 200 is an error', (_name, body, kind) => {
    expect(decode(body).error?.kind).toBe(kind);
  });

  it('keeps what it said beside an error', () => {
    const seen = decode(answer({ content: 'So far' }, 'stop', { error: { message: 'exploded' } }));
    expect(seen).toMatchObject({ text: 'So far', error: { message: 'exploded' } });
  });
});
