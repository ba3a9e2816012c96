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
  ])('that is %s is known by how it begins', (_name, text, said, kind) => {
    const seen = decode('stream', null, text);
    expect(seen.text).toBe(said);
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
