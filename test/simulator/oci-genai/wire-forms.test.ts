import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../src/contract/json-value.ts';
import type { Play } from '../../../src/simulator/face.ts';
import { ociFace } from '../../../src/simulator/oci-genai/face.ts';
import { jsonOf, MOMENT, playOf, refusal, textOf } from '../openai/stage.ts';
import { CHAT, COMPARTMENT, hear, post, SCOUT, SEAT } from './stage.ts';

const TOOL = {
  type: 'FUNCTION',
  name: 'get_weather',
  description: 'Weather',
  parameters: { type: 'object' },
};
const CALL = { name: 'get_weather', arguments: { city: 'Oslo' } };
const image = (url: string): JsonValue => [{ role: 'USER', content: [{ type: 'IMAGE', imageUrl: { url } }] }];

function events(
  heard = hear({ isStream: true, streamOptions: { isIncludeUsage: true } }),
  play: Partial<Play> = {},
) {
  const { frames } = ociFace.stream(heard, playOf({ modelId: SCOUT, ...play }), SEAT);
  return frames.map(({ kind, bytes }) => {
    const [, data = ''] = /^data: (.*)\n\n$/.exec(textOf(bytes)) ?? [];
    const { pad, ...event } = JSON.parse(data);
    expect(pad).toMatch(/^a+$/);
    return [kind, event];
  });
}

const dedicated = (endpointId: string) => ({ servingMode: { servingType: 'DEDICATED', endpointId } });
const status = (ask: () => unknown): [number, JsonValue] => {
  const reply = refusal(ask);
  return [reply.status, jsonOf(reply)];
};

const cappedAt = (cap: string) => ({
  ...SEAT,
  settings: { ...SEAT.settings, default_max_tokens: cap },
});

it('a request without a cap is cut where the settings say that the service cuts, and nowhere without them', () => {
  expect(hear({ maxTokens: undefined }, {}, cappedAt('20'))).toMatchObject({
    maxOutputTokens: 20,
    capIsDefault: true,
  });
  expect(hear({ maxTokens: 100 }, {}, cappedAt('20')).maxOutputTokens).toBe(100);
  for (const each of [SEAT, cappedAt('simulated-default-max-tokens')]) {
    expect(hear({ maxTokens: undefined }, {}, each).maxOutputTokens).toBeNull();
  }
});

describe('an answer', () => {
  it('in one body is a ChatResult', () => {
    const reply = ociFace.say(hear(), playOf({ modelId: SCOUT }), SEAT);
    expect(reply.headers['opc-request-id']).toMatch(/^[0-9A-F]{32}$/);
    expect(jsonOf(reply)).toEqual({
      modelId: SCOUT,
      modelVersion: '1.0.0',
      chatResponse: {
        apiFormat: 'GENERIC',
        timeCreated: '2025-06-12T13:47:35.541Z',
        choices: [
          {
            index: 0,
            message: { role: 'ASSISTANT', content: [{ type: 'TEXT', text: 'Hi' }] },
            finishReason: 'stop',
          },
        ],
        usage: { completionTokens: 3, promptTokens: 9, totalTokens: 12 },
      },
    });
  });

  it('in a stream is choices, an end by itself, and the usage for who asked', () => {
    expect(events()).toEqual([
      ['open', { index: 0, message: { role: 'ASSISTANT', content: [{ type: 'TEXT', text: '' }] } }],
      ['content', { index: 0, message: { role: 'ASSISTANT', content: [{ type: 'TEXT', text: 'Hi' }] } }],
      ['finish', { finishReason: 'stop' }],
      ['usage', { usage: { completionTokens: 3, promptTokens: 9, totalTokens: 12 } }],
    ]);
    expect(events(hear({ isStream: true })).map(([kind]) => kind)).toEqual(['open', 'content', 'finish']);
  });

  it('that calls a tool names it once, and then sends its arguments', () => {
    const heard = hear({ isStream: true, tools: [TOOL], toolChoice: { type: 'REQUIRED' } });
    expect(heard).toMatchObject({ toolChoice: 'required', tools: [{ name: 'get_weather' }] });
    const sent = events(heard, { text: '', toolCalls: [CALL], finish: 'tool_calls' });
    const pieces = sent.flatMap(([, event]) => event.message?.toolCalls ?? []);
    expect(pieces[0]).toEqual({
      type: 'FUNCTION',
      id: expect.stringMatching(/^chatcmpl-tool-[0-9a-f]{16}$/),
      name: 'get_weather',
      arguments: '',
    });
    expect(pieces.slice(1).every((piece: object) => !('name' in piece) && !('id' in piece))).toBe(true);
    expect(pieces.map((piece: { arguments: string }) => piece.arguments).join('')).toBe('{"city":"Oslo"}');
    expect(sent.at(-1)).toEqual(['finish', { finishReason: 'tool_calls' }]);
  });

  it('has as many choices and probabilities as were asked for', () => {
    const heard = hear({ numGenerations: 2, logProbs: 2 });
    const body = JSON.stringify(jsonOf(ociFace.say(heard, playOf(), SEAT)));
    expect(body.match(/"finishReason"/g)).toHaveLength(2);
    expect(body).toContain('"logprobs":{"tokens":["Hi"],"tokenLogprobs":[');
  });
});

