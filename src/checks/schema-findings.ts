import type { ErrorObject } from 'ajv';
import type { JsonValue } from '../contract/json-value.ts';
import type { Finding } from '../contract/verdict.ts';
import { joinPointer, resolvePointer } from '../json/pointer.ts';
import { finding } from './build-verdict.ts';
import { reduceUnions } from './reduce-unions.ts';

const CODES: ReadonlyMap<string, string> = new Map([
  ['type', 'type-mismatch'],
  ['required', 'required-missing'],
  ['dependentRequired', 'required-missing'],
  ['enum', 'enum-mismatch'],
  ['const', 'enum-mismatch'],
  ['format', 'format-mismatch'],
  ['additionalProperties', 'additional-property'],
  ['unevaluatedProperties', 'additional-property'],
]);

/** The parameter in which ajv names the property that is missing or too much; its pointer names the object. */
const PROPERTY_PARAMS = ['missingProperty', 'additionalProperty', 'unevaluatedProperty'];
/** The parameter in which ajv repeats what the schema wanted. */
const EXPECTED_PARAMS = ['type', 'allowedValues', 'allowedValue', 'format', 'limit', 'pattern', 'multipleOf'];

const MAX_FINDINGS = 50;

function paramOf(error: ErrorObject, names: readonly string[]): JsonValue | undefined {
  const params: Readonly<Record<string, JsonValue | undefined>> = error.params;
  return names.map((name) => params[name]).find((value) => value !== undefined);
}

function toFinding(error: ErrorObject, output: JsonValue): Finding {
  const property = paramOf(error, PROPERTY_PARAMS);
  const pointer =
    typeof property === 'string' ? joinPointer(error.instancePath, property) : error.instancePath;
  return finding(
    `schema/${CODES.get(error.keyword) ?? error.keyword}`,
    pointer,
    typeof property === 'string'
      ? (PROPERTY_MESSAGES[error.keyword] ?? 'not as the schema asks')
      : (error.message ?? 'does not satisfy the schema'),
    paramOf(error, EXPECTED_PARAMS) ?? null,
    resolvePointer(output, pointer) ?? null,
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
  return reduceUnions(errors)
    .slice(0, MAX_FINDINGS)
    .map((error) => toFinding(error, output));
}
