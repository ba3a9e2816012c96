import { describe, expect, it } from 'vitest';
import type { WireEnd } from '../../src/contract/wires/wire.ts';
import { decodeAll, type Decoded } from '../providers/decoding.ts';
import type { Row } from './rows.ts';
import {
  decoderFor,
  eventsIn,
  proofEvent,
  recordStream,
  type Event,
  type RecordedStream,
} from './stream-bytes.ts';

/** Where a stream is cut: how many of its bytes come. */
type ChooseLengths = (row: Row, stream: RecordedStream, events: readonly Event[]) => readonly number[];

export const everyLength: ChooseLengths = (_row, { bytes }) =>
  Array.from({ length: bytes.length + 1 }, (_, at) => at);

const NEAR = 2;
const STEP = 13;

/** Each length from the proof on, those around each event's end, and some between. */
export const tellingLengths: ChooseLengths = (row, stream, events) => {
  const proven = events[proofEvent(row, events)]?.dataEnd ?? 0;
  const ends = events.flatMap(({ dataEnd, end }) => [dataEnd, end]);
  return everyLength(row, stream, events).filter(
    (at) => at >= proven - NEAR || at % STEP === 0 || ends.some((end) => Math.abs(at - end) <= NEAR),
  );
};

export function prefix(row: Row, stream: RecordedStream, length: number, end: WireEnd = 'fin'): Decoded {
  return decodeAll(decoderFor(row, stream), [stream.bytes.subarray(0, length)], end);
}

/** What must hold of a row's stream wherever it is cut. */
export function describePrefixes(row: Row, choose: ChooseLengths): void {
  describe(`a stream of ${row.name} that is cut`, () => {
    it('is complete from the last byte of its proof on, where it ends with an event, and nowhere else', async () => {
      const stream = await recordStream(row);
      const events = eventsIn(row, stream);
      const proof = proofEvent(row, events);
      expect(proof).toBeGreaterThan(0);
      const borders = new Set<number>();
      for (const { dataEnd, end } of events.slice(proof)) {
        for (let at = dataEnd; at <= end; at += 1) borders.add(at);
      }
      const complete: number[] = [];
      for (const length of choose(row, stream, events)) {
        const seen = prefix(row, stream, length);
        if (seen.error === null) complete.push(length);
        else expect([length, seen.error.kind]).toEqual([length, 'stream_interrupted']);
      }
      expect(complete).toEqual([...borders]);
    });

    it('is not complete at any byte when the connection breaks', async () => {
      const stream = await recordStream(row);
      for (const length of choose(row, stream, eventsIn(row, stream))) {
        expect(prefix(row, stream, length, 'reset').error?.kind).toBe('stream_interrupted');
      }
    });
  });
}
