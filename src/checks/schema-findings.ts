import type { ErrorObject } from 'ajv';
import type { FindingCode } from '../contract/findings.ts';
import type { JsonValue } from '../contract/json-value.ts';
import type { Finding } from '../contract/exchanges/verdict.ts';
import { joinPointer, resolvePointer } from '../json/pointer.ts';
import { finding } from './finding.ts';
import { reduceUnions } from './reduce-unions.ts';

/** Every keyword that ajv can report. Those that mean the same to a client have one code. */
const CODES: Readonly<Record<string, FindingCode>> = {
  type: 'schema/type-mismatch',
  required: 'schema/required-missing',
  dependentRequired: 'schema/required-missing',
  enum: 'schema/enum-mismatch',
  const: 'schema/enum-mismatch',
  format: 'schema/format-mismatch',
  additionalProperties: 'schema/additional-property',
  unevaluatedProperties: 'schema/additional-property',
  maxLength: 'schema/maxLength',
  minLength: 'schema/minLength',
  pattern: 'schema/pattern',
  maximum: 'schema/maximum',
  minimum: 'schema/minimum',
  exclusiveMaximum: 'schema/exclusiveMaximum',
  exclusiveMinimum: 'schema/exclusiveMinimum',
  multipleOf: 'schema/multipleOf',
  maxItems: 'schema/maxItems',
  minItems: 'schema/minItems',
  uniqueItems: 'schema/uniqueItems',
  contains: 'schema/contains',
  items: 'schema/items',
  additionalItems: 'schema/additionalItems',
  unevaluatedItems: 'schema/unevaluatedItems',
  maxProperties: 'schema/maxProperties',
  minProperties: 'schema/minProperties',
  propertyNames: 'schema/propertyNames',
  dependencies: 'schema/dependencies',
  anyOf: 'schema/anyOf',
  oneOf: 'schema/oneOf',
  not: 'schema/not',
  if: 'schema/if',
  'false schema': 'schema/false schema',
  formatMaximum: 'schema/formatMaximum',
  formatMinimum: 'schema/formatMinimum',
  formatExclusiveMaximum: 'schema/formatExclusiveMaximum',
  formatExclusiveMinimum: 'schema/formatExclusiveMinimum',
};

function codeOf(keyword: string): FindingCode {
  const code = CODES[keyword];
  if (code === undefined) throw new Error(`no finding code for the schema keyword ${keyword}`);
  return code;
}

/** The parameter in which ajv names the property that is missing or too much; its pointer names the object. */
const PROPERTY_PARAMS = ['missingProperty', 'additionalProperty', 'unevaluatedProperty'];
/** The parameter in which ajv repeats what the schema wanted. */
const EXPECTED_PARAMS = ['type', 'allowedValues', 'allowedValue', 'format', 'limit', 'pattern', 'multipleOf'];

const MAX_FINDINGS = 50;
/** A hostile answer has as many errors as characters; each union that it stands in would look at them all again. */
const MAX_ERRORS = 5_000;

function paramOf(error: ErrorObject, names: readonly string[]): JsonValue | undefined {
  const params: Readonly<Record<string, JsonValue | undefined>> = error.params;
  return names.map((name) => params[name]).find((value) => value !== undefined);
}

/** A text that is a number to whoever reads it. */
function isNumberAsText({ keyword, params }: ErrorObject, observed: JsonValue): boolean {
  if (keyword !== 'type' || typeof observed !== 'string' || !/^-?\d+(?:\.\d+)?$/.test(observed)) return false;
  const wanted: Readonly<Record<string, unknown>> = params;
  return [wanted['type']].flat().some((type) => type === 'number' || type === 'integer');
}

function toFinding(error: ErrorObject, output: JsonValue): Finding {
  const property = paramOf(error, PROPERTY_PARAMS);
  const pointer =
    typeof property === 'string' ? joinPointer(error.instancePath, property) : error.instancePath;
  const observed = resolvePointer(output, pointer) ?? null;
  return finding(
    isNumberAsText(error, observed) ? 'schema/number-as-text' : codeOf(error.keyword),
    pointer,
    typeof property === 'string'
      ? (PROPERTY_MESSAGES[error.keyword] ?? 'not as the schema asks')
      : (error.message ?? 'does not satisfy the schema'),
    paramOf(error, EXPECTED_PARAMS) ?? null,
    observed,
  );
}

const PROPERTY_MESSAGES: Readonly<Record<string, string>> = {
  required: 'the property is required and missing',
  dependentRequired: 'the property is required beside another and missing',
  additionalProperties: 'the schema knows no such property',
  unevaluatedProperties: 'the schema knows no such property',
};

/** What ajv found, each with a stable code and the pointer of the value concerned. */
export function schemaFindings(errors: readonly ErrorObject[], output: JsonValue): readonly Finding[] {
  return reduceUnions(errors.slice(0, MAX_ERRORS))
    .slice(0, MAX_FINDINGS)
    .map((error) => toFinding(error, output));
}
