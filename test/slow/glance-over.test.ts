import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openGlance } from '../../src/config/secrets/glance-over.ts';
import { openScan } from '../../src/config/secrets/scan-words.ts';
import { squash, textOf } from '../../src/config/secrets/squash-text.ts';

const letter = fc.constantFrom('a', 'b', 'C', '1', 'é', '\u0130', '\u212a', '😀');
const gap = fc.constantFrom(' ', '\n', '\t', '\0', '\u00a0', '\u200b', '\u00ad', '\udb40\udc20', '\u3000');
const join = (parts: readonly string[]): string => parts.join('');
const word = fc.array(letter, { minLength: 1, maxLength: 20 }).map(join);
const around = fc.array(fc.oneof({ weight: 4, arbitrary: letter }, gap), { maxLength: 30 }).map(join);

function small(text: string): string {
  return textOf(squash(text));
}

it('a glance over a text sees what a search of all of it would find, whatever stands between the letters', () => {
  const gaps = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('') }, gap), {
    minLength: 1,
    maxLength: 20,
  });
  const words = fc.array(word, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(words, around, around, gaps, (sought, before, after, between) => {
      const [first = ''] = sought;
      const spread = Array.from(first, (letter, at) => letter + (between[at % between.length] ?? ''));
      const hints = sought.map(small);
      for (const text of [before + join(spread) + after, before + after]) {
        const shown = [text, Buffer.from(text, 'utf8').toString('latin1')];
        for (const each of shown) {
          const isThere = openScan(hints)(squash(each));
          expect(isThere && !openGlance(hints)(each)).toBe(false);
        }
      }
    }),
    { numRuns: 3000, seed: 1 },
  );
});

it('a glance sees nothing where no letters of a word are', () => {
  const sees = openGlance(['bench-secret', 'akiabench']);
  expect(['', 'bench', 'bench-se', 'the bench is no secret', 'a'.repeat(500)].some(sees)).toBe(false);
  expect(['bench-secret', 'B ench-\u00e9SECRET', 'xakia\0bench'].every(sees)).toBe(true);
  expect([openGlance([])('abc'), openGlance(['ab'])('x'), openGlance(['éab'])('x')]).toEqual([
    false,
    true,
    true,
  ]);
});
