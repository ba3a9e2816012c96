import { expect, it } from 'vitest';
import { measureDepth } from '../../src/json/measure-depth.ts';

it.each([
  ['1', 0],
  ['{}', 1],
  ['[[],[[1]]]', 3],
  ['{"a":"[[[[","b":"\\"[[["}', 1],
])('%s nests %d deep', (text, depth) => {
  expect(measureDepth(text, 9)).toBe(depth);
});

it('what nests deeper than it is asked about is followed no further', () => {
  expect(measureDepth('['.repeat(1000), 3)).toBe(4);
});
