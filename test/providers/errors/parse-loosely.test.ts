import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLoosely } from '../../../src/providers/errors/parse-loosely.ts';
import { pythonRepr } from './wrappings.ts';

const read = (text: string): unknown => parseLoosely(text, 0).value;
/** Without prototypes on either side. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('reading loosely', () => {
  it.each([
    ['a Python repr', "{'a': None, 'b': True, 'c': ('x', 1)}", { a: null, b: true, c: ['x', 1] }],
    ['bytes of Python', "{'a': b'x'}", { a: 'x' }],
    ['bare keys', '{ code: 429, message: "slow" }', { code: 429, message: 'slow' }],
    ['an escape that JSON does not know', String.raw`{"a":"the model\'s"}`, { a: "the model's" }],
    ['a quote that nobody escaped', `{'a': 'the model's limit', 'b': 1}`, { a: "the model's limit", b: 1 }],
    ['a line break in a string', '{"a":"x\ny"}', { a: 'x\ny' }],
    ['a trailing comma', '{"a":1,}', { a: 1 }],
    ['a cut string', '{"a":1,"b":"unfin', { a: 1, b: 'unfin' }],
    ['a cut key', '{"a":1,"b', { a: 1 }],
    ['a cut list', '{"a":[1,{"b":2', { a: [1, { b: 2 }] }],
    ['a code point', String.raw`{"a":"\u00e9"}`, { a: 'é' }],
  ])('takes %s', (_, text, expected) => {
    expect(plain(read(text))).toEqual(expected);
  });

  it('reads JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (value) => {
        const text = JSON.stringify(value);
        expect(plain(read(text))).toEqual(JSON.parse(text));
      }),
      { examples: [[{ a: -0 }]] },
    );
  });

  it('reads what Python prints of the same value', () => {
    const text = fc.string().filter((each) => !/['"\\]/.test(each));
    const value = fc.dictionary(
      text,
      fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text)),
    );
    fc.assert(
      fc.property(value, (original) => {
        expect(plain(read(pythonRepr(original)))).toEqual(original);
      }),
    );
  });

  it('keeps every key that came whole, wherever the text is cut', () => {
    const value = { error: { code: 'slow_down', message: 'too many' }, trace: 'ab12' };
    const text = JSON.stringify(value);
    for (let end = text.indexOf(',') + 1; end < text.length; end += 1) {
      expect(plain(read(text.slice(0, end)))).toMatchObject({ error: { code: 'slow_down' } });
    }
  });

  it('returns for every text, and never reads beyond its end', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[{[("'\\:,}\])a1 ]*$/), fc.string(), (structure, rest) => {
        const text = `{${structure}${rest}`;
        expect(parseLoosely(text, 0).end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('does not exhaust the stack on hostile nesting', () => {
    expect(() => read('{"a":'.repeat(30_000))).not.toThrow();
    expect(() => read('[('.repeat(30_000))).not.toThrow();
  });

  it('makes no property special', () => {
    expect(Object.keys(Object(read('{"__proto__":{"a":1}}')))).toEqual(['__proto__']);
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
  });
});
