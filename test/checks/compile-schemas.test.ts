import { expect, it } from 'vitest';
import { createSchemaCompiler } from '../../src/checks/compile-schemas.ts';
import type { JsonObject, JsonValue } from '../../src/contract/json-value.ts';

function isValid(
  compiler: ReturnType<typeof createSchemaCompiler>,
  schema: JsonObject,
  value: JsonValue,
): boolean {
  const compiled = compiler.compile(schema);
  return compiled.ok && compiled.judge(value).length === 0;
}

it('a schema is compiled once, by identity and by content', () => {
  const compiler = createSchemaCompiler();
  const schema: JsonObject = { type: 'object', required: ['a'] };
  compiler.compile(schema);
  compiler.compile(schema);
  compiler.compile({ required: ['a'], type: 'object' });
  expect(compiler.compiles()).toBe(1);
  compiler.compile({ required: ['b'], type: 'object' });
  expect(compiler.compiles()).toBe(2);
});

it('two schemas with one $id are not confused', () => {
  const compiler = createSchemaCompiler();
  expect(isValid(compiler, { $id: 'https://example.com/one', type: 'string' }, 'x')).toBe(true);
  expect(isValid(compiler, { $id: 'https://example.com/one', type: 'number' }, 'x')).toBe(false);
  expect(isValid(compiler, { $defs: { a: { $id: 'inner', type: 'string' } }, $ref: 'inner' }, 'x')).toBe(
    true,
  );
  expect(isValid(compiler, { $defs: { a: { $id: 'inner', type: 'number' } }, $ref: 'inner' }, 'x')).toBe(
    false,
  );
});

it('a schema that refers to itself refers to itself alone', () => {
  const compiler = createSchemaCompiler();
  const lists: JsonObject = { type: 'array', items: { $ref: '#' } };
  const maps: JsonObject = { type: 'object', additionalProperties: { $ref: '#' } };
  compiler.compile(lists);
  compiler.compile(maps);
  expect(isValid(compiler, lists, [[[]]])).toBe(true);
  expect(isValid(compiler, maps, { a: { b: {} } })).toBe(true);
  expect(isValid(compiler, lists, [{}])).toBe(false);
  expect(isValid(compiler, maps, { a: [] })).toBe(false);
});

it('a schema that does not compile is remembered too', () => {
  const compiler = createSchemaCompiler();
  const schema: JsonObject = { $ref: 'https://example.com/elsewhere' };
  expect(compiler.compile(schema).ok).toBe(false);
  expect(compiler.compile(schema)).toMatchObject({
    ok: false,
    message: expect.stringContaining('elsewhere'),
  });
  expect(compiler.compiles()).toBe(1);
});

it('errors of one value do not stay for the next', () => {
  const compiled = createSchemaCompiler().compile({ type: 'string' });
  if (!compiled.ok) throw new Error('the schema must compile');
  const first = compiled.judge(1);
  expect(compiled.judge('x')).toEqual([]);
  expect(first).toHaveLength(1);
});
