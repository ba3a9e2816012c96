import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamPart } from '../../../src/contract/exchanges/stream-part.ts';
import { createConverseStreamDecoder } from '../../../src/providers/bedrock/decode-converse-stream.ts';
import { contextFor, decodeAll } from '../decoding.ts';
import { exceptionFrame, frame } from '../frames.ts';

interface Event {
  readonly name: string;
  readonly json: string;
}

/** What is the same however an event is spelt: not where in the bytes it stands. */
function read(events: readonly Event[], apart: boolean): object {
  const decoder = createConverseStreamDecoder(contextFor());
  const frames = events.map(({ name, json }, at) => {
    const text = apart ? json.replace(/^\{/, `{"apart${at}":0,`) : json;
    const type = { ':event-type': name, ':content-type': 'application/json', ':message-type': 'event' };
    return name === 'exception' ? exceptionFrame('throttlingException', json) : frame(type, text);
  });
  const parts = decodeAll(decoder, frames).parts.map((part: StreamPart) => {
    if (part.type === 'error') return { type: part.type, kind: part.error.kind };
    if (part.type !== 'meta') return part;
    return { ...part, warnings: part.warnings.map(({ code, frame: at }) => ({ code, at })) };
  });
  return { parts, handed: decoder.handedEvents() };
}

const text = fc.oneof(
  fc.constantFrom('a', 'b "c"', '\n', '東京', '', '~', '","p":"x"}', 'a,"p":"abc"}'),
  fc.string({ unit: 'grapheme' }),
);
const index = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.constant(1));
const delta = fc
  .record({ contentBlockIndex: index, delta: fc.record({ text }) })
  .map((payload) => JSON.stringify(payload).slice(0, -1));
const padding = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.nat(20).map((length) => `,"p":"${'abcdefghijklmnopqrstuvwxyz'.slice(0, length)}"}`),
  },
  fc.constantFrom(
    '}',
    ',"p":"abd"}',
    ',"p":1}',
    ',"p":"ab","p":"abc"}',
    ',"p":"abc"',
    ',"q":"abc"}',
    '},"p":"abc"}',
  ),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(delta, padding)
      .map(([start, end]) => ({ name: 'contentBlockDelta', json: start + end })),
  },
  delta.map((start) => ({ name: 'contentBlockStart', json: `${start},"p":"abc"}` })),
  delta.map((start) => ({
    name: 'contentBlockDelta',
    json: `${start},"start":{"toolUse":{"name":"f"}},"p":"abc"}`,
  })),
  fc.constantFrom(
    { name: 'contentBlockDelta', json: '{"p":"x","contentBlockIndex":0,"delta":{"text":"a"},"p":"abc"}' },
    { name: 'contentBlockDelta', json: '{"contentBlockIndex":0,"delta":{"text":"a","p":"abc"}' },
    { name: 'contentBlockDelta', json: '{"contentBlockIndex":0,"delta":{"text":"a","text":"b"},"p":"abc"}' },
    { name: 'contentBlockStop', json: '{"contentBlockIndex":0,"p":"abcdefgh"}' },
    { name: 'exception', json: '{"message":"no"}' },
  ),
);

describe('an event of ConverseStream that is like the one before it', () => {
  it('says what it says when it is read whole', () => {
    const start = { name: 'messageStart', json: '{"role":"assistant","p":"a"}' };
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        expect(read([start, ...events], false)).toEqual(read([start, ...events], true));
      }),
      { numRuns: 500 },
    );
  });
});
