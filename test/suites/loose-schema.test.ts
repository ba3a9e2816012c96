import { expect, it } from 'vitest';
import { loosenessOf } from '../../src/suites/loose-schema.ts';

const open = { type: 'object', properties: { a: { type: 'string' } } };

it.each([
  [{}],
  [{ title: 'an answer', $schema: 'https://json-schema.org/draft/2020-12/schema' }],
  [{ type: ['object', 'array', 'string', 'number', 'boolean', 'null'] }],
  [{ anyOf: [{ type: 'string' }, {}] }],
  [{ properties: { a: true, b: {} }, additionalProperties: {} }],
])('a schema that takes every value accepts anything: %j', (schema) => {
  expect(loosenessOf(schema)).toBe('anything');
});

it.each([
  [open],
  [{ ...open, required: [] }],
  [{ type: 'array', items: open }],
  [{ ...open, properties: { inner: { ...open, additionalProperties: true } } }],
])('a schema none of whose objects needs a key has empty objects: %j', (schema) => {
  expect(loosenessOf(schema)).toBe('empty-objects');
});

it.each([
  [{ ...open, required: ['a'] }],
  [{ ...open, additionalProperties: false }],
  [{ ...open, minProperties: 1 }],
  [{ ...open, properties: { inner: { ...open, required: ['a'] } } }],
  [{ type: 'array', items: { type: 'string' } }],
  [{ enum: ['a'] }],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }],
  [{ not: {} }],
])('a schema that asks for something is not loose: %j', (schema) => {
  expect(loosenessOf(schema)).toBeNull();
});
