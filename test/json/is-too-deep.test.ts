import { describe, expect, it } from 'vitest';
import { isTooDeep, MAX_DEPTH } from '../../src/json/is-too-deep.ts';

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a JSON text', () => {
  it('may nest as deep as the limit and no deeper', () => {
    expect(isTooDeep(nested(MAX_DEPTH))).toBe(false);
    expect(isTooDeep(nested(MAX_DEPTH + 1))).toBe(true);
  });

  it('is not deep for its length, nor for the brackets in its strings', () => {
    expect(isTooDeep('[],'.repeat(10 * MAX_DEPTH))).toBe(false);
    expect(isTooDeep(JSON.stringify('['.repeat(10 * MAX_DEPTH)))).toBe(false);
  });

  it('that was cut is as deep as it came', () => {
    expect(isTooDeep('['.repeat(3 * MAX_DEPTH))).toBe(true);
  });
});
