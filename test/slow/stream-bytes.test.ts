import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StreamPart } from '../../src/contract/exchanges/stream-part.ts';
import { cutAt, cuts, oneByOne } from '../providers/bytes.ts';
import { codes, foldAll } from '../providers/decoding.ts';
import { capabilitiesOf, ROWS, type Row } from '../conformance/rows.ts';
import { WALL_MS } from '../conformance/stage.ts';
import {
  decoderFor,
  eventsIn,
  proofEvent,
  recordStream,
  type RecordedStream,
} from '../conformance/stream-bytes.ts';
import { describePrefixes, prefix, tellingLengths } from '../conformance/stream-prefixes.ts';
import { FIN } from '../bodies.ts';

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: WALL_MS });
});
afterAll(() => {
  vi.useRealTimers();
});

function partsOf(row: Row, stream: RecordedStream, pieces: readonly Uint8Array[]): readonly StreamPart[] {
  const decoder = decoderFor(row, stream);
  return [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.end(FIN)];
}

/** The bytes with something in them that the grammar does not allow, so that findings have their place too. */
function withSecondHalfTwice(row: Row, stream: RecordedStream): RecordedStream {
  const events = eventsIn(row, stream);
  const half = events[Math.floor(events.length / 2)]?.end ?? 0;
  return { ...stream, bytes: Buffer.concat([stream.bytes, stream.bytes.subarray(half)]) };
}

describe.each(ROWS)('a stream of $name', (row) => {
  it.each([
    ['as it is', (stream: RecordedStream) => stream],
    ['with its second half twice', (stream: RecordedStream) => withSecondHalfTwice(row, stream)],
  ])('gives the same parts however its bytes are cut, %s', async (_name, change) => {
    const stream = change(await recordStream(row));
    const whole = partsOf(row, stream, [stream.bytes]);
    expect(partsOf(row, stream, oneByOne(stream.bytes))).toEqual(whole);
    fc.assert(
      fc.property(cuts(stream.bytes.length), (offsets) => {
        expect(partsOf(row, stream, cutAt(stream.bytes, offsets))).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('says which promised part is missing where it ends after its proof', async () => {
    const stream = await recordStream(row);
    const events = eventsIn(row, stream);
    const { doneMarker, usageInStream } = capabilitiesOf(row);
    for (const [at, { end }] of events.entries()) {
      if (at < proofEvent(row, events)) continue;
      const texts = events.slice(0, at + 1).map(({ text }) => text);
      const usage = texts.some((text) =>
        /"(?:prompt_tokens|promptTokens|inputTokens|prompt_token_count)":/.test(text),
      );
      const missing = [
        ...(doneMarker && !texts.some((text) => text.includes('[DONE]')) ? ['stream/no-done'] : []),
        ...(usageInStream && !usage ? ['stream/no-usage'] : []),
      ];
      expect(codes(prefix(row, stream, end))).toEqual(missing);
    }
  });

  it('places what breaks its grammar at the event and byte where it shows', async () => {
    const stream = await recordStream(row);
    const twice = withSecondHalfTwice(row, stream);
    const ends = eventsIn(row, twice).map(({ end }) => end);
    const { warnings } = foldAll(partsOf(row, twice, [twice.bytes]));
    const slips = warnings.filter(({ code }) => code.startsWith('grammar/'));
    expect(slips.length).toBeGreaterThan(0);
    for (const { frame, offset } of slips) {
      expect(offset).toBeGreaterThan(stream.bytes.length);
      expect(offset).toBe(ends[frame ?? -1]);
    }
  });
});

// Each byte is tried by a slow test.
for (const row of ROWS) describePrefixes(row, tellingLengths);
