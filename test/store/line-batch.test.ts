import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineBatch, textOf, type LinePiece } from '../../src/store/line-batch.ts';

function written(pieces: readonly LinePiece[]): string {
  const batch = new LineBatch();
  for (const piece of pieces) batch.add(piece);
  return batch.since(0).toString('utf8');
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc
    .array(fc.constantFrom('"', '\\', '\n', '\t', '\0', '\u001f', '\u007f', 'é', '\ud800', 'a'))
    .map((list) => list.join('')),
);

describe('a batch of lines', () => {
  it('quotes any text as JSON.stringify does', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(written([{ quoted: text }])).toBe(JSON.stringify(text));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what stands before a text that it could not quote the short way', () => {
    const pieces = ['{"a":', { quoted: 'plain "text"' }, ',"b":', { quoted: `${'long '.repeat(100)}é` }, '}'];
    expect(written(pieces)).toBe(pieces.map(textOf).join(''));
  });

  it('grows for text that is longer than it has room for', () => {
    const text = '"'.repeat(600_000);
    expect(written(['x', { quoted: text }])).toBe(`x${JSON.stringify(text)}`);
  });
});
