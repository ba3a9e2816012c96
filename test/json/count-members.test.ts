import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { countMembers, countSpelled } from '../../src/json/count-members.ts';
import { scanJson } from '../../src/json/scan-json.ts';

/**
 * Few keys, so that many stand twice, and spellings that hold a colon or a quote. None is a backslash alone: where V8 13.6
 * has met such a one, JSON.parse takes an escaped key in its place for the same.
 */
const key = fc.constantFrom('"a"', '"\\u0061"', '"b"', '":"', '"\\""', '"a\\\\"', '"__proto__"', '""', '"0"');
const { document } = fc.letrec<{ document: string; list: string; map: string }>((tie) => ({
  document: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('1', 'null', '"a:b"', '"\\\\"', '{}', '[]'),
    tie('list'),
    tie('map'),
  ),
  list: fc.array(tie('document'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  map: fc
    .array(fc.tuple(key, tie('document')), { maxLength: 5 })
    .map((members) => `{${members.map(([name, value]) => `${name} : ${value}`).join(',')}}`),
}));

it('a value has as many members as its text spells, unless a key stands twice in one object', () => {
  fc.assert(
    fc.property(document, (text) => {
      const { duplicates } = scanJson(text, false);
      expect(countSpelled(text) === countMembers(JSON.parse(text))).toBe(duplicates.length === 0);
    }),
  );
});

it('what nests too deep is not walked, and has no count', () => {
  const text = '['.repeat(100_000) + ']'.repeat(100_000);
  expect([countSpelled(text), countMembers(JSON.parse(text))]).toEqual([0, Number.NaN]);
});
