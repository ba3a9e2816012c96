import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/contract/wires/dialect.ts';
import { faceForDialect } from '../../../src/simulator/openai/face-for-dialect.ts';
import { hear, jsonOf, MOMENT, playOf, post, refusal, seatFor, textOf, TOOL } from './stage.ts';
import { CAPABILITIES } from '../../capabilities.ts';

const DIALECT: Dialect = {
  auth: 'bearer',
  basePath: '/openai/v2',
  maxTokensField: 'max_tokens',
  jsonSchemaField: 'guided_json',
  textContent: 'string',
  streamOptions: true,
  requestIdHeaders: ['x-correlation-id'],
  errorBody: 'flat',
  asyncPolling: null,
  capabilities: {
    ...CAPABILITIES,
    tools: 'none',
    toolChoice: ['auto'],
    doneMarker: false,
    modelEcho: false,
    toolCallIds: false,
  },
};

const seat = seatFor('behemoth-server', { dialect: DIALECT });
const faceOf = (changes: Partial<Dialect> = {}) =>
  faceForDialect('behemoth-server', { ...DIALECT, ...changes });
const able = { ...DIALECT.capabilities, tools: 'send-and-stream' } as const;

const say = (errorBody: Dialect['errorBody']) =>
  jsonOf(faceOf({ errorBody }).sayError({ kind: 'server_error', retryAfterMs: null, requestId: 'r' }, seat));

describe('a server known only by its row', () => {
  it('answers on its own base path and on /v1', () => {
    for (const url of ['/openai/v2/chat/completions', '/v1/chat/completions']) {
      const request = post({ model: 'llama-4-scout', messages: [{ role: 'user', content: 'x' }] }, { url });
      expect(faceOf().hear(request, seat, MOMENT).messages).toHaveLength(1);
    }
    expect(refusal(() => faceOf().hear(post({}, { url: '/chat/completions' }), seat, MOMENT)).status).toBe(
      404,
    );
  });

  it('says errors in its envelope', () => {
    expect(say('flat')).toMatchObject({ object: 'error', code: 500 });
    expect(say('nested')).toMatchObject({ error: { code: 500 } });
    expect(say('string')).toMatchObject({ error: 'Internal server error' });
    expect(say('problem')).toMatchObject({ status: 500, title: 'InternalServerError' });
  });

  it('refuses tools that it does not have', () => {
    const reply = refusal(() => hear(faceOf(), seat, { tools: [TOOL] }));
    expect(textOf(reply.body)).toContain('tool choice requires --enable-auto-tool-choice');
    expect(
      refusal(() =>
        hear(faceOf({ capabilities: { ...able, tools: 'send' } }), seat, { tools: [TOOL], stream: true }),
      ).status,
    ).toBe(400);
  });

  it('keeps the promises of its row: headers, model, ids, end marker, usage, schema field', () => {
    const face = faceOf({ capabilities: able });
    const heard = hear(face, seat, {
      tools: [TOOL],
      guided_json: { type: 'object' },
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(heard.jsonSchema).toEqual({ type: 'object' });
    const play = playOf({ toolCalls: [{ name: 'get_weather', arguments: {} }], finish: 'tool_calls' });
    const reply = face.say(heard, play, seat);
    expect(reply.headers['x-correlation-id']).toBe(MOMENT.requestId);
    expect(jsonOf(reply)).not.toHaveProperty('model');
    expect(textOf(reply.body)).toContain('"tool_calls":[{"type":"function"');
    const kinds = face.stream(heard, play, seat).frames.map((frame) => frame.kind);
    expect(kinds.at(-1)).toBe('usage');
    const silent = faceOf({ capabilities: { ...able, usageInStream: false, doneMarker: true } });
    expect(silent.stream(heard, play, seat).frames.map((frame) => frame.kind)).not.toContain('usage');
    expect(silent.stream(heard, play, seat).frames.at(-1)?.kind).toBe('end');
  });

  it('is polled where its row says so', () => {
    const face = faceOf({
      asyncPolling: {
        requestIdHeader: 'x-correlation-id',
        statusUrl: 'https://host/jobs/{id}',
        intervalMs: 5,
      },
    });
    const poll = {
      method: 'GET',
      url: '/jobs/42',
      headers: { authorization: 'Bearer test-key' },
      body: null,
    };
    expect(face.polledId?.(poll, seat)).toBe('42');
    expect(faceOf().polledId).toBeUndefined();
  });
});
