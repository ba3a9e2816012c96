import { expect, it } from 'vitest';
import { SIGN, signsOf } from '../../../src/providers/errors/text-signs.ts';

it.each([
  ['a capital within a name', 'RateLimitError', SIGN.camel],
  ['a capital after a dot, a colon or a dollar sign', 'io.Timeout', SIGN.camel],
  ['a slash after a colon', 'at ://', SIGN.colon | SIGN.joined],
  ['two blanks', 'too  many', SIGN.gap],
  ['a line break', 'too\nmany', SIGN.breaking],
  ['a digit', 'status 429', SIGN.digit],
  ['what is not ASCII', 'trop tôt', SIGN.wide],
  ['a quote', "it's", SIGN.quote],
])('sees %s', (_, text, sign) => {
  expect(signsOf(text)).toBe(sign);
});

it('sees no pair where its two parts stand apart', () => {
  expect(signsOf('Too Many of a B c')).toBe(0);
});

it('sees in a whole text all that it sees in a part of it', () => {
  const text = `Error code: 429 - {'error': "ab  cd_E"}\n[x] <p> (a=b) → $Foo`;
  for (let from = 0; from < text.length; from += 1) {
    expect(signsOf(text.slice(from)) & ~signsOf(text)).toBe(0);
  }
});
