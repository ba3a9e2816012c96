import { expect, it } from 'vitest';
import { firstMember } from '../../src/simulator/first-member.ts';

const value = { a: { 'b/c': [1, { d: 'x' }] }, e: null };

it('the first member is the nearest that is wanted', () => {
  expect(firstMember(value, () => true)).toEqual(['a']);
  expect(firstMember(value, (member) => typeof member === 'string')).toEqual(['a', 'b/c', '1', 'd']);
  expect(firstMember([1, 2], () => true)).toBeNull();
});
