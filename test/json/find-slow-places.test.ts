import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json/json-value.ts';
import { findSlowPlaces } from '../../src/json/schema/find-slow-places.ts';
import { walkSchema } from '../../src/json/schema/walk-schema.ts';

function slow(schema: JsonObject): readonly string[] {
  return findSlowPlaces(schema, [...walkSchema(schema)]).map(
    ({ grows, path, keyword }) => `${grows} /${[...path, keyword].join('/')}`,
  );
}

function node(schema: JsonObject): JsonObject {
  return { $ref: '#/$defs/n', $defs: { n: schema } };
}

const N = { $ref: '#/$defs/n' };

/** Each level refers to the next one twice: forty levels are a value held against 2 ** 40 schemas. */
function unfolding(levels: number): JsonObject {
  const named = Array.from({ length: levels }, (_, at): [string, JsonObject] => {
    const next = { $ref: `#/$defs/a${at + 1}` };
    return [`a${at}`, { anyOf: [next, next] }];
  });
  const $defs = { ...Object.fromEntries(named), [`a${levels}`]: { type: 'string' } };
  return { $ref: '#/$defs/a0', $defs };
}

describe('a schema is plainly quick', () => {
  it.each<[string, JsonObject]>([
    ['lists of itself', { type: 'array', items: { $ref: '#' } }],
    [
      'a tree',
      { properties: { left: { $ref: '#' }, right: { $ref: '#' } }, additionalProperties: { $ref: '#' } },
    ],
    ['an optional next', node({ properties: { next: { anyOf: [{ type: 'null' }, N] } } })],
    [
      'any JSON',
      node({ anyOf: [{ type: 'string' }, { items: N }, { type: 'object', additionalProperties: N }] }),
    ],
    [
      'an expression',
      node({ anyOf: [{ properties: { and: { items: N } } }, { properties: { or: { items: N } } }] }),
    ],
    ['an anchor', { properties: { a: { $ref: '#x' } }, $defs: { a: { $anchor: 'x', type: 'string' } } }],
    [
      'its own id',
      {
        $id: 'https://own.example/a',
        properties: { a: { $ref: 'https://own.example/a#/$defs/b' } },
        $defs: { b: {} },
      },
    ],
    ['ten levels of two', unfolding(10)],
    ['equal items', { type: 'array', uniqueItems: true }],
    ['a pattern in a default', { default: { pattern: '(?=a)' } }],
  ])('with %s', (_, schema) => {
    expect(slow(schema)).toEqual([]);
  });
});

describe('a schema is slow', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    [
      'where two branches lead back for one member',
      node({ anyOf: [{ properties: { c: N } }, { properties: { c: N } }] }),
      ['recursion /$defs/n/anyOf'],
    ],
    [
      'where a condition and what follows from it lead back',
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      node({ if: { properties: { c: N } }, then: { patternProperties: { '^c': N } } }),
      ['recursion /$defs/n/if'],
    ],
    [
      'where items are contained too',
      { items: { $ref: '#' }, contains: { $ref: '#' } },
      ['recursion /contains'],
    ],
    ['where references multiply', unfolding(40), ['recursion /']],
    ['where a reference is found by each value anew', { $dynamicRef: '#x' }, ['recursion /']],
    [
      'by a pattern that looks ahead',
      { properties: { a: { pattern: '^(?=a)' } } },
      ['pattern /properties/a/pattern'],
    ],
    ['by a pattern of names', { patternProperties: { '(a)\\1': {} } }, ['pattern /patternProperties']],
    ['by a format', { format: 'url' }, ['square /format']],
  ])('%s', (_, schema, expected) => {
    expect(slow(schema)).toEqual(expected);
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['as itself', { $ref: '#' }, ['endless /$ref']],
    [
      'by way of others',
      {
        properties: { x: { $ref: '#/$defs/a' } },
        $defs: { a: { $ref: '#/$defs/b' }, b: { allOf: [{ $ref: '#/$defs/a' }] } },
      },
      ['endless /$defs/a/$ref', 'endless /$defs/b/allOf/0/$ref'],
    ],
  ])('for ever, defined %s', (_, schema, expected) => {
    expect(slow(schema)).toEqual(expected);
  });
});
