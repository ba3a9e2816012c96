import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openScan, type Units } from '../../src/config/secrets/scan-words.ts';

function unitsOf(text: string): Units {
  return Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

const letters = fc.constantFrom('a', 'b', 'é', '%', '😀');
const textOf = (maxLength: number) => fc.array(letters, { maxLength }).map((parts) => parts.join(''));

it('a scan finds a word where the text includes it, wherever that is, and no other', () => {
  const words = fc.array(
    textOf(8).filter((word) => word !== ''),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(words, textOf(40), (sought, text) => {
      expect(openScan(sought)(unitsOf(text))).toBe(sought.some((word) => text.includes(word)));
    }),
    { numRuns: 2000, seed: 1 },
  );
});

it('a scan finds long words at every place of bytes, and misses them where one unit is another', () => {
  const word = fc.string({ unit: 'binary-ascii', minLength: 3, maxLength: 100 });
  const around = fc.string({ unit: 'binary-ascii', maxLength: 80 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), around, around, (words, before, after) => {
      const [sought = ''] = words;
      for (const text of [before + sought + after, before + sought.slice(0, -1) + after]) {
        const found = openScan(words)(Buffer.from(text, 'latin1'));
        expect(found).toBe(words.some((each) => text.includes(each)));
      }
    }),
    { numRuns: 500, seed: 1 },
  );
});

it('of nothing it finds nothing', () => {
  const [nothing, abcd] = [openScan([]), openScan(['abcd'])];
  expect([nothing(unitsOf('abc')), abcd(unitsOf('')), abcd(unitsOf('abc'))]).toEqual([false, false, false]);
});
