import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openScan } from '../../src/config/secrets/scan-words.ts';

const letters = fc.constantFrom('a', 'b', 'é', '%', '😀');
const textOf = (maxLength: number) => fc.array(letters, { maxLength }).map((parts) => parts.join(''));

it('a scan finds a word where the text includes it, wherever that is, and no other', () => {
  const words = fc.array(
    textOf(8).filter((word) => word !== ''),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(words, textOf(40), (sought, text) => {
      expect(openScan(sought)(text)).toBe(sought.some((word) => text.includes(word)));
    }),
    { numRuns: 2000, seed: 1 },
  );
});

it('of nothing it finds nothing', () => {
  expect([openScan([])('abc'), openScan(['abcd'])(''), openScan(['abcd'])('abc')]).toEqual([
    false,
    false,
    false,
  ]);
});
