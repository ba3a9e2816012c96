import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import { isJsonArray, isJsonObject } from '../../json/json-value.ts';
import { joinPointer, resolvePointer, tokensOf } from '../../json/pointer.ts';
import { walkSchema } from '../../json/schema/walk-schema.ts';

/** Keywords whose schemas hold for the very value that the schema itself is of. */
const SAME = ['allOf', 'anyOf', 'oneOf'] as const;
const SAME_ONE = ['if', 'then', 'else'] as const;
const MOST_STEPS = 5_000;
/** Stands for a schema that is not to be found from here. */
const ANYTHING = '$elsewhere';

/** The schemas of a document that are left to look at, and of the pointer what is left to follow. */
interface Step {
  readonly schema: JsonValue | undefined;
  readonly at: number;
}

function isIndex(token: string): boolean {
  return token === '*' || /^(?:0|[1-9]\d*)$/.test(token);
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

/** What a reference names; `ANYTHING` where that is no place of this document. */
function follow(root: JsonObject, reference: JsonValue | undefined): JsonValue | undefined {
  if (typeof reference !== 'string') return undefined;
  const pointer = /^#((?:\/.*)?)$/.exec(decoded(reference))?.[1];
  return (pointer === undefined ? undefined : resolvePointer(root, pointer)) ?? ANYTHING;
}

function below(schema: JsonObject, token: string): readonly (JsonValue | undefined)[] {
  const { properties, patternProperties, prefixItems, items } = schema;
  const named = properties !== undefined && isJsonObject(properties) && Object.hasOwn(properties, token);
  const found: (JsonValue | undefined)[] = [];
  if (named) found.push(properties[token]);
  if (patternProperties !== undefined && isJsonObject(patternProperties))
    found.push(...Object.values(patternProperties));
  // Whatever is open to every key has no place of its own that a pointer could meet.
  const more = schema['additionalProperties'];
  if (!named && more !== undefined && isJsonObject(more)) found.push(more);
  if (!isIndex(token)) return found;
  const lists = [prefixItems, items].flatMap((list) => (list !== undefined && isJsonArray(list) ? list : []));
  return [...found, ...lists, ...(items !== undefined && isJsonObject(items) ? [items] : [])];
}

/** Whether a JSON Schema speaks of the place at a pointer, `*` being any array index. In doubt it does. */
export function meetsSchema(root: JsonObject, pointer: string): boolean {
  const tokens = tokensOf(pointer);
  const pending: Step[] = [{ schema: root, at: 0 }];
  const seen = new Map<JsonValue, Set<number>>();
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const step = pending.pop();
    if (step === undefined) return false;
    const { schema, at } = step;
    const token = tokens[at];
    if (schema === undefined) continue;
    if (token === undefined || schema === ANYTHING) return true;
    if (!isJsonObject(schema)) continue;
    const ats = seen.get(schema) ?? new Set();
    if (ats.has(at)) continue;
    seen.set(schema, ats.add(at));
    const same = [
      follow(root, schema['$ref']),
      follow(root, schema['$dynamicRef']),
      ...SAME.flatMap((keyword) => {
        const list = schema[keyword];
        return list !== undefined && isJsonArray(list) ? list : [];
      }),
      ...SAME_ONE.map((keyword) => schema[keyword]),
    ];
    for (const inner of same) pending.push({ schema: inner, at });
    for (const inner of below(schema, token)) pending.push({ schema: inner, at: at + 1 });
  }
  return true;
}

const OF_ITEMS: ReadonlySet<string | number> = new Set([
  'items',
  'prefixItems',
  'additionalItems',
  'contains',
]);
const DEFINITIONS: ReadonlySet<string | number> = new Set(['$defs', 'definitions']);

/** The places that a JSON Schema names outside its definitions: to suggest one of them. */
export function listPlaces(schema: JsonObject): readonly string[] {
  const places = new Set<string>();
  for (const { path } of walkSchema(schema)) {
    if (path.some((part) => DEFINITIONS.has(part))) continue;
    let place = '';
    for (let at = 0; at < path.length; at += 1) {
      const part = path[at] ?? '';
      if (part === 'properties') place = joinPointer(place, String(path[(at += 1)] ?? ''));
      else if (OF_ITEMS.has(part)) place = `${place}/*`;
    }
    places.add(place);
  }
  return [...places];
}
