import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';
import { LineBatch } from '../../src/store/records/line-batch.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 200 }),
  fc.string({ unit: anyCodePoint, maxLength: 50 }),
  fc
    .array(fc.constantFrom('"', '\\', '\n', '\t', '\0', '\u001f', '\u007f', 'é', '\ud800', 'a'))
    .map((list) => list.join('')),
);

describe('a batch of lines', () => {
  it('holds any texts end to end, and of any start what was added since', () => {
    fc.assert(
      fc.property(fc.array(anyText), anyText, (before, last) => {
        const batch = new LineBatch();
        for (const text of before) batch.add(text);
        const start = batch.length;
        batch.add(last);
        expect(batch.since(start)).toEqual(Buffer.from(last));
        expect(batch.since(0)).toEqual(Buffer.concat([...before, last].map((text) => Buffer.from(text))));
      }),
      { numRuns: 500 },
    );
  });

  it('forgets what is cut off', () => {
    const batch = new LineBatch();
    batch.add('kept');
    const { length } = batch;
    batch.add(' and not');
    batch.cut(length);
    batch.add('.');
    expect(batch.since(0).toString()).toBe('kept.');
  });

  it('grows for text that is longer than it has room for', () => {
    const text = '"'.repeat(1_400_000);
    const batch = new LineBatch();
    batch.add('x');
    batch.add(text);
    expect(batch.since(0).toString()).toBe(`x${text}`);
  });
});
