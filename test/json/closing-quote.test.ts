import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { closingQuote } from '../../src/json/closing-quote.ts';

/** Long enough that most of it is not looked at one by one. */
const inside = fc
  .array(fc.constantFrom('\\\\', '\\"', '\\n', 'x', 'ж', 'x'.repeat(70)), { maxLength: 30 })
  .map((pieces) => pieces.join(''));

it('a string of JSON ends at the first quote that is not escaped, and one without an end at that of its text', () => {
  fc.assert(
    fc.property(inside, fc.string(), (text, behind) => {
      expect(closingQuote(`ab"${text}"${behind}`, 2)).toBe(3 + text.length);
      expect(closingQuote(`"${text}`, 0)).toBe(1 + text.length);
    }),
  );
});

it.each(['"\\', `"${'x'.repeat(63)}\\`, `"${'x'.repeat(90)}\\"`])('%s has no end', (text) => {
  expect(closingQuote(text, 0)).toBe(text.length);
});
