import { expect, test } from 'vitest';
import { createSchemaCache } from '../../src/checks/schema-cache.ts';
import type { JsonObject, JsonValue } from '../../src/contract/json-value.ts';

function isValid(cache: ReturnType<typeof createSchemaCache>, schema: JsonObject, value: JsonValue): boolean {
  const compiled = cache.compile(schema);
  return compiled.ok && compiled.errorsOf(value).length === 0;
}

test('a schema is compiled once, by identity and by content', () => {
  const cache = createSchemaCache();
  const schema: JsonObject = { type: 'object', required: ['a'] };
  cache.compile(schema);
  cache.compile(schema);
  cache.compile({ required: ['a'], type: 'object' });
  expect(cache.compiles()).toBe(1);
  cache.compile({ required: ['b'], type: 'object' });
  expect(cache.compiles()).toBe(2);
});

test('two schemas with one $id are not confused', () => {
  const cache = createSchemaCache();
  expect(isValid(cache, { $id: 'https://example.com/one', type: 'string' }, 'x')).toBe(true);
  expect(isValid(cache, { $id: 'https://example.com/one', type: 'number' }, 'x')).toBe(false);
  expect(isValid(cache, { $defs: { a: { $id: 'inner', type: 'string' } }, $ref: 'inner' }, 'x')).toBe(true);
  expect(isValid(cache, { $defs: { a: { $id: 'inner', type: 'number' } }, $ref: 'inner' }, 'x')).toBe(false);
});

test('a schema that refers to itself refers to itself alone', () => {
  const cache = createSchemaCache();
  const lists: JsonObject = { type: 'array', items: { $ref: '#' } };
  const maps: JsonObject = { type: 'object', additionalProperties: { $ref: '#' } };
  cache.compile(lists);
  cache.compile(maps);
  expect(isValid(cache, lists, [[[]]])).toBe(true);
  expect(isValid(cache, maps, { a: { b: {} } })).toBe(true);
  expect(isValid(cache, lists, [{}])).toBe(false);
  expect(isValid(cache, maps, { a: [] })).toBe(false);
});

test('a schema that does not compile is remembered too', () => {
  const cache = createSchemaCache();
  const schema: JsonObject = { $ref: 'https://example.com/elsewhere' };
  expect(cache.compile(schema).ok).toBe(false);
  expect(cache.compile(schema)).toMatchObject({ ok: false, message: expect.stringContaining('elsewhere') });
  expect(cache.compiles()).toBe(1);
});

test('errors of one value do not stay for the next', () => {
  const compiled = createSchemaCache().compile({ type: 'string' });
  if (!compiled.ok) throw new Error('the schema must compile');
  const first = compiled.errorsOf(1);
  expect(compiled.errorsOf('x')).toEqual([]);
  expect(first).toHaveLength(1);
});
