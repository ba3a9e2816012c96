import { expect, it } from 'vitest';
import { hasMoreValues } from '../../src/json/has-more-values.ts';

it.each([
  ['[1,2,3]', 4],
  ['{"a":[{"b":"[,{"}],"c":null}', 5],
  ['["[[,,{{"]', 2],
])('%s holds %d values and no more', (text, values) => {
  expect(hasMoreValues(text, values)).toBe(false);
  expect(hasMoreValues(text, values - 1)).toBe(true);
});

it('a text without brackets holds no more than one', () => {
  expect(hasMoreValues('"[,"', 1)).toBe(false);
});
