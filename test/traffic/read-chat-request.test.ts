import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../src/providers/openai-compatible/dialects.ts';
import { encodeRequest } from '../../src/providers/openai-compatible/encode-request.ts';
import { buildRequest } from '../../src/suites/build-request.ts';
import { readChatRequest } from '../../src/traffic/chat/read-chat-request.ts';
import { LOADED } from '../suites/bundled-set.ts';

const hello = { messages: [{ role: 'user', content: 'Hello' }] };

function read(body: object) {
  return readChatRequest(JSON.stringify(body));
}

function lossesOf(body: object) {
  const chat = read(body);
  return 'losses' in chat ? chat.losses : null;
}

function refusedAt(body: object) {
  const chat = read(body);
  return 'refusals' in chat ? chat.refusals.map(({ param }) => param) : null;
}

describe('a chat request', () => {
  it('that an adapter sent is read back as it was asked, with its images, tools and schemas', () => {
    const names = new Set(['extraction', 'interface-reading', 'support-bot']);
    const suites = LOADED.suites.filter(({ name }) => names.has(name));
    const dialect = DIALECTS['vllm'];
    if (dialect === undefined) throw new Error('there is a dialect of vllm');
    const prompts = suites.flatMap((suite) => suite.prompts);
    for (const prompt of prompts) {
      const request = buildRequest(prompt, '');
      const chat = read(encodeRequest('llama', request, 'stream', dialect));
      expect(chat).toEqual({ request, mode: 'stream', model: 'llama', losses: [] });
    }
    expect(prompts.length).toBeGreaterThan(50);
  });

  it('says what it cannot carry, each field once', () => {
    const messages = [
      { role: 'developer', content: 'Be brief', name: 'ops' },
      { role: 'user', content: 'Hello', name: 'ada' },
    ];
    expect(lossesOf({ messages, n: 2, logprobs: true, min_p: 0.1, user: 'ada' })).toEqual([
      { field: 'messages.name', action: 'dropped', reason: 'a canonical message has no place for it' },
      { field: 'messages.role', action: 'downgraded', reason: 'developer is said as system' },
      { field: 'n', action: 'dropped', reason: 'one answer is asked for' },
      { field: 'logprobs', action: 'dropped', reason: 'a canonical request has no place for it' },
      { field: 'min_p', action: 'dropped', reason: 'a canonical request has no place for it' },
      {
        field: 'user',
        action: 'dropped',
        reason: 'says who asks or how it is kept, and nothing of the answer',
      },
    ]);
  });

  it('loses nothing by what it says that is so anyway', () => {
    const settings = { n: 1, presence_penalty: 0, logit_bias: {}, parallel_tool_calls: true, top_k: null };
    expect(lossesOf({ ...hello, ...settings, response_format: { type: 'text' } })).toEqual([]);
  });

  it('that would be another question without what cannot be read is refused, with every reason', () => {
    const image = { type: 'image_url', image_url: { url: 'https://example.com/cat.png' } };
    expect(
      refusedAt({
        messages: [
          { role: 'user', content: [image, { type: 'input_audio' }] },
          { role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'f', arguments: '{' } }] },
          { role: 'function', content: 'x' },
        ],
        tools: [{ type: 'web_search' }],
        functions: [],
        max_tokens: 0,
        stop: [1],
      }),
    ).toEqual([
      'max_tokens',
      'messages[0].content[0]',
      'messages[0].content[1]',
      'messages[1].tool_calls[0]',
      'messages[2].role',
      'stop',
      'tools[0]',
      'functions',
    ]);
  });

  it('has no more said of it than somebody mends at a time', () => {
    const chat = read({ messages: Array.from({ length: 100_000 }, () => 1) });
    expect('refusals' in chat && chat.refusals.length).toBe(20);
    const odd = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`field_${at}`, 1]));
    const losses = lossesOf({ ...hello, ...odd }) ?? [];
    expect([losses.length, losses.at(-1)?.field]).toEqual([41, 'others']);
  });

  it('asks for any object by a schema, and says so', () => {
    const chat = read({ ...hello, response_format: { type: 'json_object' } });
    expect(chat).toMatchObject({
      request: { output: { type: 'json', schema: { type: 'object' } } },
      losses: [{ field: 'response_format', action: 'downgraded' }],
    });
  });

  it('is read or refused, whatever it is', () => {
    const field = fc.constantFrom('messages', 'tools', 'tool_choice', 'response_format', 'stop', 'n', 'role');
    const odd = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue(),
        fc.dictionary(field, tie('value')),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          odd.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          const chat = readChatRequest(text);
          expect('refusals' in chat ? chat.refusals.length : chat.request.messages.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
