import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';
import { scanJson } from '../../src/json/scan-json.ts';
import { walk } from '../../src/json/walk.ts';

/** JSON in every spelling that a serialiser does not choose: numbers, blanks, escapes. */
const spelling = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc
    .tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(99), fc.integer())
    .map(([sign, whole, fraction, power]) => `${sign}${whole}.${fraction}e${power}`),
  fc.constantFrom('1e400', '-0', '1.0', '0.10', '1E+2', '1234567890123456789'),
);
const leaf = fc.oneof(
  spelling,
  fc.constantFrom('true', 'false', 'null'),
  fc.string({ unit: anyCodePoint }).map((text) => JSON.stringify(text)),
);
const blank = fc.constantFrom('', ' ', '\n', '\t ');
const { document } = fc.letrec<{ document: string; list: string; map: string }>((tie) => ({
  document: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('list'), tie('map')),
  list: fc
    .tuple(fc.array(tie('document'), { maxLength: 4 }), blank)
    .map(([items, b]) => `[${b}${items.join(`${b},${b}`)}${b}]`),
  map: fc
    .tuple(fc.dictionary(fc.string(), tie('document'), { maxKeys: 4, noNullPrototype: true }), blank)
    .map(([map, b]) => {
      const members = Object.entries(map).map(([key, value]) => `${JSON.stringify(key)}${b}:${b}${value}`);
      return `{${b}${members.join(`,${b}`)}${b}}`;
    }),
}));

it('every number is found at its pointer, and spelt as it is', () => {
  fc.assert(
    fc.property(document, (text) => {
      const { numbers, duplicates } = scanJson(text, true);
      const found = new Map<string, number>();
      walk(JSON.parse(text), ({ pointer, value }) => {
        if (typeof value === 'number') found.set(pointer, value);
        return true;
      });
      expect([...numbers.keys()].toSorted()).toEqual([...found.keys()].toSorted());
      for (const [pointer, source] of numbers) {
        expect(text).toContain(source);
        expect(Number(source)).toBe(found.get(pointer));
      }
      expect(duplicates).toEqual([]);
    }),
  );
});

it.each<[string, readonly string[]]>([
  ['{"a":1,"a":2}', ['/a']],
  ['{"a":1,"\\u0061":2}', ['/a']],
  ['{"a":{"b":1,"b":[{"c":1,"c":2}]}}', ['/a/b', '/a/b/0/c']],
  ['[{"a/b":1},{"a/b":1,"a/b":2}]', ['/1/a~1b']],
  ['{"":1,"":2}', ['/']],
  ['{"a":"\\"a\\":","b":"a"}', []],
  ['{"a":{"a":{"a":1}}}', []],
  ['[["a","a"],{"x":"x"}]', []],
])('of %s the keys that stand twice are %j', (text, duplicates) => {
  expect(scanJson(text, false).duplicates).toEqual(duplicates);
});

it('a long and deep text is read in time that grows with it, and tells no more than some duplicates', () => {
  expect(scanJson('['.repeat(50_000) + ']'.repeat(50_000), true).numbers.size).toBe(0);
  expect(scanJson(`{${'"a":1,'.repeat(50_000)}"b":2}`, false).duplicates).toHaveLength(20);
  expect(scanJson(`["${'\\\\'.repeat(100_000)}"]`, true).numbers.size).toBe(0);
});

it('a long key that many numbers lie below takes no room for each of them', () => {
  const key = 'k'.repeat(100_000);
  const { numbers } = scanJson(`{"a":1,"${key}":[${'0,'.repeat(100_000)}0]}`, true);
  expect([...numbers]).toEqual([['/a', '1']]);
});
