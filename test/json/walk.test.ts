import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isJsonArray, isJsonObject, type JsonValue } from '../../src/json/json-value.ts';
import { resolvePointer } from '../../src/json/pointer.ts';
import { walk } from '../../src/json/walk.ts';

function sizeOf(value: JsonValue): number {
  if (isJsonArray(value)) return value.reduce<number>((sum, item) => sum + sizeOf(item), 1);
  if (isJsonObject(value)) return Object.values(value).reduce<number>((sum, item) => sum + sizeOf(item), 1);
  return 1;
}

it('a walk tells pointer, pattern and type in document order', () => {
  const seen: string[] = [];
  walk({ b: [1, { c: null }], 'a/b': 'x' }, ({ pointer, pattern, type }) => {
    seen.push(`${pointer} ${pattern} ${type}`);
    return true;
  });
  expect(seen).toEqual([
    '  object',
    '/b /b array',
    '/b/0 /b/* number',
    '/b/1 /b/* object',
    '/b/1/c /b/*/c null',
    '/a~1b /a~1b string',
  ]);
});

it('a visit that says no keeps the walk out of what lies below', () => {
  const seen: string[] = [];
  walk({ skip: { inner: 1 }, keep: { inner: 2 } }, ({ pointer }) => {
    seen.push(pointer);
    return pointer !== '/skip';
  });
  expect(seen).toEqual(['', '/skip', '/keep', '/keep/inner']);
});

it('every value is visited once, and its pointer leads to it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const root: JsonValue = JSON.parse(text);
      const pointers = new Set<string>();
      walk(root, ({ pointer, value }) => {
        pointers.add(pointer);
        expect(resolvePointer(root, pointer)).toBe(value);
        return true;
      });
      expect(pointers.size).toBe(sizeOf(root));
    }),
  );
});

it('ten thousand nested arrays do not exhaust the stack', () => {
  const deep: JsonValue = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
  let visits = 0;
  walk(deep, () => {
    visits += 1;
    return true;
  });
  expect(visits).toBe(10_000);
});
