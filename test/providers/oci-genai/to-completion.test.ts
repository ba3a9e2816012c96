import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toChunk, toCompletion } from '../../../src/providers/oci-genai/to-completion.ts';
import { OCI_CHAT } from '../../../src/providers/oci-genai/wire.ts';
import { callsOf, codes, contextFor, decodeAll, decodeBody, type Decoded } from '../decoding.ts';

const NO_MARKER = { capabilities: { doneMarker: false } } as const;

function decode(...events: readonly unknown[]): Decoded {
  const bytes = Buffer.from(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
  return decodeAll(OCI_CHAT.readStream(contextFor(undefined, NO_MARKER.capabilities)), [bytes]);
}
const text = (words: string) => ({
  index: 0,
  message: { role: 'ASSISTANT', content: [{ type: 'TEXT', text: words }] },
  pad: 'aaaa',
});
const calls = (...toolCalls: readonly object[]) => ({ index: 0, message: { role: 'ASSISTANT', toolCalls } });
const body = (chatResponse: unknown): Decoded =>
  decodeBody(OCI_CHAT.readBody, { modelId: 'meta.llama-4', modelVersion: '1.0', chatResponse });
const USAGE = { promptTokens: 17, completionTokens: 3, totalTokens: 20 };

describe('a stream of OCI', () => {
  it('is read as https://github.com/oracle/langchain-oracle/issues/316 has it', () => {
    const seen = decode(
      text(''),
      text('Hello'),
      text(' there'),
      { finishReason: 'stop', pad: 'a' },
      {
        index: 0,
        usage: USAGE,
      },
    );
    expect(seen).toMatchObject({
      text: 'Hello there',
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: { inputTokens: 17, outputTokens: 3 },
      providerRequestId: 'req-1',
      error: null,
      warnings: [],
    });
  });

  it('keeps two calls apart whose later pieces say of neither whose they are', () => {
    const seen = decode(
      calls({ type: 'FUNCTION', id: 'one', name: 'look', arguments: '' }),
      calls({ type: 'FUNCTION', arguments: '{"a":' }),
      calls({ arguments: '1}' }),
      calls({ type: 'FUNCTION', id: 'two', name: 'look', arguments: '{"a":' }),
      calls({ arguments: '2}' }),
      { finishReason: 'tool_calls' },
      { usage: USAGE },
    );
    expect(callsOf(seen)).toEqual([
      ['look', '{"a":1}'],
      ['look', '{"a":2}'],
    ]);
    expect([seen.error, codes(seen), seen.finishReason?.unified]).toEqual([null, [], 'tool_calls']);
  });

  it('is an error where an event is one, and where the finish reason never comes', () => {
    const error = { code: '429', message: 'Tenancy request-rate limit exceeded.' };
    expect(decode(text('Hel'), error)).toMatchObject({ text: 'Hel', error: { kind: 'rate_limited' } });
    expect(decode(text('Hel')).error?.kind).toBe('stream_interrupted');
  });

  it.each([
    ['has a finish reason too', { code: '500', message: 'Broken.', finishReason: 'stop' }],
    ['has usage too', { code: 500, message: 'Broken.', usage: USAGE }],
    ['stands beside a piece', { ...text('lo'), error: { code: '500', message: 'Broken.' } }],
  ])('is an error where one %s', (_name, error) => {
    expect(decode(text('Hel'), error, { finishReason: 'stop' }).error?.kind).toBe('server_error');
  });

  it('whose message is text is no answer', () => {
    expect(decode({ index: 0, message: 'Hi', finishReason: 'stop' }).error?.kind).toBe('malformed_response');
  });

  it('that says a word nobody wrote down ends with it, and not with stop', () => {
    expect(decode(text('Hi'), { finishReason: 'ERROR_TOXIC' }).finishReason).toEqual({
      unified: 'unknown',
      raw: 'ERROR_TOXIC',
    });
  });

  it('of the other format is no answer of this one', () => {
    expect(decode({ apiFormat: 'COHERE', text: 'Hi' }).error?.kind).toBe('malformed_response');
  });
});

describe('a body of OCI', () => {
  it('is read with what was cached and reasoned', () => {
    const message = { ...text('Hi').message, reasoningContent: 'Hm.' };
    const usage = {
      ...USAGE,
      promptTokensDetails: { cachedTokens: 5 },
      completionTokensDetails: { reasoningTokens: 1 },
    };
    expect(body({ choices: [{ index: 0, message, finishReason: 'length' }], usage })).toMatchObject({
      model: 'meta.llama-4',
      text: 'Hi',
      reasoning: 'Hm.',
      finishReason: { unified: 'length' },
      usage: { inputTokens: 17, outputTokens: 3, cachedTokens: 5, reasoningTokens: 1 },
      error: null,
      warnings: [],
    });
  });

  it('with text that is null beside a call has no text, as newer models have it', () => {
    const message = {
      role: 'ASSISTANT',
      content: [{ type: 'TEXT', text: null }],
      toolCalls: [{ type: 'FUNCTION', id: null, name: 'plan', arguments: '{}' }],
    };
    const seen = body({ choices: [{ index: 0, message, finishReason: 'tool_calls' }], usage: USAGE });
    expect([seen.text, callsOf(seen), seen.error]).toEqual(['', [['plan', '{}']], null]);
  });

  it('with a part that is no text, or calls that are no list, is odd, and its text is read all the same', () => {
    const content = [
      { type: 'TEXT', text: 'Hi' },
      { type: 'IMAGE', imageUrl: { url: 'data:' } },
    ];
    const toolCalls = { type: 'FUNCTION', id: 'one', name: 'look', arguments: '{}' };
    const message = { role: 'ASSISTANT', content, toolCalls };
    const seen = body({ choices: [{ index: 0, message, finishReason: 'stop' }], usage: USAGE });
    expect([seen.text, codes(seen)]).toEqual([
      'Hi',
      expect.arrayContaining(['message/content-not-text', 'tool/calls-not-a-list']),
    ]);
  });

  it.each([
    ['a message that is text', 'Hi'],
    ['a text that is none', { content: [{ type: 'TEXT', text: 5 }] }],
  ])('with %s is told', (_name, message) => {
    const seen = body({ choices: [{ index: 0, message, finishReason: 'stop' }], usage: USAGE });
    expect([seen.text, codes(seen)]).toEqual(['', ['message/content-not-text']]);
  });

  it.each([
    [
      'an error beside an answer',
      {
        code: '429',
        message: 'Too many.',
        chatResponse: { choices: [{ ...text('Hi'), finishReason: 'stop' }] },
      },
      'rate_limited',
    ],
    [
      'an error within an answer',
      { chatResponse: { error: { message: 'Broken.' }, choices: [{ ...text('Hi'), finishReason: 'stop' }] } },
      'malformed_response',
    ],
    ['an error', { code: '400', message: 'Please pass in correct format of request.' }, 'invalid_request'],
    [
      'the other format',
      { modelId: 'm', chatResponse: { apiFormat: 'COHERE', text: 'Hi' } },
      'malformed_response',
    ],
    ['an answer without choices', { chatResponse: { choices: [] } }, 'malformed_response'],
    ['a choice without an end', { chatResponse: { choices: [text('Hi')] } }, 'stream_interrupted'],
  ])('that is %s is no answer', (_name, value, kind) => {
    expect(decodeBody(OCI_CHAT.readBody, value).error?.kind).toBe(kind);
  });
});

it('whatever JSON comes, it is read or told, and nothing throws', () => {
  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        index: fc.jsonValue(),
        finishReason: fc.jsonValue(),
        usage: fc.jsonValue(),
        message: fc.oneof(
          fc.jsonValue(),
          fc.dictionary(fc.constantFrom('content', 'toolCalls', 'role'), fc.jsonValue()),
        ),
        chatResponse: fc.oneof(fc.jsonValue(), fc.record({ choices: fc.jsonValue(), usage: fc.jsonValue() })),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 4 }), (events) => {
      for (const event of events) expect([toChunk(event), toCompletion(event)]).toHaveLength(2);
      const { error, finishReason } = decode(...events);
      expect(error !== null || finishReason !== null).toBe(true);
      decodeBody(OCI_CHAT.readBody, events[0] ?? null);
    }),
    { numRuns: 200 },
  );
});