describe('a request', () => {
  it('is heard whole: roles, pictures, calls and their results', () => {
    const { messages } = hear({
      messages: [
        { role: 'SYSTEM', content: [{ type: 'TEXT', text: 'Be brief.' }] },
        {
          role: 'USER',
          content: [
            { type: 'TEXT', text: 'Look' },
            { type: 'IMAGE', imageUrl: { url: 'data:image/png;base64,AAAA' } },
          ],
        },
        {
          role: 'ASSISTANT',
          toolCalls: [{ type: 'FUNCTION', id: 'a', name: 'look', arguments: '{"at":1}' }],
        },
        { role: 'TOOL', toolCallId: 'a', content: [{ type: 'TEXT', text: 'seen' }] },
      ],
    });
    expect(
      messages.map(({ role, text, images, toolCalls }) => [role, text, images.length, toolCalls]),
    ).toEqual([
      ['system', 'Be brief.', 0, []],
      ['user', 'Look', 1, []],
      ['assistant', '', 0, [{ name: 'look', arguments: { at: 1 } }]],
      ['tool', 'seen', 0, []],
    ]);
  });

  it('of a dedicated endpoint is served under its id, and no other', () => {
    const seat = { ...SEAT, settings: { ...SEAT.settings, endpoint_id: 'ocid1.endpoint' } };
    expect(hear({}, dedicated('ocid1.endpoint'), seat).modelId).toBe(SCOUT);
    expect(refusal(() => hear({}, dedicated('ocid1.other'), seat)).status).toBe(404);
    expect(refusal(() => hear({}, dedicated('ocid1.endpoint'))).status).toBe(404);
  });

  const refused: readonly [string, Record<string, JsonValue | undefined>, string][] = [
    ['a field of OpenAI', { max_tokens: 5 }, 'chatRequest.max_tokens: is no known property'],
    ['the other format', { apiFormat: 'COHERE' }, "chatRequest.apiFormat: Input should be 'GENERIC'"],
    ['a role in small letters', { messages: [{ role: 'user', content: [] }] }, 'chatRequest.messages.0.role'],
    ['content that is text', { messages: [{ role: 'USER', content: 'Hi' }] }, 'messages.0.content'],
    ['no messages', { messages: [] }, 'messages must not be empty'],
    ['a choice in a word', { tools: [TOOL], toolChoice: 'auto' }, 'chatRequest.toolChoice'],
    [
      'a choice of nothing',
      { toolChoice: { type: 'REQUIRED' } },
      'toolChoice must not be given without tools',
    ],
    [
      'a choice of another tool',
      { tools: [TOOL], toolChoice: { type: 'FUNCTION', name: 'other' } },
      'toolChoice must name one of the tools',
    ],
    [
      "OpenAI's word for a strict schema",
      { responseFormat: { type: 'JSON_SCHEMA', jsonSchema: { name: 'x', schema: {}, strict: true } } },
      'chatRequest.responseFormat.jsonSchema.strict: is no known property',
    ],
    ['options of a stream without one', { streamOptions: { isIncludeUsage: true } }, 'streamOptions'],
    ['a cap above the limit on demand', { maxTokens: 4001 }, 'maxTokens 4001 must not exceed 4000'],
    [
      'a picture elsewhere',
      { messages: image('https://example.com/a.png') },
      'imageUrl.url must be a data URI',
    ],
    ['a picture that is a GIF', { messages: image('data:image/gif;base64,AAAA') }, 'PNG or JPEG'],
  ];
  it.each(refused)('with %s is refused', (_name, changes, message) => {
    const reply = refusal(() => hear(changes));
    expect([reply.status, textOf(reply.body)]).toEqual([400, expect.stringContaining(message)]);
    expect(jsonOf(reply)).toHaveProperty('code', '400');
  });

  it('of another compartment, model, path or form is refused in the words for it', () => {
    expect(status(() => hear({}, { compartmentId: `${COMPARTMENT}x` }))).toMatchObject([
      404,
      { code: 'NotAuthorizedOrNotFound' },
    ]);
    const other = { servingMode: { servingType: 'ON_DEMAND', modelId: 'meta.llama-9' } };
    expect(status(() => hear({}, other))).toEqual([
      404,
      { code: '404', message: 'Entity with key meta.llama-9 not found' },
    ]);
    expect(status(() => ociFace.hear(post('{"a":'), SEAT, MOMENT))).toMatchObject([
      400,
      { code: 'CannotParseRequest' },
    ]);
    const request = { ...post(JSON.stringify(CHAT)), url: '/20231130/actions/embedText' };
    expect(status(() => ociFace.hear(request, SEAT, MOMENT))).toMatchObject([404, { code: 'NotFound' }]);
  });
});
