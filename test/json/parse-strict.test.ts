import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { locateError } from '../../src/json/locate-error.ts';
import { parseStrict } from '../../src/json/parse-strict.ts';

it.each([
  { text: '', at: 0, message: 'the text ends where a value is expected' },
  { text: '{"a":1', at: 6, message: 'the text ends where a comma or a closing bracket is expected' },
  { text: '{"a":', at: 5, message: 'the text ends where a value is expected' },
  { text: '{"a":"b', at: 7, message: 'the text ends inside a value' },
  { text: '[tru', at: 4, message: 'the text ends inside a value' },
  { text: '[1.', at: 3, message: 'the text ends inside a value' },
  { text: '["\\u12', at: 6, message: 'the text ends inside a value' },
  { text: '{"a" 1}', at: 5, message: 'a colon is expected' },
  { text: '{a:1}', at: 1, message: 'a property name or } is expected' },
  { text: '[1,]', at: 3, message: 'a value is expected' },
  { text: '{"a":1,}', at: 7, message: 'a property name is expected' },
  { text: '[1}', at: 2, message: 'a comma or a closing bracket is expected' },
  { text: '{} {}', at: 3, message: 'the end is expected' },
  { text: '["a\nb"]', at: 3, message: 'no string may hold this character' },
  { text: 'NaN', at: 0, message: 'a value is expected' },
])('$text breaks at $at', ({ text, at, message }) => {
  expect(parseStrict(text)).toEqual({ ok: false, at, message });
});

it('whatever is JSON is parsed', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseStrict(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
  );
});

it('a place is found exactly where the parser refuses', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '\\',
    '\\u00',
    '1',
    '-',
    '0',
    '.5',
    'e9',
    'true',
    'nul',
    ' ',
    '\n',
    '\t',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(locateError(text) === null).toBe(valid);
    }),
    { numRuns: 3000 },
  );
});

it('every prefix of an object breaks off at its end', () => {
  const text = '{"a":[1.5e3,true,null,"x\\u00e9\\n"],"b":{"c":-0.1}}';
  for (let end = 0; end < text.length; end += 1) {
    expect(parseStrict(text.slice(0, end))).toMatchObject({ ok: false, at: end });
  }
});

it('ten thousand nested arrays are parsed, and located when the last bracket is missing', () => {
  const text = '['.repeat(10_000) + ']'.repeat(10_000);
  expect(parseStrict(text).ok).toBe(true);
  expect(parseStrict(text.slice(0, -1))).toMatchObject({ ok: false, at: 19_999 });
});
