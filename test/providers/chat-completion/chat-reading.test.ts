import { describe, expect, it } from 'vitest';
import { CHAT_READING } from '../../../src/providers/chat-completion/chat-reading.ts';
import { openDecoder } from '../../../src/providers/reading/open-decoder.ts';
import { bytesResponse } from '../../../src/transport/in-memory-transport.ts';
import { utf8 } from '../bytes.ts';
import { codes, contextFor, decodeAll, type Decoded } from '../decoding.ts';

const BODY = '{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}';
const STREAM = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n';

function decode(asked: 'send' | 'stream', contentType: string | null, text: string): Decoded {
  const headers = contentType === null ? {} : { 'content-type': contentType };
  const context = contextFor(bytesResponse({ headers }), { doneMarker: false, usageInStream: false });
  return decodeAll(openDecoder(CHAT_READING, context, asked), [utf8(text)]);
}

describe('the answer to a streaming call', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/Problem+JSON'])(
    'that is %s is read as one body, and said to be one',
    (contentType) => {
      const seen = decode('stream', contentType, BODY);
      expect(seen).toMatchObject({ text: 'Hi', error: null });
      expect(codes(seen)).toEqual(['stream/json-body']);
    },
  );

  it.each(['text/event-stream', 'text/plain', 'application/jsonl', null])(
    'that is %s is read as a stream',
    (contentType) => {
      expect(decode('stream', contentType, STREAM)).toMatchObject({ text: 'Hi', warnings: [], error: null });
    },
  );
});

describe('the answer to a streaming call without a content type', () => {
  it.each([
    ['a body', `\n\n ${BODY}`, 'Hi', null],
    ['an error in a list', '[{"error":{"message":"It broke.","code":500}}]', '', 'server_error'],
    ['a page', '<html><body>Welcome</body></html>', '', 'malformed_response'],
  ])('that is %s is known by how it begins', (_name, text, answer, kind) => {
    const seen = decode('stream', null, text);
    expect(seen.text).toBe(answer);
    expect(seen.error?.kind ?? null).toBe(kind);
    expect(codes(seen)[0]).toBe('stream/json-body');
  });

  it('that is neither a body nor events is malformed', () => {
    expect(decode('stream', null, 'upstream connect error\n').error?.kind).toBe('malformed_response');
  });
});

describe('the answer to any other call', () => {
  it('is read as events where it begins with one, and said to be unasked', () => {
    const seen = decode('send', 'application/json', STREAM);
    expect(seen).toMatchObject({ text: 'Hi', error: null });
    expect(codes(seen)).toEqual(['stream/unasked']);
  });

  it('is read as one body, whatever it is said to be', () => {
    expect(decode('send', 'text/event-stream', BODY)).toMatchObject({
      text: 'Hi',
      warnings: [],
      error: null,
    });
  });
});

const chunk = (text: string, reason: string | null): string =>
  JSON.stringify({ choices: [{ index: 0, delta: { content: text }, finish_reason: reason }] });

describe('lines of JSON in place of a stream', () => {
  const lines = `${chunk('Good ', null)}\n${chunk('day.', 'stop')}`;

  it.each([lines, `${lines}\n`, `${lines}\r\n`])(
    'are read as the events that they should have been',
    (text) => {
      const seen = decode('stream', 'application/x-ndjson', text);
      expect(seen).toMatchObject({ text: 'Good day.', error: null });
      expect(codes(seen)).toEqual(['stream/json-lines']);
    },
  );

  it('are cut where their last is no JSON', () => {
    const seen = decode('stream', 'application/x-ndjson', lines.slice(0, -9));
    expect(seen).toMatchObject({ text: 'Good ', error: { kind: 'stream_interrupted' } });
  });

  it('have failed where one of them is an error', () => {
    const seen = decode('stream', null, `${chunk('Good ', null)}\n{"error":{"message":"CUDA error"}}\n`);
    expect(seen).toMatchObject({ text: 'Good ', error: { kind: 'server_error' } });
  });
});

describe("what Workers AI's own API says", () => {
  const usage = { prompt_tokens: 5, completion_tokens: 2 };

  it.each([
    [{ response: 'Good day.', usage }, 'Good day.'],
    [{ response: { day: 'good' }, tool_calls: [], usage }, '{"day":"good"}'],
    [{ choices: [{ index: 0, message: { content: 'Good day.' } }], usage }, 'Good day.'],
  ])('is read out of its envelope, and said to be in one: %j', (result, text) => {
    const seen = decode('send', null, JSON.stringify({ result, success: true, errors: [], messages: [] }));
    expect(seen).toMatchObject({ text, error: { kind: 'stream_interrupted' } });
    expect(codes(seen)).toContain('body/run-form');
  });

  it('is read in a stream, of which nothing proves that it is whole', () => {
    const seen = decode(
      'stream',
      null,
      'data: {"response":"Good"}\n\ndata: {"response":" day."}\n\ndata: [DONE]\n\n',
    );
    expect(seen).toMatchObject({ text: 'Good day.', error: { kind: 'stream_interrupted' } });
    expect(codes(seen)).toContain('body/run-form');
  });

  it('is an error where it says so', () => {
    const failed = { result: null, success: false, errors: [{ message: 'No such model', code: 5007 }] };
    expect(decode('send', null, JSON.stringify(failed)).error?.kind).toBe('model_not_found');
  });

  it("is not what Ollama's own API says", () => {
    expect(decode('send', null, '{"response":"Hi","done":true}').error?.kind).toBe('malformed_response');
  });
});
