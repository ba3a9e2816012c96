import { expect, it } from 'vitest';
import type { Decoder } from '../../../src/providers/decode-context.ts';
import { sniffingDecoder } from '../../../src/providers/reading/sniffing-decoder.ts';
import { oneByOne, textOf, utf8 } from '../bytes.ts';
import { FIN } from '../../bodies.ts';

/** What the choice was made by, and the bytes that the chosen decoder got. */
function sniff(pieces: readonly Uint8Array[]): { start: string | null; got: string } {
  let start: string | null = null;
  const got: Uint8Array[] = [];
  const chosen: Decoder = {
    push(bytes) {
      got.push(bytes);
      return [];
    },
    end: () => [],
    tripped: () => null,
    handedEvents: () => null,
  };
  const decoder = sniffingDecoder((begins) => {
    start = begins;
    return chosen;
  });
  for (const piece of pieces) decoder.push(piece);
  decoder.end(FIN);
  return { start, got: textOf(Buffer.concat(got)) };
}

it.each([
  ['what comes first', '{"choices":[]}', '{"choic'],
  ['what comes after blanks', '\r\n\n \t{"choices":[]}', '{"choic'],
  ['what comes after a byte order mark', '\uFEFFdata: {}\n\n', 'data: {'],
  ['all of a short body', 'ok', 'ok'],
  ['nothing', '', ''],
])('a decoder is chosen by %s, however it is cut, and gets every byte', (_name, body, start) => {
  const bytes = utf8(body);
  expect(sniff([bytes])).toEqual({ start, got: body });
  expect(sniff(oneByOne(bytes))).toEqual({ start, got: body });
});

it.each([
  ['JSON, which may have none', ': ping\n\n: ping\r\n {"a":1}', '{"a":1}', ' {"a":1}'],
  ['events, which may', ': ping\n\ndata: {}\n\n', ':', ': ping\n\ndata: {}\n\n'],
  ['nothing', ': ping\n\n: ping', ':', ': ping\n\n: ping'],
])('comments stand before %s', (_name, body, start, got) => {
  const bytes = utf8(body);
  expect(sniff([bytes])).toEqual({ start, got });
  expect(sniff(oneByOne(bytes))).toEqual({ start, got });
});

it('comments without end are events', () => {
  const body = `: ${'x'.repeat(70_000)}`;
  expect(sniff([utf8(body), utf8('\n{"a":1}')])).toEqual({ start: ':', got: `${body}\n{"a":1}` });
});
