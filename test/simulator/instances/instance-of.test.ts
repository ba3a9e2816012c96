import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/contract/json-value.ts';
import { isJsonObject } from '../../../src/json/json-value.ts';
import { instanceOf } from '../../../src/simulator/instances/instance-of.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: true, addUsedSchema: false, logger: false });
formats.default(ajv);

/** What ajv, which shares nothing with the search, has against the instance. */
function errorsOf(schema: JsonValue): readonly unknown[] {
  const instance = instanceOf(schema);
  if (!instance.ok) return [instance.reason];
  const validate = ajv.compile(isJsonObject(schema) ? schema : {});
  return validate(instance.value) ? [] : (validate.errors ?? ['not valid']);
}

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});

describe('an instance is small and says that it is simulated', () => {
  it.each<[string, JsonValue, JsonValue]>([
    ['a free text', { type: 'string' }, 'simulated'],
    ['a short text', { type: 'string', maxLength: 3 }, 'sim'],
    ['a text of no length', { type: 'string', maxLength: 0 }, ''],
    ['a number', { type: 'number' }, 0],
    ['a bounded integer', { type: 'integer', minimum: 3, maximum: 9 }, 3],
    ['a negative number', { type: 'number', maximum: -2 }, -2],
    ['an open bound', { type: 'integer', exclusiveMinimum: 3 }, 4],
    ['an enum', { enum: ['a', 'b'] }, 'a'],
    ['a constant', { const: { a: [1] } }, { a: [1] }],
    ['a nullable text', { type: ['string', 'null'] }, 'simulated'],
    ['null alone', { type: 'null' }, null],
    ['a list', { type: 'array', items: { type: 'string' } }, []],
    ['an object of which nothing is required', { type: 'object', properties: { a: { type: 'string' } } }, {}],
    ['anything', true, 'simulated'],
  ])('%s', (_name, schema, value) => {
    expect(instanceOf(schema)).toEqual({ ok: true, value });
    expect(errorsOf(schema)).toEqual([]);
  });

  it('properties come in the order of their declaration, as constrained decoding writes them', () => {
    const schema = object({ b: { type: 'string' }, a: { type: 'boolean' } }, { required: ['a', 'b'] });
    const instance = instanceOf(schema);
    expect(JSON.stringify(instance)).toContain('{"b":"simulated","a":true}');
  });
});

describe('an instance is valid', () => {
  const person = object({ name: { type: 'string' }, age: { type: 'integer', minimum: 0 } });
  const tree: JsonObject = {
    $defs: {
      node: object({
        value: { type: 'number' },
        left: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
        children: { type: 'array', items: { $ref: '#/$defs/node' } },
      }),
    },
    $ref: '#/$defs/node',
  };

  it.each<[string, JsonValue]>([
    ['nested objects', object({ person, tags: { type: 'array', items: person, minItems: 2 } })],
    ['references within themselves', tree],
    ['a reference to an anchor', { $defs: { a: { $anchor: 'here', type: 'integer' } }, $ref: '#here' }],
    ['a reference whose pointer is escaped', { $defs: { 'a/b c': { const: 1 } }, $ref: '#/$defs/a~1b%20c' }],
    ['allOf', { allOf: [person, { properties: { age: { minimum: 18 } } }] }],
    ['anyOf whose first branch is impossible', { anyOf: [false, { type: 'integer', minimum: 2 }] }],
    ['oneOf whose branches overlap', { oneOf: [{ type: 'number' }, { type: 'integer' }] }],
    [
      'oneOf told apart by a constant',
      {
        oneOf: [object({ kind: { const: 'a' }, x: person }), object({ kind: { const: 'b' } })],
      },
    ],
    ['not', { type: 'string', not: { const: 'simulated' } }],
    [
      'if and then, of which only the other branch can be met',
      JSON.parse(
        '{"type":"object","properties":{"k":{"enum":["a","b"]}},"required":["k"],' +
          '"if":{"properties":{"k":{"const":"a"}}},"then":false,"else":{"required":["z"]}}',
      ),
    ],
    [
      'unique elements',
      { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'string', maxLength: 4 } },
    ],
    ['unique booleans', { type: 'array', minItems: 2, uniqueItems: true, items: { type: 'boolean' } }],
    ['unique objects', { type: 'array', minItems: 3, uniqueItems: true, items: person }],
    ['a tuple', { type: 'array', prefixItems: [{ const: 'x' }, person], minItems: 2, items: false }],
    [
      'a contained element',
      { type: 'array', items: { type: 'integer' }, contains: { minimum: 7 }, minContains: 2 },
    ],
    ['dependent properties', { type: 'object', required: ['a'], dependentRequired: { a: ['b'], b: ['c'] } }],
    ['a least number of properties', { type: 'object', minProperties: 3, properties: { a: person } }],
    [
      'patterned properties',
      {
        type: 'object',
        required: ['n_1'],
        patternProperties: { '^n_': { type: 'integer', minimum: 5 } },
        additionalProperties: false,
      },
    ],
    ['property names', { type: 'object', minProperties: 1, propertyNames: { pattern: '^[a-z]{12}$' } }],
    ['multiples', { type: 'integer', multipleOf: 7, minimum: 1 }],
    ['fractions', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.1 }],
    ['a tenth', { type: 'number', multipleOf: 0.1, minimum: 0.25 }],
    ['a long text', { type: 'string', minLength: 40, maxLength: 41 }],
    ['keywords without a type', { properties: { a: { minimum: 4 } }, required: ['a'] }],
    ['a schema of draft 7', { definitions: { a: { type: 'integer' } }, $ref: '#/definitions/a' }],
  ])('for %s', (_name, schema) => {
    expect(errorsOf(schema)).toEqual([]);
  });

  it.each([
    '^[A-Z]{3}-\\d{4}$',
    '^(?=.*\\d)[a-z\\d]{8,}$',
    '^(?:red|green|blue)$',
    '^#[0-9a-f]{6}$',
    '^\\+?[1-9]\\d{1,14}$',
    '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$',
    '\\bword\\b',
    '^\\p{Lu}\\p{L}+$',
    '^\\u{1F30D}\\x41$',
    '^[\\w.-]+/(?<name>[\\w-]+)?$',
    '',
  ])('for the pattern %s', (pattern) => {
    expect(errorsOf({ type: 'string', pattern })).toEqual([]);
    expect(errorsOf({ type: 'string', pattern, minLength: 1 })).toEqual([]);
  });

  it.each([
    'date-time',
    'date',
    'time',
    'duration',
    'email',
    'hostname',
    'ipv4',
    'ipv6',
    'uri',
    'uri-reference',
    'uri-template',
    'uuid',
    'json-pointer',
    'relative-json-pointer',
    'regex',
    'byte',
    'url',
    'of-our-own',
  ])('for the format %s', (format) => {
    expect(errorsOf({ type: 'string', format })).toEqual([]);
  });
});

