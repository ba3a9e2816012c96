import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describe, expect, it } from 'vitest';
import { SQUARE_FORMATS } from '../../src/json/schema/find-slow-places.ts';
import { growth, MOST_GROWTH } from '../growth.ts';

const UNITS =
  'a 1 1. a. - @ / %20% :: : 1: a: ~ ~0 {a {a, } = A T P P1Y # ? [ ( a{1} \\ + é a/ //a a@ x* _ &a= ; http://a'.split(
    ' ',
  );
const BEFORE = ['', 'http://', 'a@', 'a:', '{', 'P', '#/', '2020-01-01T'];
const AFTER = ['', '!', '\n', '-'];

/** Of the formats that look at text, whether one takes it. */
function testOf(format: (typeof fullFormats)[keyof typeof fullFormats]): ((text: string) => boolean) | null {
  if (format instanceof RegExp) return (text) => format.test(text);
  if (typeof format !== 'object' || format.type === 'number') return null;
  const { validate } = format;
  if (validate instanceof RegExp) return (text) => validate.test(text);
  return typeof validate === 'function' ? (text) => Reflect.apply(validate, null, [text]) : null;
}

const tests = Object.entries(fullFormats).flatMap(([name, format]) => {
  const test = typeof format === 'function' ? format : testOf(format);
  return test === null ? [] : [{ name, test }];
});

function textsOf(size: number): readonly string[] {
  return BEFORE.flatMap((before) =>
    UNITS.flatMap((unit) => AFTER.map((after) => before + unit.repeat(size / unit.length) + after)),
  );
}

describe('a format of ajv-formats', { retry: 2 }, () => {
  it('is looked at', () => {
    expect(tests.length).toBeGreaterThan(15);
  });

  it.each(tests)('$name takes time in proportion to the text, or is known not to', ({ name, test }) => {
    const size = name === 'url' ? 500 : 2_000;
    const grown = growth((n) => {
      const given = textsOf(n);
      return () => given.forEach(test);
    }, size);
    if (SQUARE_FORMATS.has(name)) expect(grown).toBeGreaterThan(MOST_GROWTH);
    else expect(grown).toBeLessThan(MOST_GROWTH);
  });
});
