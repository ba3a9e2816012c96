import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { squash, squashPlaced, textOf } from '../../src/config/secrets/squash-text.ts';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';

/** Characters that show nothing, blanks, letters, and bytes that begin such characters in UTF-8 and may stand alone. */
const piece = fc.constantFrom(
  '\u200b',
  '\u00ad',
  '\ufeff',
  '\u{e0041}',
  '\u034f',
  'K',
  'key',
  ' ',
  '\0',
  '\n',
  'é',
);
const unicode = fc.array(fc.oneof(piece, fc.string({ unit: anyCodePoint, maxLength: 4 })), { maxLength: 12 });
const bytes = fc.array(
  fc.oneof(
    piece.map((text) => Buffer.from(text).toString('latin1')),
    fc.nat(255).map((code) => String.fromCharCode(code)),
    fc.constantFrom('\xe2', '\xe2\x80', '\xad', '\xf3', '\xf3\xa0', '\xcd'),
  ),
  { maxLength: 24 },
);

it.each([
  ['text', unicode],
  ['a body that is looked at byte by byte', bytes],
])('of %s the quick look keeps what the one that knows its places keeps', (_, pieces) => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('');
      expect(textOf(squash(text))).toBe(squashPlaced(text).text);
    }),
    { numRuns: 500 },
  );
});