describe('what cannot be met', () => {
  it.each<[string, JsonValue, string]>([
    ['nothing is allowed', false, 'no value was found for the whole of it'],
    ['bounds cross', object({ a: { type: 'integer', minimum: 3, maximum: 2 } }), 'no value was found for /a'],
    ['a reference leads out of the schema', object({ a: { $ref: 'https://example.com/x' } }), '/a'],
    [
      'every object needs another',
      { $defs: { n: object({ n: { $ref: '#/$defs/n' } }) }, $ref: '#/$defs/n' },
      '/n',
    ],
    ['a pattern refers back', { type: 'string', pattern: '^(a|b)\\1$' }, 'the whole of it'],
    ['a pattern is none', { type: 'string', pattern: '(' }, 'the whole of it'],
    ['a keyword is not read', object({ a: { unevaluatedProperties: false } }), 'unevaluatedProperties'],
  ])('says so when %s', (_name, schema, reason) => {
    const instance = instanceOf(schema);
    expect(instance).toMatchObject({ ok: false });
    expect(instance.ok ? '' : instance.reason).toContain(reason);
  });

  it('is given up in a moment, however many choices there are', () => {
    const choice = {
      oneOf: Array.from({ length: 12 }, (_, index) => ({ properties: { a: { const: index } } })),
    };
    const schema = {
      type: 'object',
      required: ['a'],
      allOf: Array.from({ length: 12 }, () => choice),
      not: {},
    };
    const start = performance.now();
    expect(instanceOf(schema)).toMatchObject({ ok: false });
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('any schema that has an instance', () => {
  /** Schemas that surely can be met: bounds in order, branches possible, lists finite. */
  const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ type: fc.constantFrom('boolean', 'null', 'string', 'number', 'integer') }),
      fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(20)).map(([minimum, span]) => ({
        type: 'integer',
        minimum,
        maximum: minimum + span,
      })),
      fc.tuple(fc.nat(30), fc.nat(10)).map(([minLength, span]) => ({
        type: 'string',
        minLength,
        maxLength: minLength + span,
      })),
      fc
        .array(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), {
          minLength: 1,
          maxLength: 3,
        })
        .map((values) => ({ enum: values })),
      fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(3) }),
      fc
        .dictionary(fc.stringMatching(/^[a-z_$ ]{1,6}$/), tie('schema'), {
          maxKeys: 4,
          noNullPrototype: true,
        })
        .map((properties) => object(properties)),
      fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
      tie('schema').map((inner) => ({ allOf: [inner, inner] })),
      tie('schema').map((inner) => ({ $defs: { x: { type: 'integer' } }, anyOf: [inner, { type: 'null' }] })),
    ),
  }));

  it('gets a valid one, and the same one again', () => {
    fc.assert(
      fc.property(schema, (generated) => {
        expect(errorsOf(generated)).toEqual([]);
        expect(instanceOf(structuredClone(generated))).toEqual(instanceOf(generated));
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});
