import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, generalizePointer, joinPointer, resolvePointer } from '../../src/json/pointer.ts';

// The document and pointers of RFC 6901, section 5.
const RFC = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

it.each([
  ['', RFC],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/e^f', 3],
  ['/g|h', 4],
  ['/i\\j', 5],
  ['/k"l', 6],
  ['/ ', 7],
  ['/m~0n', 8],
])('%j resolves as RFC 6901 says', (pointer, expected) => {
  expect(resolvePointer(RFC, pointer)).toEqual(expected);
});

it.each(['/foo/2', '/foo/00', '/foo/-', '/foo/length', '/foo/0/0', '/toString', 'foo', '/nothing/below'])(
  'nothing stands at %j',
  (pointer) => {
    expect(resolvePointer(RFC, pointer)).toBeUndefined();
  },
);

it('a key comes back from its pointer, whatever its characters', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('~', '/', '0', '1', 'é', '') })), (keys) => {
      const value = keys.reduceRight<object>((inner, key) => Object.fromEntries([[key, inner]]), {
        end: true,
      });
      const pointer = keys.reduce(joinPointer, '');
      expect(resolvePointer(JSON.parse(JSON.stringify(value)), pointer)).toEqual({ end: true });
    }),
  );
});

describe('a pattern', () => {
  it.each([
    ['/items/*/sku', '/items/3/sku'],
    ['/items/*', '/items/3/sku'],
    ['', '/anything'],
    ['/a', '/a'],
    ['/a/0', '/a/0'],
    ['/a.b/c~1d', '/a.b/c~1d/0'],
  ])('%j covers %j', (pattern, pointer) => {
    expect(compilePattern(pattern)(pointer)).toBe(true);
  });

  it.each([
    ['/items/*/sku', '/items/3'],
    ['/items/*/sku', '/items/first/sku'],
    ['/items/*', '/items/01'],
    ['/a', '/ab'],
    ['/a/0', '/a/1'],
    ['/a.b', '/aXb'],
  ])('%j does not cover %j', (pattern, pointer) => {
    expect(compilePattern(pattern)(pointer)).toBe(false);
  });
});

it('a generalised pointer has * for every array index and nothing else', () => {
  expect(generalizePointer('/items/12/0/line2/3')).toBe('/items/*/*/line2/*');
  expect(generalizePointer('/007/x')).toBe('/007/x');
});
