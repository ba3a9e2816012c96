import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinTransferChunks } from '../../src/recordings/join-transfer-chunks.ts';

/** The body in chunks of `sizes` bytes, the last of which takes the rest, and the chunk that ends it. */
function chunked(body: Uint8Array, sizes: readonly number[], extension = ''): Uint8Array {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const size of [...sizes, body.length]) {
    const piece = body.subarray(at, at + size);
    if (piece.length === 0) continue;
    pieces.push(Buffer.from(`${piece.length.toString(16)}${extension}\r\n`), piece, Buffer.from('\r\n'));
    at += piece.length;
  }
  return Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')]);
}

describe('a body in the chunks of its transfer', () => {
  it('is joined, whatever it holds and wherever its chunks end', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), sizes, (body, lengths) => {
        expect(joinTransferChunks(chunked(body, lengths))).toEqual({ body: Buffer.from(body), whole: true });
      }),
    );
  });

  it('may have extensions behind its sizes, and trailers at its end', () => {
    const bytes = Buffer.concat([
      chunked(Buffer.from('Hello'), [2], ';a=b'),
      Buffer.from('x-late: 1\r\n\r\n'),
    ]);
    expect(joinTransferChunks(bytes)).toEqual({ body: Buffer.from('Hello'), whole: true });
  });

  it('that was cut anywhere is not whole, and gives what had come', () => {
    const bytes = chunked(Buffer.from('Hello there'), [5]);
    for (let length = 3; length < bytes.length - 4; length += 1) {
      const seen = joinTransferChunks(bytes.subarray(0, length));
      expect(seen?.whole).toBe(false);
      expect('Hello there'.startsWith(Buffer.from(seen?.body ?? []).toString())).toBe(true);
    }
  });

  it.each([
    ['JSON', '{"a":1}'],
    ['events', 'data: {}\n\n'],
    ['a number and more', '12\r\nmonkeys'.repeat(3)],
    ['a line of digits', 'beef\n'],
    ['nothing', ''],
    ['zeros', '\u0000\u0000\u0000\u0010'],
  ])('is not seen in %s', (_name, text) => {
    expect(joinTransferChunks(Buffer.from(text))).toBeNull();
  });
});
