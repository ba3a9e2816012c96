import { describe, expect, it } from 'vitest';
import { eventFrame, exceptionFrame } from '../providers/frames.ts';
import { answer, chat, chunk, FRAMES, JSON_TYPE, SSE } from './recorded.ts';

const stopped = [
  eventFrame('messageStart', { role: 'assistant' }),
  eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hi' } }),
  eventFrame('contentBlockStop', { contentBlockIndex: 0 }),
  eventFrame('messageStop', { stopReason: 'end_turn' }),
  eventFrame('metadata', { usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } }),
];

describe('what is said of a recorded response', () => {
  it.each([
    [
      'stop with a call',
      chat({ tool_calls: [{ function: { name: 'x', arguments: '{}' } }] }, 'stop'),
      'finish/stop-with-tool-calls',
    ],
    ['tool_calls without one', chat({ content: 'Hi' }, 'tool_calls'), 'finish/tool-calls-without-call'],
    ['a leaked marker', chat({ content: 'Hi<|eot|>' }, 'stop'), 'template/leaked-marker'],
  ])('is found to have %s', async (_name, body, code) => {
    expect((await answer({ wire: 'openai-chat', contentType: JSON_TYPE, body })).codes).toContain(code);
  });

  it.each([
    ['a refusal', { status: 403, contentType: JSON_TYPE, body: '{"message":"no"}' }],
    [
      'an error of no known kind in a stream',
      { contentType: SSE, body: 'data: {"error":{"message":"Hm."}}\n\n' },
    ],
    ['a page', { contentType: 'text/html', body: '<html>' }],
  ])('that is %s finishes with an error', async (_name, recorded) => {
    const seen = await answer({ wire: 'openai-chat-stream', ...recorded });
    expect(seen).toMatchObject({ finish: 'error', complete: false });
  });

  it.each([
    ['openai-chat-stream', SSE, `${chunk({ content: 'Hi' }, 'stop')}data: {"error":{"message":"Late."}}\n\n`],
    [
      'bedrock-converse-stream',
      FRAMES,
      Buffer.concat([...stopped, exceptionFrame('throttlingException', '{"message":"Late."}')]),
    ],
  ])('over %s whose server took its finish back finishes with the error', async (wire, contentType, body) => {
    const seen = await answer({ wire, contentType, body });
    expect(seen).toMatchObject({ text: 'Hi', finish: 'error', complete: false });
    expect(seen.finishRaw).not.toBeNull();
  });

  it.each(['length', 'model_context_window_exceeded'])('that ends with %s is truncated', async (word) => {
    const seen = await answer({
      wire: 'openai-chat',
      contentType: JSON_TYPE,
      body: chat({ content: 'Hi' }, word),
    });
    expect(seen).toMatchObject({ complete: true, truncated: true });
  });

  it.each([
    [
      'openai-chat-stream',
      SSE,
      `${chunk({ content: 'Hi' }, 'length')}data: {"error":{"message":"Late."}}\n\n`,
    ],
    [
      'bedrock-converse-stream',
      FRAMES,
      Buffer.concat([
        eventFrame('messageStart', { role: 'assistant' }),
        eventFrame('messageStop', { stopReason: 'max_tokens' }),
      ]),
    ],
  ])(
    'over %s that said length and then broke off is not truncated, but cut',
    async (wire, contentType, body) => {
      expect(await answer({ wire, contentType, body })).toMatchObject({ complete: false, truncated: false });
    },
  );

  it.each([
    ['arguments that its tool refuses', { content: null }, '{"town":"Rome"}', 'tool/arguments-invalid'],
    ['a call left in its text', { content: '[look_up(city="Rome")]' }, null, 'tool/call-in-text'],
    ['no call, though one was required', { content: 'Hm.' }, null, 'tool/choice-required-ignored'],
  ])('is held against the tools that were declared: %s', async (_name, message, args, code) => {
    const parameters = { type: 'object', required: ['city'] };
    const request = {
      body: {
        messages: [],
        tools: [{ type: 'function', function: { name: 'look_up', parameters } }],
        tool_choice: 'required',
      },
    };
    const tool_calls = args === null ? [] : [{ function: { name: 'look_up', arguments: args } }];
    const body = chat({ ...message, tool_calls }, args === null ? 'stop' : 'tool_calls');
    const recorded = { wire: 'openai-chat', contentType: JSON_TYPE, body };
    expect((await answer({ ...recorded, request })).codes).toContain(code);
    expect((await answer(recorded)).codes).not.toContain(code);
  });

  it('is held against the cap that was asked for', async () => {
    const body = chat({ content: 'Hi the' }, 'stop');
    const recorded = { wire: 'openai-chat', contentType: JSON_TYPE, body };
    expect((await answer({ ...recorded, request: { max_tokens: 2 } })).codes).toEqual(['truncation/silent']);
    expect((await answer({ ...recorded, request: { max_tokens: 3 } })).codes).toEqual([]);
  });

  it('breaks no promise that its server never made, and every one that it did', async () => {
    const body = chunk({ content: 'Hi' }) + chunk({}, 'stop');
    const recorded = { wire: 'openai-chat-stream', contentType: SSE, body };
    expect((await answer({ ...recorded, server: 'other:somebody' })).codes).toEqual([]);
    expect((await answer(recorded)).codes).toEqual(['stream/no-done', 'stream/no-usage']);
    const request = { body: { messages: [], stream: true } };
    expect((await answer({ ...recorded, request })).codes).toEqual(['stream/no-done']);
  });
});
