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
