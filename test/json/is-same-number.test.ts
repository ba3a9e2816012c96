import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSameNumber } from '../../src/json/is-same-number.ts';

it.each([
  ['1', '1.0'],
  ['1', '1.000e0'],
  ['100', '1e2'],
  ['0.1', '1E-1'],
  ['0', '-0'],
  ['0', '0.000e999'],
  ['1e400', '1e400'],
  ['1e400', '10e399'],
  ['1234567890123456789', '1.234567890123456789e18'],
])('%s is %s', (a, b) => {
  expect([isSameNumber(a, b), isSameNumber(b, a)]).toEqual([true, true]);
});

it.each([
  ['1234567890123456789', '1234567890123456700'],
  ['0.1', '0.10000000000000001'],
  ['1e400', '1e401'],
  ['1', '-1'],
  ['1e-400', '0'],
  [`1e${'9'.repeat(200)}`, `1e${'9'.repeat(199)}8`],
])('%s is not %s', (a, b) => {
  expect([isSameNumber(a, b), isSameNumber(b, a)]).toEqual([false, false]);
});

/** digits × 10^power, in one of its many spellings. */
function spell(digits: bigint, power: number, shift: number, zeros: number): string {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits) + '0'.repeat(zeros);
  const at = Math.min(shift, text.length - 1);
  const [whole, fraction] = [text.slice(0, text.length - at), text.slice(text.length - at)];
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}e${power - zeros + at}`;
}

it('numbers are the same exactly if their decimal values are', () => {
  const part = fc.tuple(
    fc.bigInt(-(10n ** 25n), 10n ** 25n),
    fc.integer({ min: -40, max: 40 }),
    fc.nat(30),
    fc.nat(9),
  );
  fc.assert(
    fc.property(part, part, fc.boolean(), ([digits, power, shift, zeros], other, same) => {
      const [otherDigits, otherPower] = same ? [digits, power] : other;
      const scaled = digits * 10n ** BigInt(power + 40) === otherDigits * 10n ** BigInt(otherPower + 40);
      const a = spell(digits, power, shift, zeros);
      const b = spell(otherDigits, otherPower, other[2], other[3]);
      expect([a, b, isSameNumber(a, b)]).toEqual([a, b, scaled]);
    }),
  );
});
