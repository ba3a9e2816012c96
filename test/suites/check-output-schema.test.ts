import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/contract/json-value.ts';
import { openCompiler } from '../../src/suites/check/compile-schema.ts';
import { isPlainlySound } from '../../src/suites/check/is-plainly-sound.ts';
import { walkSchema } from '../../src/json/schema/walk-schema.ts';

const KEYWORDS = [
  '$schema',
  '$ref',
  '$defs',
  '$comment',
  'title',
  'default',
  'const',
  'examples',
  'deprecated',
  'type',
  'enum',
  'multipleOf',
  'maximum',
  'minLength',
  'maxItems',
  'uniqueItems',
  'pattern',
  'format',
  'items',
  'contains',
  'properties',
  'additionalProperties',
  'propertyNames',
  'required',
  'allOf',
  'anyOf',
  'not',
  'nullable',
  'x-note',
];

/** Schemas that are right about as often as they are wrong. */
const { schema: arbitrarySchema } = fc.letrec<{ schema: JsonObject; value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue>(
      'string',
      'object',
      'date',
      'a',
      '#',
      '#/$defs/a',
      '(',
      '^a$',
      '',
      null,
      true,
      false,
      0,
      1,
      2.5,
      -1,
      'https://json-schema.org/draft/2020-12/schema',
      'http://json-schema.org/draft-07/schema#',
    ),
    fc.constantFrom<JsonValue>(['string', 'null'], ['string', 'string'], [], ['a', 'b'], [1, 1], [{}, {}]),
    fc.array(tie('schema'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), tie('schema'), { maxKeys: 2 }),
    tie('schema'),
  ),
  schema: fc.dictionary(fc.constantFrom(...KEYWORDS), tie('value'), { maxKeys: 4 }),
}));

describe('a schema', () => {
  it('that is called sound without ajv is one that ajv compiles', async () => {
    const compile = await openCompiler();
    let sound = 0;
    await fc.assert(
      fc.asyncProperty(arbitrarySchema, async (schema) => {
        const places = [...walkSchema(schema)];
        if (!isPlainlySound(schema, places)) return;
        sound += 1;
        expect(compile(schema, places)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
    expect(sound).toBeGreaterThan(50);
  });

  it.each<[string, JsonObject]>([
    ['a reference to nothing', { $ref: '#/$defs/a' }],
    ['a pattern that is no expression', { pattern: '(' }],
    ['an unknown type', { type: 'text' }],
    ['a format that few know', { format: 'colour' }],
    ['one member twice in an enum', { enum: ['a', 'a'] }],
    ['a name of its own', { $id: 'https://own.example/a' }],
    ['a draft of old', { $schema: 'http://json-schema.org/draft-04/schema#' }],
    ['items as a list', { items: [{ type: 'string' }] }],
    ['a wrong subschema far below', { properties: { a: { anyOf: [{ items: { minLength: -1 } }] } } }],
  ])('with %s is left to ajv', (_what, schema) => {
    expect(isPlainlySound(schema, [...walkSchema(schema)])).toBe(false);
  });
});
