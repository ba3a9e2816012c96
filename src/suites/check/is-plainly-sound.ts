import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import { isJsonObject } from '../../json/json-value.ts';
import type { SchemaPlace } from '../../json/schema/walk-schema.ts';

type Shape = (value: JsonValue) => boolean;

const TYPES = new Set<JsonValue>(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);
const FORMATS = new Set<JsonValue>([
  'date',
  'time',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uuid',
  'json-pointer',
]);
const DRAFTS = new Set<JsonValue>([
  'https://json-schema.org/draft/2020-12/schema',
  'http://json-schema.org/draft-07/schema#',
]);

const text: Shape = (value) => typeof value === 'string';
const number: Shape = (value) => typeof value === 'number';
const flag: Shape = (value) => typeof value === 'boolean';
const anything: Shape = () => true;
const count: Shape = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const schema: Shape = (value) => typeof value === 'boolean' || isJsonObject(value);
const schemas: Shape = (value) => Array.isArray(value) && value.length > 0 && value.every(schema);
const schemaMap: Shape = (value) => isJsonObject(value) && Object.values(value).every(schema);

function distinct(values: readonly JsonValue[], member: Shape): boolean {
  return values.every(member) && new Set(values).size === values.length;
}

function isPattern(value: JsonValue): boolean {
  if (typeof value !== 'string') return false;
  try {
    return new RegExp(value, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** Keywords whose value can be judged alone; what is not here is left to ajv. */
const SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.entries({
    $schema: (value) => DRAFTS.has(value),
    $ref: text,
    $comment: text,
    $defs: schemaMap,
    definitions: schemaMap,
    title: text,
    description: text,
    default: anything,
    const: anything,
    examples: Array.isArray,
    deprecated: flag,
    type: (value) =>
      Array.isArray(value)
        ? value.length > 0 && distinct(value, (name: JsonValue) => TYPES.has(name))
        : TYPES.has(value),
    enum: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      distinct(value, (member: JsonValue) => typeof member !== 'object' || member === null),
    multipleOf: (value) => typeof value === 'number' && value > 0,
    maximum: number,
    exclusiveMaximum: number,
    minimum: number,
    exclusiveMinimum: number,
    maxLength: count,
    minLength: count,
    maxItems: count,
    minItems: count,
    maxProperties: count,
    minProperties: count,
    uniqueItems: flag,
    pattern: isPattern,
    format: (value) => FORMATS.has(value),
    items: schema,
    contains: schema,
    properties: schemaMap,
    additionalProperties: schema,
    propertyNames: schema,
    required: (value) => Array.isArray(value) && distinct(value, text),
    allOf: schemas,
    anyOf: schemas,
    oneOf: schemas,
    not: schema,
  } satisfies Record<string, Shape>),
);

/** Whether a local `$ref` leads to a schema; other references are for ajv to resolve. */
function resolves(reference: JsonValue | undefined, root: JsonObject): boolean {
  if (reference === undefined) return true;
  if (typeof reference !== 'string' || !/^#(?:\/(?:\$defs|definitions)\/[A-Za-z0-9_-]+)?$/u.test(reference))
    return false;
  const [, holder, name] = reference.split('/');
  if (holder === undefined || name === undefined) return true;
  const defined = root[holder];
  return defined !== undefined && isJsonObject(defined) && Object.hasOwn(defined, name);
}

/**
 * True only for a schema that ajv is certain to compile, told without loading ajv: compiling the meta-schema and every
 * bundled schema at each start would cost more than the rest of loading. Whatever is doubtful goes to ajv.
 */
export function isPlainlySound(root: JsonObject, places: readonly SchemaPlace[]): boolean {
  return places.every(
    (place) =>
      Object.entries(place.schema).every(
        ([key, value]) => key.startsWith('x-') || SHAPES.get(key)?.(value) === true,
      ) && resolves(place.schema['$ref'], root),
  );
}
