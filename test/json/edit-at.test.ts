import { expect, it } from 'vitest';
import { editAt } from '../../src/json/edit-at.ts';
import { tokensOf } from '../../src/json/pointer.ts';

const value = { a: { 'b/c': [1, { d: 'x' }] }, e: null };

it('one member is edited or taken out, the rest stays', () => {
  const path = tokensOf('/a/b~1c/1/d');
  expect(editAt(value, path, () => 7)).toEqual({ a: { 'b/c': [1, { d: 7 }] }, e: null });
  expect(editAt(value, path, () => undefined)).toEqual({ a: { 'b/c': [1, {}] }, e: null });
  expect(editAt(value, tokensOf('/a/b~1c/0'), () => undefined)).toEqual({
    a: { 'b/c': [{ d: 'x' }] },
    e: null,
  });
});

it('a path that leads nowhere changes nothing', () => {
  expect(editAt(value, ['a', 'nothing', 'here'], () => 1)).toEqual(value);
});
