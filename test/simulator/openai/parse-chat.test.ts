import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseChat } from '../../../src/simulator/openai/parse-chat.ts';
import { FieldError } from '../../../src/simulator/openai/read-fields.ts';
import { BODY, TOOL } from './stage.ts';

function faultOf(body: unknown): { path: string; type: string } {
  try {
    parseChat(typeof body === 'string' ? body : JSON.stringify(body));
  } catch (error) {
    if (error instanceof FieldError) return { path: error.path.join('.'), type: error.type };
    throw error;
  }
  throw new Error('the body was taken');
}

const user = (content: unknown) => ({ ...BODY, messages: [{ role: 'user', content }] });

describe('a chat request of the family', () => {
  it('is heard with the texts of its parts joined and its images by the hash of their bytes', () => {
    const bytes = Buffer.from([137, 80, 78, 71]);
    const url = `data:image/png;base64,${bytes.toString('base64')}`;
    const content = [
      { type: 'text', text: 'What is ' },
      { type: 'image_url', image_url: { url, detail: 'low' } },
      { type: 'text', text: 'this?' },
    ];
    expect(parseChat(JSON.stringify(user(content))).messages).toEqual([
      {
        role: 'user',
        text: 'What is this?',
        images: [createHash('sha256').update(bytes).digest('hex')],
        toolCalls: [],
      },
    ]);
  });

  it('takes the arguments of earlier calls as an object where its server does', () => {
    const call = { id: 'a', function: { name: 'look', arguments: { where: 'east' } } };
    const body = { ...BODY, messages: [{ role: 'assistant', content: null, tool_calls: [call] }] };
    expect(parseChat(JSON.stringify(body), 'either').messages[0]?.toolCalls).toEqual([
      { name: 'look', arguments: { where: 'east' } },
    ]);
    expect(faultOf(body)).toEqual({
      path: 'messages.0.tool_calls.0.function.arguments',
      type: 'string_type',
    });
  });

  it('carries a conversation with tool calls and their results', () => {
    const call = {
      id: 'a',
      type: 'function',
      function: { name: 'get_weather', arguments: '{"city":"Oslo"}' },
    };
    const messages = [
      { role: 'developer', content: 'Be brief.' },
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'a', content: [{ type: 'text', text: '4 degrees' }] },
    ];
    const chat = parseChat(JSON.stringify({ ...BODY, messages, tools: [TOOL] }));
    expect(chat.messages.map(({ role, text }) => [role, text])).toEqual([
      ['system', 'Be brief.'],
      ['user', 'Weather?'],
      ['assistant', ''],
      ['tool', '4 degrees'],
    ]);
    expect(chat.messages[2]?.toolCalls).toEqual([{ name: 'get_weather', arguments: { city: 'Oslo' } }]);
    expect(chat.tools.map((tool) => tool.name)).toEqual(['get_weather']);
  });

  it('takes unknown fields, nulls and the spellings that real clients send', () => {
    const odd = {
      ...BODY,
      extra_body: { a: 1 },
      temperature: null,
      tools: [],
      tool_choice: { function: { name: 'x' } },
      stop: 'END',
      max_completion_tokens: 5,
      max_tokens: 7,
    };
    const chat = parseChat(JSON.stringify(odd));
    expect(chat).toMatchObject({ stop: ['END'], maxTokens: 5, toolChoice: { name: 'x' }, temperature: null });
  });

  it.each([
    [
      'response_format.json_schema',
      { response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' } } } },
    ],
    ['response_format.schema', { response_format: { type: 'json_object', schema: { type: 'object' } } }],
    ['response_format.value', { response_format: { type: 'json', value: { type: 'object' } } }],
    ['structured_outputs.json', { structured_outputs: { json: { type: 'object' } } }],
    ['guided_json', { guided_json: { type: 'object' } }],
    ['nvext.guided_json', { nvext: { guided_json: { type: 'object' } } }],
  ])('keeps a schema under the name of the field that held it: %s', (field, fields) => {
    expect(parseChat(JSON.stringify({ ...BODY, ...fields })).schemas).toEqual({
      [field]: { type: 'object' },
    });
  });

  it.each([
    ['no JSON', '{"model":', '', 'json_invalid'],
    ['no object', '[]', '', 'model_attributes_type'],
    ['no messages', { model: 'm' }, 'messages', 'missing'],
    ['messages that are a text', { ...BODY, messages: 'hi' }, 'messages', 'list_type'],
    [
      'a role that nobody has',
      { ...BODY, messages: [{ role: 'wizard', content: 'x' }] },
      'messages.0.role',
      'literal_error',
    ],
    ['no role', { ...BODY, messages: [{ content: 'x' }] }, 'messages.0.role', 'missing'],
    ['no content', { ...BODY, messages: [{ role: 'user' }] }, 'messages.0.content', 'missing'],
    ['content that is null', user(null), 'messages.0.content', 'string_type'],
    ['content that is a number', user(4), 'messages.0.content', 'string_type'],
    ['a part without text', user([{ type: 'text' }]), 'messages.0.content.0.text', 'missing'],
    ['a part of an unknown type', user([{ type: 'smell' }]), 'messages.0.content.0.type', 'literal_error'],
    [
      'an image outside a user message',
      { ...BODY, messages: [{ role: 'system', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] },
      'messages.0.content.0.type',
      'literal_error',
    ],
    [
      'an image that is a bare text',
      user([{ type: 'image_url', image_url: 'x' }]),
      'messages.0.content.0.image_url',
      'dict_type',
    ],
    [
      'a tool message without its call',
      { ...BODY, messages: [{ role: 'tool', content: 'x' }] },
      'messages.0.tool_call_id',
      'missing',
    ],
    [
      'a tool call without an id',
      {
        ...BODY,
        messages: [{ role: 'assistant', tool_calls: [{ function: { name: 'f', arguments: '{}' } }] }],
      },
      'messages.0.tool_calls.0.id',
      'missing',
    ],
    [
      'arguments that are an object',
      {
        ...BODY,
        messages: [{ role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'f', arguments: {} } }] }],
      },
      'messages.0.tool_calls.0.function.arguments',
      'string_type',
    ],
    [
      'arguments that are no JSON',
      {
        ...BODY,
        messages: [{ role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'f', arguments: '{' } }] }],
      },
      'messages.0.tool_calls.0.function.arguments',
      'json_invalid',
    ],
    ['a temperature in words', { ...BODY, temperature: 'hot' }, 'temperature', 'float_type'],
    ['half a token', { ...BODY, max_tokens: 1.5 }, 'max_tokens', 'int_type'],
    ['a stream that is a text', { ...BODY, stream: 'yes' }, 'stream', 'bool_type'],
    [
      'a tool without a name',
      { ...BODY, tools: [{ type: 'function', function: {} }] },
      'tools.0.function.name',
      'missing',
    ],
    [
      'a tool of another type',
      { ...BODY, tools: [{ ...TOOL, type: 'search' }] },
      'tools.0.type',
      'literal_error',
    ],
    ['an unknown tool choice', { ...BODY, tool_choice: 'maybe' }, 'tool_choice', 'literal_error'],
    [
      'an unknown response format',
      { ...BODY, response_format: { type: 'xml' } },
      'response_format.type',
      'literal_error',
    ],
    [
      'a json_schema format without a schema',
      { ...BODY, response_format: { type: 'json_schema', json_schema: { name: 'n' } } },
      'response_format.json_schema.schema',
      'missing',
    ],
  ])('is refused with %s, at the place', (_what, body, path, type) => {
    expect(faultOf(body)).toEqual({ path, type });
  });
});
