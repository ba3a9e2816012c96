import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { hashCanonical } from '../../src/json/hash-canonical.ts';

// The sample of RFC 8785, section 3.2.2, and its canonical form, section 3.2.3.
const SAMPLE = JSON.parse(String.raw`{
  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
  "literals": [null, true, false]
}`);
const CANONICAL = String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`;

it('the hash is that of the canonical form of RFC 8785', () => {
  expect(hashCanonical(SAMPLE)).toBe(createHash('sha256').update(CANONICAL).digest('hex'));
});

it('the order of keys does not matter, that of elements does', () => {
  expect(hashCanonical({ a: 1, b: { c: 2, d: 3 } })).toBe(hashCanonical({ b: { d: 3, c: 2 }, a: 1 }));
  expect(hashCanonical([1, 2])).not.toBe(hashCanonical([2, 1]));
});

it('what has no canonical form is refused', () => {
  expect(() => hashCanonical('\ud800')).toThrow('surrogate');
  expect(() => hashCanonical(Number.NaN)).toThrow('NaN');
});

it('ten thousand nested arrays are hashed', () => {
  expect(hashCanonical(JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)))).toMatch(/^[0-9a-f]{64}$/);
});
