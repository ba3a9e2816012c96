import { describe, expect, it } from 'vitest';
import { readConverseBody } from '../../../src/providers/bedrock/read-converse-body.ts';
import { callsOf, codes, decodeBody, type Decoded } from '../decoding.ts';

const decode = (body: unknown): Decoded => decodeBody(readConverseBody, body);

const answer = (content: readonly object[], rest: object = {}): object => ({
  metrics: { latencyMs: 589 },
  output: { message: { content, role: 'assistant' } },
  stopReason: 'end_turn',
  usage: { inputTokens: 52, outputTokens: 30, serverToolUsage: {}, totalTokens: 82 },
  ...rest,
});

describe('a Converse response', () => {
  it('is complete with its text, stop reason, usage and the id of its head', () => {
    expect(decode(answer([{ text: 'Why' }, { text: ' not?' }]))).toMatchObject({
      text: 'Why not?',
      finishReason: { unified: 'stop', raw: 'end_turn' },
      usage: { inputTokens: 52, outputTokens: 30 },
      model: null,
      providerRequestId: 'req-1',
      proof: { frames: 1, terminalMarker: true, usageRecords: 1 },
      error: null,
    });
  });

  it('gives each tool use its id and its input as JSON', () => {
    const content = [
      { text: 'Let me see.' },
      { toolUse: { toolUseId: 'tooluse_1', name: 'get_weather', input: { city: 'Zürich' } } },
      { toolUse: { toolUseId: 'tooluse_2', name: 'now', input: {} } },
    ];
    const seen = decode(answer(content, { stopReason: 'tool_use' }));
    expect(seen.text).toBe('Let me see.');
    expect(callsOf(seen)).toEqual([
      ['get_weather', '{"city":"Zürich"}'],
      ['now', '{}'],
    ]);
    expect(seen.toolCalls.map(({ id }) => id)).toEqual(['tooluse_1', 'tooluse_2']);
    expect(seen.finishReason?.unified).toBe('tool_calls');
  });

  it('keeps reasoning apart and cited text in place', () => {
    const content = [
      { reasoningContent: { reasoningText: { text: 'Hm.' } } },
      { citationsContent: { content: [{ text: 'Said ' }, { text: 'so.' }], citations: [] } },
    ];
    expect(decode(answer(content))).toMatchObject({ text: 'Said so.', reasoning: 'Hm.' });
  });

  it('counts what a cache held among the input, where the total says that it was counted beside it', () => {
    const usage = { inputTokens: 52, outputTokens: 30, cacheReadInputTokens: 40, cacheWriteInputTokens: 8 };
    const read = (totalTokens: number) =>
      decode(answer([{ text: 'Hi' }], { usage: { ...usage, totalTokens } }));
    expect(read(130)).toMatchObject({ usage: { inputTokens: 100, outputTokens: 30, cachedTokens: 40 } });
    expect(read(82)).toMatchObject({ usage: { inputTokens: 52, outputTokens: 30, cachedTokens: 40 } });
  });

  it('says so where a tool use has no input, which need not be one that it has none to give', () => {
    const content = [{ toolUse: { toolUseId: 'tooluse_1', name: 'now' } }];
    const seen = decode(answer(content, { stopReason: 'tool_use' }));
    expect(callsOf(seen)).toEqual([['now', '{}']]);
    expect(codes(seen)).toEqual(['tool/no-input']);
  });

  it('knows no usage where there is none', () => {
    const seen = decode(answer([{ text: 'Hi' }], { usage: undefined }));
    expect(seen).toMatchObject({ usage: { inputTokens: null, outputTokens: null }, error: null });
  });

  it.each([
    ['no stop reason', answer([{ text: 'Hi' }], { stopReason: undefined }), 'stream_interrupted'],
    ['a stop reason of nothing', answer([{ text: 'Hi' }], { stopReason: '' }), 'stream_interrupted'],
    ['malformed output', answer([], { stopReason: 'malformed_model_output' }), 'model_error'],
    ['a malformed tool use', answer([], { stopReason: 'malformed_tool_use' }), 'model_error'],
    ['a cut body', '{"output":{"message":{"content":[{"text":"Hi"', 'malformed_response'],
    ['HTML', '<html>hello</html>', 'malformed_response'],
    ['nothing', '', 'malformed_response'],
    ['a body of another service', { Output: { __type: 'x' }, Version: '1.0' }, 'malformed_response'],
    ['an error', { message: 'Too many tokens, please wait before trying again.' }, 'rate_limited'],
  ])('with %s is an error', (_name, body, kind) => {
    expect(decode(body).error?.kind).toBe(kind);
  });

  it('that is empty by request is complete', () => {
    expect(decode(answer([{ text: '' }]))).toMatchObject({ text: '', error: null });
  });
});
