import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../../../src/contract/exchanges/stream-part.ts';
import { createChatStreamDecoder } from '../../../src/providers/chat-completion/decode-stream.ts';
import type { Decoder } from '../../../src/providers/decode-context.ts';
import { utf8 } from '../bytes.ts';
import { contextFor, decodeAll } from '../decoding.ts';

type Made<A> = A extends fc.Arbitrary<infer Value> ? Value : never;

/** What is the same however an event is spelt: not where in the bytes it stands, nor the bytes themselves. */
function read(decoder: Decoder, pieces: readonly Uint8Array[]): object {
  const parts = decodeAll(decoder, pieces).parts.map((part: StreamPart) => {
    if (part.type === 'error') return { type: part.type, kind: part.error.kind };
    if (part.type !== 'meta') return part;
    return { ...part, warnings: part.warnings.map(({ code, frame }) => ({ code, frame })) };
  });
  return { parts, handed: decoder.handedEvents?.() };
}

function readChat(body: string): object {
  return read(createChatStreamDecoder(contextFor()), [utf8(body)]);
}

const text = fc.oneof(
  fc.constantFrom('a', 'b "c"', '\n', '東京', '', '~', '","p":"x"}', '\\u0061'),
  fc.string({ unit: 'grapheme' }),
);

describe('an event that is like the one before it', () => {
  /** Most are alike; the others differ in each way that counts. */
  const choice = fc.oneof(
    { weight: 6, arbitrary: text.map((content) => ({ index: 0, delta: { content }, finish_reason: null })) },
    text.map((content) => ({ index: 0, delta: { content, reasoning: 'hm' }, finish_reason: null })),
    text.map((content) => ({ index: 0, delta: { role: 'assistant', content }, finish_reason: null })),
    text.map((content) => ({ index: 0, delta: { content }, finish_reason: 'stop' })),
    text.map((content) => ({ delta: { content }, finish_reason: null })),
    text.map((content) => ({ index: 0, text: content, finish_reason: null })),
    text.map((content) => ({ index: 0, delta: { content: '' }, text: content, finish_reason: null })),
    text.map((content) => ({ index: 0, message: { content }, finish_reason: null })),
    text.map((content) => ({ index: 0, delta: { content: [{ type: 'text', text: content }] } })),
    text.map((content) => ({ index: 1, delta: { content }, finish_reason: null })),
    text.map((content) => ({
      index: 0,
      delta: { content, tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: '{}' } }] },
    })),
    text.map((content) => ({ index: 0, delta: { content }, error: { message: 'no' } })),
  );
  const rest = fc.oneof(
    { weight: 8, arbitrary: fc.constant({}) },
    fc.constant({ usage: { prompt_tokens: 1, completion_tokens: 2 } }),
    fc.constant({ truncated: true }),
    fc.constant({ error: { message: 'no' } }),
  );
  const type = fc.oneof({ weight: 8, arbitrary: fc.constant('') }, fc.constantFrom('error', 'message'));
  const events = fc.array(fc.record({ choice, rest, type }), { maxLength: 12 });

  it('says what it says when it is read whole', () => {
    const render = (list: Made<typeof events>, apart: boolean) =>
      list
        .map((made, at) => {
          const data = {
            id: 'c',
            model: 'm',
            choices: [made.choice],
            ...made.rest,
            ...(apart && { apart: at }),
          };
          return `${made.type === '' ? '' : `event: ${made.type}\n`}data: ${JSON.stringify(data)}\n\n`;
        })
        .join('');
    fc.assert(
      fc.property(events, fc.nat(2), (list, missing) => {
        const end = (body: string): string => body.slice(0, body.length - missing);
        expect(readChat(end(render(list, false)))).toEqual(readChat(end(render(list, true))));
      }),
      { numRuns: 500 },
    );
  });
});
