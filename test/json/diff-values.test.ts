import { expect, it } from 'vitest';
import { diffValues } from '../../src/json/diff-values.ts';
import type { JsonValue } from '../../src/json/json-value.ts';

const spoken = (left: JsonValue, right: JsonValue) =>
  diffValues(left, right).map(({ pointer, what }) => `${pointer} ${what}`);

it.each<[string, JsonValue, JsonValue, readonly string[]]>([
  ['equal values differ nowhere', { a: [1, null] }, { a: [1, null] }, []],
  ['the order of keys is no difference', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ['a scalar differs as a whole', 'a', 'b', [' value']],
  ['another type is told as one', { a: 1 }, { a: '1' }, ['/a type']],
  ['null is a type of its own', { a: null }, { a: {} }, ['/a type']],
  [
    'keys that are gone and new, in the order of the left value',
    { b: 1, a: 1 },
    { c: 1, a: 2 },
    ['/b missing', '/a value', '/c extra'],
  ],
  ['lists by place', [1, 2, 3], [1, 3], ['/1 value', '/2 missing']],
  ['a list for an object is one difference', { a: { b: 1 } }, { a: [1] }, ['/a type']],
  ['keys are escaped in pointers', { 'a/b~c': 1 }, { 'a/b~c': 2 }, ['/a~1b~0c value']],
  ['an inherited name is no key', {}, { toString: 1 }, ['/toString extra']],
])('%s', (_what, left, right, expected) => {
  expect(spoken(left, right)).toEqual(expected);
});

it('both values stand in a difference, and null where there is none', () => {
  expect(diffValues({ a: [1] }, { b: 'x' })).toEqual([
    { pointer: '/a', what: 'missing', left: [1], right: null },
    { pointer: '/b', what: 'extra', left: null, right: 'x' },
  ]);
});

function nest(inner: JsonValue): JsonValue {
  let value = inner;
  for (let depth = 0; depth < 500; depth += 1) value = [value];
  return value;
}

it('values as deep as answers may be are walked through', () => {
  expect(spoken(nest(1), nest(2))).toEqual([`${'/0'.repeat(500)} value`]);
});
