import { isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';

/** Where subschemas stand under each keyword. Keywords that are not here hold plain values. */
const ONE: ReadonlySet<string> = new Set([
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'additionalItems',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'contentSchema',
]);
const LIST: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const MAP: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);

/** Keys and 0-based indexes from the whole schema. */
type Path = readonly (string | number)[];

export interface SchemaPlace {
  readonly path: Path;
  readonly schema: JsonObject;
}

function children(schema: JsonObject): [Path, JsonValue][] {
  const found: [Path, JsonValue][] = [];
  for (const [key, value] of Object.entries(schema)) {
    if (ONE.has(key) || (key === 'items' && !Array.isArray(value))) found.push([[key], value]);
    else if ((LIST.has(key) || key === 'items') && Array.isArray(value)) {
      value.forEach((inner: JsonValue, index) => found.push([[key, index], inner]));
    } else if (MAP.has(key) && isJsonObject(value)) {
      for (const [name, inner] of Object.entries(value)) found.push([[key, name], inner]);
    } else if (key === 'dependencies' && isJsonObject(value)) {
      // draft-7: a value is a list of names or a schema.
      for (const [name, inner] of Object.entries(value)) {
        if (!Array.isArray(inner)) found.push([[key, name], inner]);
      }
    }
  }
  return found;
}

/** Every subschema of a JSON Schema that is an object, outermost first. */
export function* walkSchema(schema: JsonValue, path: Path = []): Generator<SchemaPlace> {
  if (!isJsonObject(schema)) return;
  yield { path, schema };
  for (const [step, inner] of children(schema)) yield* walkSchema(inner, [...path, ...step]);
}
