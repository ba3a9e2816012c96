import { expect, it } from 'vitest';
import { editAt, firstMember, parsePointer } from '../../src/simulator/edit-json.ts';

const value = { a: { 'b/c': [1, { d: 'x' }] }, e: null };

it('a pointer is split at its slashes and then unescaped', () => {
  expect(parsePointer('/a/b~1c/0/~01')).toEqual(['a', 'b/c', '0', '~1']);
  expect(parsePointer('')).toEqual([]);
});

it('one member is edited or taken out, the rest stays', () => {
  const path = parsePointer('/a/b~1c/1/d');
  expect(editAt(value, path, () => 7)).toEqual({ a: { 'b/c': [1, { d: 7 }] }, e: null });
  expect(editAt(value, path, () => undefined)).toEqual({ a: { 'b/c': [1, {}] }, e: null });
  expect(editAt(value, parsePointer('/a/b~1c/0'), () => undefined)).toEqual({
    a: { 'b/c': [{ d: 'x' }] },
    e: null,
  });
});

it('a path that leads nowhere changes nothing', () => {
  expect(editAt(value, ['a', 'nothing', 'here'], () => 1)).toEqual(value);
});

it('the first member is the nearest that is wanted', () => {
  expect(firstMember(value, () => true)).toEqual(['a']);
  expect(firstMember(value, (member) => typeof member === 'string')).toEqual(['a', 'b/c', '1', 'd']);
  expect(firstMember([1, 2], () => true)).toBeNull();
});
