import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../../src/contract/wires/capabilities.ts';
import type { WireEnd } from '../../../src/contract/wires/wire.ts';
import { createChatStreamDecoder } from '../../../src/providers/chat-completion/decode-stream.ts';
import { bytesResponse } from '../../../src/transport/in-memory-transport.ts';
import { cutAt, cuts, oneByOne, utf8 } from '../bytes.ts';
import { callsOf, codes, contextFor, decodeAll, type Decoded } from '../decoding.ts';

interface Surroundings {
  readonly end?: WireEnd;
  readonly capabilities?: Partial<Capabilities>;
  readonly cut?: (bytes: Uint8Array) => readonly Uint8Array[];
}

function decode(
  text: string,
  { end = 'fin', capabilities = {}, cut = (bytes) => [bytes] }: Surroundings = {},
): Decoded {
  const context = contextFor(bytesResponse({ headers: {} }), capabilities);
  return decodeAll(createChatStreamDecoder(context), cut(utf8(text)), end);
}

const event = (data: object | string): string =>
  `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const chunk = (delta: object, finish: string | null = null, rest: object = {}): string =>
  event({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    model: 'm',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    ...rest,
  });
const call = (...tool_calls: readonly object[]): string => chunk({ tool_calls });
const other = (delta: object, finish: string | null = null): string =>
  event({ choices: [{ index: 1, delta, finish_reason: finish }] });
const OPEN = chunk({ role: 'assistant', content: '' });
const FINISH = chunk({ content: '' }, 'stop');
const USAGE = event({
  id: 'chatcmpl-1',
  choices: [],
  usage: { prompt_tokens: 9, total_tokens: 12, completion_tokens: 3 },
});
const DONE = event('[DONE]');
const WHOLE = OPEN + chunk({ content: 'Hi ' }) + chunk({ content: '東京 😀' }) + FINISH + USAGE + DONE;

const usage = (completion_tokens: number) => ({ usage: { prompt_tokens: 9, completion_tokens } });
const piece = (name: string, text: string) => ({
  index: 0,
  type: 'function',
  function: { name, arguments: text },
});

const snapshot = (content: string, finish: string | null = null): string =>
  event({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }] });

describe('a stream of chat completion chunks', () => {
  it('is complete with a finish reason', () => {
    expect(decode(WHOLE)).toMatchObject({
      text: 'Hi 東京 😀',
      finishReason: { unified: 'stop', raw: 'stop' },
      usage: { inputTokens: 9, outputTokens: 3 },
      model: 'm',
      providerRequestId: 'chatcmpl-1',
      proof: { frames: 6, terminalMarker: true, usageRecords: 1 },
      warnings: [],
      error: null,
    });
  });

  it('hands on a piece as soon as its event is whole', () => {
    const decoder = createChatStreamDecoder(contextFor());
    const bytes = utf8(OPEN + chunk({ content: 'Hi' }));
    expect(decoder.push(bytes.subarray(0, -1)).map(({ type }) => type)).toEqual(['meta']);
    expect(decoder.push(bytes.subarray(-1))).toEqual([{ type: 'text-delta', text: 'Hi' }]);
  });

  it('reads the numbered events of watsonx, which has no end marker', () => {
    const watsonx = [
      'id: 1\nevent: message\ndata: {"id":"chatcmpl-5d","model_id":"m","choices":[{"index":0,"finish_reason":null,"delta":{"role":"assistant","content":""}}],"system":{"warnings":[{"id":"disclaimer_warning","message":"Third party."}]}}\n\n',
      'id: 2\nevent: message\ndata: {"id":"chatcmpl-5d","model_id":"m","choices":[{"index":0,"finish_reason":null,"delta":{"content":"Hello"}}]}\n\n',
      'id: 4\nevent: message\ndata: {"id":"chatcmpl-5d","model_id":"m","choices":[{"index":0,"finish_reason":"stop","delta":{"content":""}}]}\n\n',
      'id: 5\nevent: message\ndata: {"id":"chatcmpl-5d","model_id":"m","choices":[],"usage":{"completion_tokens":3,"prompt_tokens":38,"total_tokens":41}}\n\n',
      'id: 6\nevent: close\ndata: {}\n\n',
    ].join('');
    expect(decode(watsonx, { capabilities: { doneMarker: false } })).toMatchObject({
      text: 'Hello',
      model: 'm',
      usage: { inputTokens: 38, outputTokens: 3 },
      warnings: [],
      error: null,
    });
  });

  describe('puts tool calls together', () => {
    it('by their index', () => {
      const seen = decode(
        call({ index: 0, id: 'a', type: 'function', function: { name: 'get_weather', arguments: '' } }) +
          call(
            { index: 0, function: { arguments: '{"city":' } },
            { index: 1, id: 'b', function: { name: 'now', arguments: '{' } },
          ) +
          call({ index: 1, function: { arguments: '}' } }, { index: 0, function: { arguments: '"Oslo"}' } }) +
          chunk({}, 'tool_calls'),
      );
      expect(callsOf(seen)).toEqual([
        ['get_weather', '{"city":"Oslo"}'],
        ['now', '{}'],
      ]);
      expect(seen.toolCalls.map(({ id }) => id)).toEqual(['a', 'b']);
    });

    it('as watsonx sends those of Llama 4: without ids, with an empty name on each piece, finish on the last', () => {
      const seen = decode(
        call(piece('get_weather', '{"')) +
          call(piece('', 'city')) +
          chunk({ tool_calls: [piece('', '":"Oslo"}')] }, 'tool_calls'),
      );
      expect(callsOf(seen)).toEqual([['get_weather', '{"city":"Oslo"}']]);
      expect(seen).toMatchObject({
        toolCalls: [{ id: null }],
        finishReason: { unified: 'tool_calls' },
        error: null,
      });
    });

    it('of tools that take free text', () => {
      const seen = decode(
        call({ index: 0, id: 'a', type: 'custom', custom: { name: 'sql', input: 'select ' } }) +
          call({ index: 0, custom: { input: '1' } }) +
          chunk({}, 'tool_calls'),
      );
      expect(callsOf(seen)).toEqual([['sql', 'select 1']]);
      expect(codes(seen)).not.toContain('tool/no-function');
    });

    it('of which each piece came outside a list', () => {
      const seen = decode(
        chunk({ tool_calls: piece('now', '{"z"') }) + chunk({ tool_calls: piece('', ':1}') }, 'tool_calls'),
      );
      expect(callsOf(seen)).toEqual([['now', '{"z":1}']]);
    });

    it('without an index, and says so', () => {
      const seen = decode(
        call({ id: 'a', function: { name: 'now', arguments: '{}' } }) +
          call({ id: 'b', function: { name: 'now', arguments: '{"z":1}' } }) +
          chunk({}, 'tool_calls') +
          USAGE +
          DONE,
      );
      expect(callsOf(seen)).toEqual([
        ['now', '{}'],
        ['now', '{"z":1}'],
      ]);
      expect(codes(seen)).toEqual(['tool/delta-without-index']);
    });
  });

  it('takes the last usage of several and never adds them up', () => {
    const seen = decode(
      chunk({ content: 'a' }, null, usage(1)) +
        chunk({ content: 'b' }, null, usage(2)) +
        chunk({}, 'stop', usage(3)),
    );
    expect(seen.usage).toMatchObject({ inputTokens: 9, outputTokens: 3 });
    expect(seen.proof?.usageRecords).toBe(3);
  });

  it('passes over empty choices, comments and choices other than the first', () => {
    const second = event({ choices: [{ index: 1, delta: { content: 'other' }, finish_reason: 'length' }] });
    const seen = decode(`: keep-alive\n\n${event({ choices: [] })}${second}${WHOLE}`);
    expect(seen).toMatchObject({ text: 'Hi 東京 😀', finishReason: { unified: 'stop' }, error: null });
  });

  it.each([1, 40])('reads the only choice, whatever its index, in %d pieces', (pieces) => {
    const text = Array.from({ length: pieces }, (_, at) => `${at} `);
    const seen = decode(
      text.map((content) => other({ content })).join('') + other({}, 'stop') + USAGE + DONE,
    );
    expect(seen).toMatchObject({ text: text.join(''), finishReason: { unified: 'stop' }, error: null });
    expect(codes(seen)).toEqual(['choice/other-first']);
  });

  it('finds bytes that are no UTF-8, and takes the sign for them as what it is where it was sent', () => {
    const [before = '', after = ''] = (OPEN + chunk({ content: 'a|b' }) + FINISH + USAGE + DONE).split('|');
    const bytes = Buffer.concat([utf8(before), Uint8Array.of(0xff), utf8(after)]);
    const context = contextFor(bytesResponse({ headers: {} }), {});
    const garbled = decodeAll(createChatStreamDecoder(context), oneByOne(bytes), 'fin');
    expect([garbled.text, codes(garbled)]).toEqual(['a\uFFFDb', ['message/invalid-utf8']]);
    expect(codes(decode(`${before}\uFFFD${after}`, { cut: oneByOne }))).toEqual([]);
  });

  it('joins a name that comes in pieces, and takes the whole name again for a repeat', () => {
    const pieces = call(piece('get_', '')) + call(piece('weather', '{}'));
    const repeats = call(piece('get_weather', '{')) + call(piece('get_weather', '}'));
    for (const calls of [pieces, repeats]) {
      expect(callsOf(decode(OPEN + calls + chunk({}, 'tool_calls') + USAGE + DONE))).toEqual([
        ['get_weather', '{}'],
      ]);
    }
  });

  it('says when a promise was not kept, and only then', () => {
    expect(codes(decode(OPEN + FINISH))).toEqual(['stream/no-done', 'stream/no-usage']);
    const none = { capabilities: { doneMarker: false, usageInStream: false } };
    expect(codes(decode(OPEN + FINISH, none))).toEqual([]);
  });

  it.each([
    [
      'content after the finish',
      OPEN + FINISH + chunk({ content: 'more' }) + USAGE + DONE,
      'grammar/content-after-finish',
    ],
    [
      'two finish reasons',
      OPEN + FINISH + chunk({}, 'length') + USAGE + DONE,
      'grammar/several-finish-reasons',
    ],
    ['a time limit', OPEN + chunk({ content: 'Hi' }, 'time_limit') + USAGE + DONE, 'truncation/time-limit'],
    ['no last blank line', WHOLE.slice(0, -2), 'stream/no-final-blank-line'],
  ])('finds %s', (_name, text, code) => {
    const seen = decode(text);
    expect(codes(seen)).toEqual([code]);
    expect(seen.error).toBeNull();
  });

  it('does not mind the same finish reason on every chunk, and says where one is empty', () => {
    const seen = decode(OPEN + FINISH + chunk({}, 'stop') + chunk({}, '') + USAGE + DONE);
    expect(seen).toMatchObject({ finishReason: { unified: 'stop' }, error: null });
    expect(codes(seen)).toEqual(['finish/empty-word']);
  });

  it.each([
    ['nothing at all', ''],
    ['nothing but its end marker', DONE],
    ['no finish reason, but an end marker', OPEN + chunk({ content: 'Hi' }) + USAGE + DONE],
    ['an empty finish reason', OPEN + chunk({ content: 'Hi' }, '') + DONE],
    ['its last event cut', OPEN + FINISH.slice(0, -20)],
    ['a field left over', `${WHOLE}event: close\n`],
    ['half a line left over', `${WHOLE}da`],
  ])('with %s was interrupted', (_name, text) => {
    expect(decode(text).error?.kind).toBe('stream_interrupted');
  });

  it('that ended by a reset was interrupted, though its end marker came', () => {
    expect(decode(WHOLE, { end: 'reset' }).error?.kind).toBe('stream_interrupted');
  });

  it('that fell silent once it was proven complete is complete, with a finding', () => {
    const seen = decode(WHOLE, { end: 'stall' });
    expect(seen.error).toBeNull();
    expect(seen.warnings.map(({ code }) => code)).toEqual(['stream/stall-after-finish']);
  });

  it('that fell silent before its finish reason was interrupted', () => {
    expect(decode(OPEN + chunk({ content: 'Hi' }), { end: 'stall' }).error?.kind).toBe('stream_interrupted');
  });

  it.each([
    [
      'nested',
      { error: { message: 'It broke.', type: 'InternalServerError', param: null, code: 500 } },
      'server_error',
    ],
    [
      'flat',
      { object: 'error', message: 'It broke.', type: 'BadRequestError', param: null, code: 400 },
      'invalid_request',
    ],
    [
      'beside choices, as a string',
      { choices: [{ index: 0, delta: {} }], error: 'It broke.' },
      'stream_interrupted',
    ],
    ['with a type', { error: 'It broke.', error_type: 'generation' }, 'model_error'],
    ['without any word', { error: {} }, 'stream_interrupted'],
    [
      'in its choice',
      { choices: [{ index: 0, delta: { content: '' }, error: { code: 502, message: 'It broke.' } }] },
      'server_error',
    ],
  ])('with an error that is %s fails, and the end marker after it proves nothing', (_name, body, kind) => {
    const seen = decode(OPEN + chunk({ content: 'So far' }) + event(body) + DONE);
    expect(seen).toMatchObject({ text: 'So far', error: { kind, phase: 'stream' } });
  });

  it('is spoiled by an error after its finish', () => {
    expect(decode(OPEN + FINISH + event({ error: { message: 'late', code: 503 } }) + DONE).error?.kind).toBe(
      'overloaded',
    );
  });

  it('fails at an event of type error, though its data is a bare word', () => {
    const seen = decode(`${OPEN}event: error\ndata: error\n\n`);
    expect(seen.error).toMatchObject({ kind: 'stream_interrupted', raw: { body: 'error' } });
  });

  it.each([
    ['in a field of its own', 'error: {"code":500,"message":"It broke.","type":"server_error"}\n\n'],
    ['in a line without a field', '{"error":"It broke."}\n'],
    ['in a line without a field or end', '{"error":"It broke."}'],
  ])('hears an error %s, which SSE parsers drop', (_name, line) => {
    for (const cut of [(bytes: Uint8Array) => [bytes], oneByOne]) {
      const seen = decode(OPEN + line, { cut });
      expect(codes(seen)).toEqual(['stream/error-field']);
      expect(seen.error?.message).toBe('It broke.');
    }
  });

  it('says that a line was dropped which SSE has no field for', () => {
    const seen = decode(`${OPEN}junk: x\n${chunk({ content: 'kept' })}${FINISH}${USAGE}${DONE}`);
    expect(seen).toMatchObject({ text: 'kept', error: null });
    expect(codes(seen)).toEqual(['stream/unknown-field']);
  });

  it.each([
    ['behind blanks', (events: string) => events.replaceAll('data:', ' \tdata:')],
    ['a line late', (events: string) => events.replaceAll('data: {', 'data:\n {')],
    ['without a field', (events: string) => events.replaceAll('data: {', '{')],
  ])('reads an event that came %s, which SSE parsers drop', (_name, spoil) => {
    const lines = spoil(chunk({ content: 'kept' }) + FINISH);
    for (const cut of [(bytes: Uint8Array) => [bytes], oneByOne]) {
      const seen = decode(OPEN + lines + USAGE + DONE, { cut });
      expect(seen).toMatchObject({ text: 'kept', error: null });
      expect(codes(seen)).toEqual(['stream/dropped-event']);
      expect(decode(OPEN + lines.slice(0, -6), { cut }).error?.kind).toBe('stream_interrupted');
    }
  });

  it.each([
    ['behind blanks', ` ${chunk({ content: 'B' })}`, 'malformed_response'],
    ['without a field', chunk({ content: 'B' }).replace('data: ', ''), undefined],
  ])('reads none %s amid another, which it would come before', (_name, amid, kind) => {
    for (const cut of [(bytes: Uint8Array) => [bytes], oneByOne]) {
      const first = chunk({ content: 'A' }).slice(0, -1);
      const seen = decode(`${OPEN}${first}${amid}${FINISH}${USAGE}${DONE}`, { cut });
      expect([seen.text, seen.error?.kind]).toEqual(['A', kind]);
      expect(codes(seen)).toEqual(['stream/unknown-field']);
    }
  });

  it.each(['\n', ''])('is whole where its last event stands in such a line, that ends with %j', (end) => {
    for (const cut of [(bytes: Uint8Array) => [bytes], oneByOne]) {
      const seen = decode(`${WHOLE.trimEnd().replace(DONE.trimEnd(), ` ${DONE.trimEnd()}`)}${end}`, { cut });
      expect(seen.error).toBeNull();
      expect(codes(seen)).toContain('stream/dropped-event');
    }
  });

  it('calls no stream complete that lost an event to bytes glued to it', () => {
    const seen = decode(`${OPEN}junk${chunk({ content: 'lost' })}${FINISH}${USAGE}${DONE}`);
    expect(seen).toMatchObject({ text: '', error: { kind: 'malformed_response' } });
    expect(codes(seen)).toEqual(['stream/unknown-field']);
  });

  it.each([
    ['of another interface', event({ type: 'response.created' }) + event({ type: 'response.completed' })],
    [
      'of another interface, numbered',
      `id: 1\nevent: message\n${event({ results: [{ generated_text: 'Hi' }] })}`,
    ],
    ['and a line that is no field', 'upstream connect error or disconnect'],
    ['and bytes of something else', '\u0000\u0000\u0001h\u0000'],
  ])('that holds no chunk at all, but events %s, is malformed', (_name, text) => {
    for (const cut of [(bytes: Uint8Array) => [bytes], oneByOne]) {
      expect(decode(text, { cut }).error?.kind).toBe('malformed_response');
    }
  });

  it.each([
    'd',
    'data',
    'eve',
    'event: ping',
    'id: 1\n',
    ': wait\n\n',
    'data: {"id"',
    event({ choices: [] }),
  ])('that was cut before its first chunk was whole was interrupted: %j', (text) => {
    expect(decode(text).error?.kind).toBe('stream_interrupted');
  });

  it('with an event that is no JSON is malformed', () => {
    expect(decode(`${OPEN}data: oops\n\n${FINISH}`).error?.kind).toBe('malformed_response');
  });

  it.each(['error', 'abort', 'cancelled'])('that finishes with %s is never complete', (word) => {
    expect(decode(OPEN + chunk({}, word) + DONE).error?.kind).toBe('model_error');
  });

  it('reads whole messages in place of pieces, each from where the last ended', () => {
    const seen = decode(snapshot('He') + snapshot('Hello') + snapshot('Hello', 'stop') + USAGE + DONE);
    expect(seen).toMatchObject({ text: 'Hello', error: null });
    expect(codes(seen)).toEqual(['message/snapshot']);
  });

  it.each([
    ['an error after [DONE]', WHOLE + event({ error: { message: 'late' } }), 'grammar/event-after-done'],
    ['[DONE] before the finish', OPEN + DONE + FINISH, 'grammar/done-before-finish'],
    ['[DONE] twice', WHOLE + DONE, 'grammar/second-done'],
    [
      'content after an error',
      event({ error: { message: 'no' } }) + OPEN + chunk({ content: 'Hi' }),
      'grammar/event-after-error',
    ],
  ])('says at which event and byte its grammar broke: %s', (_name, text, code) => {
    const found = decode(text, { cut: oneByOne }).warnings.find((warning) => warning.code === code);
    const ends = [...text.matchAll(/\n\n/g)].map(({ index }) => utf8(text.slice(0, index + 2)).length);
    expect(found?.offset).toBe(ends[found?.frame ?? -1]);
  });

  it.each([
    ['an empty finish reason', chunk({ content: 'Hi' }, ''), 'finish/empty-word'],
    ['a finish reason that is the word null', chunk({ content: 'Hi' }, 'null'), 'finish/empty-word'],
    [
      'a finish reason that is an object',
      event({ choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: { type: 'stop' } }] }),
      'finish/as-object',
    ],
    ['content in parts', chunk({ content: [{ type: 'text', text: 'Hi' }] }), 'message/content-not-text'],
    ['a choice without an index', event({ choices: [{ delta: { content: 'Hi' } }] }), 'choice/no-index'],
    [
      'arguments that are no text',
      call({ index: 0, function: { name: 'x', arguments: {} } }),
      'tool/arguments-not-text',
    ],
    ['a call without a function', call({ index: 0, name: 'x' }), 'tool/no-function'],
    ['calls that are no list', chunk({ tool_calls: piece('x', '{}') }), 'tool/calls-not-a-list'],
    [
      'usage in the choice',
      event({ choices: [{ index: 0, delta: {}, usage: { prompt_tokens: 1 } }] }),
      'usage/elsewhere',
    ],
  ])('finds %s', (_name, text, code) => {
    expect(codes(decode(OPEN + text + FINISH + USAGE + DONE))).toEqual([code]);
  });

  it('gives the same however its bytes are cut', () => {
    const expected = decode(WHOLE);
    const bytes = utf8(WHOLE);
    fc.assert(
      fc.property(cuts(bytes.length), (offsets) => {
        const seen = decode(WHOLE, { cut: (received) => cutAt(received, offsets) });
        expect({ ...seen, parts: seen.parts.length }).toEqual({ ...expected, parts: expected.parts.length });
      }),
    );
  });

  it('cut anywhere before its finish is never complete', () => {
    const finishAt = utf8(WHOLE.slice(0, WHOLE.indexOf('"finish_reason":"stop"'))).length;
    fc.assert(
      fc.property(fc.nat({ max: finishAt }), (length) => {
        const seen = decode(WHOLE, { cut: (received) => [received.subarray(0, length)] });
        expect(seen.error?.kind).toBe('stream_interrupted');
        expect('Hi 東京 😀'.startsWith(seen.text)).toBe(true);
      }),
    );
  });

  it('is read without a throw, whatever JSON its events hold', () => {
    const keys = fc.constantFrom(
      'choices',
      'delta',
      'content',
      'tool_calls',
      'function',
      'index',
      'usage',
      'error',
      'id',
      'model',
      'finish_reason',
      'arguments',
      'name',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(null, 0, -1, 1.5, '', 'x', true),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (events) => {
        const text = events.map((each) => event(JSON.stringify(each))).join('');
        expect(decode(text).proof?.frames).toBe(events.length);
      }),
    );
  });
});
