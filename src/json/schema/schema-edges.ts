import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { resolvePointer } from '../pointer.ts';
import { walkSchema } from './walk-schema.ts';

/** The subschemas of one schema, by the values that they are held against. */
export interface SchemaEdges {
  /** Against the same value. */
  readonly here: readonly JsonObject[];
  /** Against a member of an object by its name; `rest` against every member that has none of these names. */
  readonly named: ReadonlyMap<string, JsonObject | null>;
  readonly rest: readonly JsonObject[];
  /** Against members by a pattern of their names, which may be any. */
  readonly patterned: readonly JsonObject[];
  /** Against items: each by one of the first, and again by `contains`. */
  readonly items: readonly JsonObject[];
  readonly contains: readonly JsonObject[];
  /** A reference that is not followed here: not found, or resolved anew for each value. */
  readonly isOpen: boolean;
}

function under(schema: JsonObject, keys: readonly string[]): JsonObject[] {
  return keys.flatMap((key) => members(schema[key]));
}

/** A schema, or each of a list of them; `true` and `false` hold nothing. */
function members(value: JsonValue | undefined): JsonObject[] {
  if (value === undefined) return [];
  if (isJsonArray(value)) return value.filter(isJsonObject);
  return isJsonObject(value) ? [value] : [];
}

function valuesUnder(schema: JsonObject, keys: readonly string[]): JsonObject[] {
  return keys.flatMap((key) => {
    const map = schema[key];
    return map !== undefined && isJsonObject(map) ? Object.values(map).filter(isJsonObject) : [];
  });
}

/** What a reference leads to; undefined where that is not found by name or by a pointer from the root. */
export type Resolve = (reference: JsonValue) => JsonValue | undefined;

export function resolveWithin(root: JsonObject): Resolve {
  const named = new Map<string, JsonObject>();
  let isOneDocument = true;
  for (const { schema } of walkSchema(root)) {
    const { $anchor: anchor, $id: id } = schema;
    if (typeof anchor === 'string') named.set(`#${anchor}`, schema);
    if (typeof id === 'string') named.set(id, schema);
    if (typeof id === 'string' && schema !== root) isOneDocument = false;
  }
  const { $id: rootId } = root;
  return (stated) => {
    if (typeof stated !== 'string') return undefined;
    const isOwn = typeof rootId === 'string' && stated.startsWith(`${rootId}#`);
    const reference = isOwn ? stated.slice(rootId.length) : stated;
    // Pointers within a schema of its own $id begin there.
    if (!isOneDocument || !/^#(?:\/|$)/.test(reference)) return named.get(reference);
    try {
      return resolvePointer(root, decodeURIComponent(reference.slice(1)));
    } catch {
      return undefined;
    }
  };
}

export function edgesOf(schema: JsonObject, resolve: Resolve): SchemaEdges {
  const { $ref: reference, properties = {} } = schema;
  const target = reference === undefined ? undefined : resolve(reference);
  const named = isJsonObject(properties) ? Object.entries(properties) : [];
  return {
    here: [
      ...under(schema, ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else']),
      ...valuesUnder(schema, ['dependentSchemas', 'dependencies']),
      ...members(target),
    ],
    named: new Map(named.map(([name, inner]) => [name, isJsonObject(inner) ? inner : null])),
    rest: under(schema, ['additionalProperties', 'unevaluatedProperties']).slice(0, 1),
    patterned: [...valuesUnder(schema, ['patternProperties']), ...under(schema, ['propertyNames'])],
    items: under(schema, ['items', 'prefixItems', 'additionalItems', 'unevaluatedItems']),
    contains: under(schema, ['contains']),
    isOpen:
      (reference !== undefined && target === undefined) ||
      Object.keys(schema).some((key) => key === '$dynamicRef' || key === '$recursiveRef'),
  };
}
