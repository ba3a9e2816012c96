import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { walkSchema } from '../json/schema/walk-schema.ts';
import { ANNOTATIONS } from './check/schema-keywords.ts';

/** How little a schema asks of an answer: any JSON is one of it, or none of its objects has to have a key. */
export type Looseness = 'anything' | 'empty-objects';

const TYPES = ['object', 'array', 'string', 'number', 'boolean', 'null'] as const;

/** Keywords beside `required` under which an object must have some key, or may not have every one. */
const ASKS_FOR_KEYS = ['dependentRequired', 'minProperties', 'propertyNames'] as const;

/** Null where a schema asks for something. In doubt it does. */
export function loosenessOf(schema: JsonObject): Looseness | null {
  if (takesAnything(schema)) return 'anything';
  const objects = [...walkSchema(schema)].map((place) => place.schema).filter(isOfObjects);
  return objects.length > 0 && objects.every(takesEmpty) ? 'empty-objects' : null;
}

function takesAnything(schema: JsonValue | undefined): boolean {
  if (schema === undefined || !isJsonObject(schema)) return schema === true;
  return Object.entries(schema).every(([keyword, value]) => {
    if (keyword === 'type') return isJsonArray(value) && TYPES.every((type) => value.includes(type));
    if (keyword === 'anyOf') return isJsonArray(value) && value.some(takesAnything);
    if (keyword === 'allOf') return isJsonArray(value) && value.every(takesAnything);
    if (keyword === 'items' || keyword === 'additionalProperties') return takesAnything(value);
    if (keyword === 'properties') return isJsonObject(value) && Object.values(value).every(takesAnything);
    return ANNOTATIONS.includes(keyword);
  });
}

function isOfObjects({ type = null, properties }: JsonObject): boolean {
  return type === 'object' || (isJsonArray(type) && type.includes('object')) || properties !== undefined;
}

function takesEmpty(schema: JsonObject): boolean {
  const { required = [], additionalProperties = true, unevaluatedProperties = true } = schema;
  const asks = (isJsonArray(required) && required.length > 0) || ASKS_FOR_KEYS.some((key) => key in schema);
  return !asks && takesAnything(additionalProperties) && takesAnything(unevaluatedProperties);
}
