import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lengthWithoutRuns } from '../../../src/checks/truncation/token-floor.ts';

/** The same as an expression: slow, and plain. */
function plainly(text: string): number {
  return text.replaceAll(/(.)\1{3,}|\s{2,}/gsu, '$1').length;
}

it('a run of one character counts once, and blanks beside each other do not', () => {
  const texts = [
    '',
    'abc',
    'a----b',
    'a---b',
    'a  b',
    'a \n\n b',
    '    ',
    'x     y',
    '😀😀😀😀',
    '😀😀',
    'a\u00a0\u3000b',
  ];
  expect(texts.map(lengthWithoutRuns)).toEqual(texts.map(plainly));
});

it('any text counts as the expression says', () => {
  const unit = fc.constantFrom(
    'a',
    'a',
    '-',
    '-',
    ' ',
    ' ',
    '\n',
    '\t',
    '😀',
    '\ud83d',
    '\ude00',
    'é',
    '\u00a0',
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      expect(lengthWithoutRuns(text)).toBe(plainly(text));
    }),
    { numRuns: 2000, seed: 1 },
  );
});
