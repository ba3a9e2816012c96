import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, it } from 'vitest';
import type { FindingCode } from '../../src/contract/findings.ts';
import type { JsonObject, JsonValue } from '../../src/contract/json-value.ts';
import { answered, buildPrompt } from '../build-exchange.ts';
import { findingsOf } from './read-verdict.ts';

const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';
const DATE: JsonObject = { type: 'string', format: 'date' };

const CONDITION: JsonObject = JSON.parse(
  '{"properties":{"a":{"if":{"type":"string"},"then":{"$ref":"#/$defs/long"}}},"$defs":{"long":{"minLength":9}}}',
);

/** Each keyword that a value can break: the schema, the value, and the code. */
const ROWS: Readonly<Record<string, readonly [JsonObject, JsonValue, FindingCode]>> = {
  type: [{ type: 'string' }, 1, 'schema/type-mismatch'],
  required: [{ required: ['a'] }, {}, 'schema/required-missing'],
  dependentRequired: [{ dependentRequired: { a: ['b'] } }, { a: 1 }, 'schema/required-missing'],
  enum: [{ enum: ['a'] }, 'b', 'schema/enum-mismatch'],
  const: [{ const: 'a' }, 'b', 'schema/enum-mismatch'],
  format: [DATE, 'tomorrow', 'schema/format-mismatch'],
  additionalProperties: [{ additionalProperties: false }, { a: 1 }, 'schema/additional-property'],
  unevaluatedProperties: [{ unevaluatedProperties: false }, { a: 1 }, 'schema/additional-property'],
  maxLength: [{ maxLength: 1 }, 'ab', 'schema/maxLength'],
  minLength: [{ minLength: 1 }, '', 'schema/minLength'],
  pattern: [{ pattern: '^a' }, 'b', 'schema/pattern'],
  maximum: [{ maximum: 1 }, 2, 'schema/maximum'],
  minimum: [{ minimum: 1 }, 0, 'schema/minimum'],
  exclusiveMaximum: [{ exclusiveMaximum: 1 }, 1, 'schema/exclusiveMaximum'],
  exclusiveMinimum: [{ exclusiveMinimum: 1 }, 1, 'schema/exclusiveMinimum'],
  multipleOf: [{ multipleOf: 2 }, 3, 'schema/multipleOf'],
  maxItems: [{ maxItems: 0 }, [1], 'schema/maxItems'],
  minItems: [{ minItems: 1 }, [], 'schema/minItems'],
  uniqueItems: [{ uniqueItems: true }, [1, 1], 'schema/uniqueItems'],
  contains: [{ contains: { const: 1 } }, [2], 'schema/contains'],
  items: [{ prefixItems: [{}], items: false }, [1, 2], 'schema/items'],
  additionalItems: [
    { $schema: DRAFT_7, items: [{}], additionalItems: false },
    [1, 2],
    'schema/additionalItems',
  ],
  unevaluatedItems: [{ prefixItems: [{}], unevaluatedItems: false }, [1, 2], 'schema/unevaluatedItems'],
  maxProperties: [{ maxProperties: 0 }, { a: 1 }, 'schema/maxProperties'],
  minProperties: [{ minProperties: 1 }, {}, 'schema/minProperties'],
  propertyNames: [{ propertyNames: { maxLength: 1 } }, { ab: 1 }, 'schema/propertyNames'],
  dependencies: [{ dependencies: { a: ['b'] } }, { a: 1 }, 'schema/dependencies'],
  anyOf: [{ anyOf: [{ type: 'string', enum: ['a'] }] }, 1, 'schema/anyOf'],
  oneOf: [{ oneOf: [{ type: 'number' }, { minimum: 1 }] }, 3, 'schema/oneOf'],
  not: [{ not: { type: 'string' } }, 'a', 'schema/not'],
  if: [CONDITION, { a: 'b' }, 'schema/if'],
  'false schema': [{ properties: { a: false } }, { a: 1 }, 'schema/false schema'],
  formatMaximum: [{ ...DATE, formatMaximum: '2026-01-01' }, '2026-01-02', 'schema/formatMaximum'],
  formatMinimum: [{ ...DATE, formatMinimum: '2026-01-01' }, '2025-12-31', 'schema/formatMinimum'],
  formatExclusiveMaximum: [
    { ...DATE, formatExclusiveMaximum: '2026-01-01' },
    '2026-01-01',
    'schema/formatExclusiveMaximum',
  ],
  formatExclusiveMinimum: [
    { ...DATE, formatExclusiveMinimum: '2026-01-01' },
    '2026-01-01',
    'schema/formatExclusiveMinimum',
  ],
};

it.each(Object.entries(ROWS))('what breaks %s has a code of the table', (_, [schema, value, code]) => {
  const subject = {
    prompt: buildPrompt({ output: { name: 'any', schema } }),
    golden: null,
    exchange: answered({ text: JSON.stringify(value) }),
  };
  expect(findingsOf('output-schema', subject).map((found) => found.code)).toContain(code);
});

it('no keyword that the validator can report is without a code', () => {
  const reporting = [new Ajv({ strict: false }), new Ajv2020({ strict: false })].flatMap((ajv) => {
    formats.default(ajv);
    return Object.entries(ajv.RULES.all).flatMap(([keyword, rule]) =>
      typeof rule === 'object' && rule.definition.error !== undefined ? [keyword] : [],
    );
  });
  // Two that ajv reports and keeps elsewhere than with its rules.
  const all = new Set([...reporting, 'type', 'false schema']);
  expect(Object.keys(ROWS).toSorted()).toEqual([...all].toSorted());
});
