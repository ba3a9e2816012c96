import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';

it('makes texts of characters that stand for themselves, from the first to the last', () => {
  const made = fc.sample(fc.string({ unit: anyCodePoint, minLength: 1 }), { seed: 1, numRuns: 2_000 });
  expect(made.filter((text) => !text.isWellFormed())).toEqual([]);
  const codes = made.flatMap((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
  expect(Math.min(...codes)).toBe(0);
  expect(Math.max(...codes)).toBe(0x10_ff_ff);
  expect(codes.filter((code) => code > 0xff_ff).length).toBeGreaterThan(codes.length / 3);
});

it('makes the names that objects have from birth as well, which break readers', () => {
  const made = fc.sample(fc.string({ unit: anyCodePoint }), { seed: 1, numRuns: 2_000 });
  expect(made).toContain('__proto__');
});

it('shrinks to the smallest text that still breaks', () => {
  const found = fc.check(
    fc.property(fc.string({ unit: anyCodePoint }), (text) => !/[\u{1F600}-\u{10FFFF}]/u.test(text)),
    { seed: 1 },
  );
  expect(found.counterexample).toEqual(['\u{1F600}']);
});
