import { isDeepStrictEqual } from 'node:util';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json/json-value.ts';
import { FORMATS } from './formats.ts';
import { resolveRef } from './resolve-ref.ts';

/** A test of one keyword: its value, the schema around it, and the instance. An instance of another type passes. */
type Keyword = (
  given: JsonValue,
  value: JsonValue,
  schema: JsonObject,
  root: JsonValue,
  depth: number,
) => boolean;

const DEEPEST = 64;

function isOfType(name: JsonValue, value: JsonValue): boolean {
  if (name === 'integer') return typeof value === 'number' && Number.isInteger(value);
  if (name === 'array') return isJsonArray(value);
  if (name === 'object') return isJsonObject(value);
  return name === 'null' ? value === null : typeof value === name;
}

const numeric =
  (test: (value: number, given: number) => boolean): Keyword =>
  (given, value) =>
    typeof value !== 'number' || typeof given !== 'number' || test(value, given);

const length =
  (test: (length: number, given: number) => boolean, of: (value: JsonValue) => number | null): Keyword =>
  (given, value) => {
    const size = of(value);
    return size === null || typeof given !== 'number' || test(size, given);
  };

const characters = (value: JsonValue) => (typeof value === 'string' ? Array.from(value).length : null);
const elements = (value: JsonValue) => (isJsonArray(value) ? value.length : null);
const members = (value: JsonValue) => (isJsonObject(value) ? Object.keys(value).length : null);
const atLeast = (a: number, b: number) => a >= b;
const atMost = (a: number, b: number) => a <= b;

function matchesPattern(pattern: string, text: string): boolean {
  return compile(pattern)?.test(text) ?? false;
}

/** Null for a pattern that is none. */
function compile(pattern: string): RegExp | null {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // A pattern may be written for readers without Unicode.
    }
  }
  return null;
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  value !== undefined && isJsonArray(value) ? value : [];

const entriesOf = (value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] =>
  value !== undefined && isJsonObject(value) ? Object.entries(value) : [];

/** The schemas that a schema has for one of its instance's members. */
export function schemasOfMember(schema: JsonObject, name: string): readonly JsonValue[] {
  const { properties, patternProperties, additionalProperties } = schema;
  const own =
    properties !== undefined && isJsonObject(properties) && Object.hasOwn(properties, name)
      ? [properties[name] ?? true]
      : [];
  const patterned = entriesOf(patternProperties).flatMap(([pattern, each]) =>
    matchesPattern(pattern, name) ? [each] : [],
  );
  const named = [...own, ...patterned];
  return named.length > 0 || additionalProperties === undefined ? named : [additionalProperties];
}

/** The schemas that a schema has for one of its instance's elements; `items` was a list too before draft 2020-12. */
export function schemasOfElement(schema: JsonObject, index: number): readonly JsonValue[] {
  const { items, prefixItems, additionalItems } = schema;
  const older = items !== undefined && isJsonArray(items);
  const first = listOf(older ? items : prefixItems);
  const rest = older ? additionalItems : items;
  const own = first[index] ?? rest;
  return own === undefined ? [] : [own];
}

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  $ref: (given, value, _schema, root, depth) => {
    const schema = resolveRef(root, given);
    return schema !== undefined && accepts(schema, value, root, depth + 1);
  },
  type: (given, value) => [given].flat().some((name) => isOfType(name, value)),
  const: (given, value) => isDeepStrictEqual(given, value),
  enum: (given, value) => listOf(given).some((each) => isDeepStrictEqual(each, value)),
  minimum: numeric(atLeast),
  maximum: numeric(atMost),
  exclusiveMinimum: numeric((value, given) => value > given),
  exclusiveMaximum: numeric((value, given) => value < given),
  multipleOf: numeric((value, given) => Number.isInteger(value / given)),
  minLength: length(atLeast, characters),
  maxLength: length(atMost, characters),
  pattern: (given, value) =>
    typeof value !== 'string' || (typeof given === 'string' && matchesPattern(given, value)),
  format: (given, value) =>
    typeof value !== 'string' || typeof given !== 'string' || (FORMATS.get(given)?.test.test(value) ?? true),
  minItems: length(atLeast, elements),
  maxItems: length(atMost, elements),
  uniqueItems: (given, value) =>
    given !== true ||
    listOf(value).every(
      (each, index, all) => !all.slice(0, index).some((other) => isDeepStrictEqual(other, each)),
    ),
  contains: (given, value, schema, root, depth) => {
    if (!isJsonArray(value)) return true;
    const found = value.filter((each) => accepts(given, each, root, depth + 1)).length;
    const { minContains, maxContains } = schema;
    return (
      found >= (typeof minContains === 'number' ? minContains : 1) &&
      (typeof maxContains !== 'number' || found <= maxContains)
    );
  },
  minProperties: length(atLeast, members),
  maxProperties: length(atMost, members),
  required: (given, value) =>
    !isJsonObject(value) ||
    listOf(given).every((name) => typeof name === 'string' && Object.hasOwn(value, name)),
  dependentRequired: (given, value) =>
    entriesOf(given).every(
      ([name, needed]) =>
        !isJsonObject(value) ||
        !Object.hasOwn(value, name) ||
        listOf(needed).every((other) => typeof other === 'string' && Object.hasOwn(value, other)),
    ),
  dependentSchemas: (given, value, _schema, root, depth) =>
    entriesOf(given).every(
      ([name, each]) =>
        !isJsonObject(value) || !Object.hasOwn(value, name) || accepts(each, value, root, depth + 1),
    ),
  propertyNames: (given, value, _schema, root, depth) =>
    !isJsonObject(value) || Object.keys(value).every((name) => accepts(given, name, root, depth + 1)),
  allOf: (given, value, _schema, root, depth) =>
    listOf(given).every((each) => accepts(each, value, root, depth + 1)),
  anyOf: (given, value, _schema, root, depth) =>
    listOf(given).some((each) => accepts(each, value, root, depth + 1)),
  oneOf: (given, value, _schema, root, depth) =>
    listOf(given).filter((each) => accepts(each, value, root, depth + 1)).length === 1,
  not: (given, value, _schema, root, depth) => !accepts(given, value, root, depth + 1),
  if: (given, value, schema, root, depth) => {
    const branch = accepts(given, value, root, depth + 1) ? schema['then'] : schema['else'];
    return branch === undefined || accepts(branch, value, root, depth + 1);
  },
};

/** Whether a value is an instance of a schema; `root` is the document that its references point into. */
export function accepts(schema: JsonValue, value: JsonValue, root: JsonValue, depth = 0): boolean {
  if (typeof schema === 'boolean') return schema;
  if (!isJsonObject(schema) || depth > DEEPEST) return false;
  return (
    Object.entries(schema).every(
      ([name, given]) => KEYWORDS[name]?.(given, value, schema, root, depth) ?? true,
    ) &&
    (!isJsonObject(value) ||
      Object.entries(value).every(([name, member]) =>
        schemasOfMember(schema, name).every((each) => accepts(each, member, root, depth + 1)),
      )) &&
    (!isJsonArray(value) ||
      value.every((element, index) =>
        schemasOfElement(schema, index).every((each) => accepts(each, element, root, depth + 1)),
      ))
  );
}
