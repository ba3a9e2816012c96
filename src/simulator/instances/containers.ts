import { isDeepStrictEqual } from 'node:util';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../json/json-value.ts';
import { accepts, schemasOfElement, schemasOfMember } from './accepts.ts';
import { given, isNumber, isText, texts } from './scalars.ts';

/** Values for a member or an element, smallest first: the schemas that hold of it, and its name or index. */
export type Inside = (schemas: readonly JsonValue[], token: string | number) => Iterable<JsonValue>;

/** More elements or members than this are not made. */
const MOST = 1024;
/** How much longer than its least an array may become, and in how many ways a member may vary, before giving up. */
const LONGER = 2;
const VARIANTS = 8;

export function* arrays(schemas: readonly JsonObject[], inside: Inside): Generator<JsonValue> {
  const wanted = schemas.flatMap(({ contains, minContains = 1 }) =>
    contains === undefined || !isNumber(minContains)
      ? []
      : Array.from({ length: Math.min(minContains, MOST) }, () => contains),
  );
  const least = Math.max(...given(schemas, 'minItems', isNumber), wanted.length);
  const unique = schemas.some(({ uniqueItems }) => uniqueItems === true);
  for (let size = least; size <= Math.min(least + LONGER, MOST); size += 1) {
    // What must be contained stands last, behind the elements that have places of their own.
    const sites = Array.from({ length: size }, (_, index) => {
      const contained = wanted[index - (size - wanted.length)];
      const own = schemas.flatMap((schema) => schemasOfElement(schema, index));
      return contained === undefined ? own : [...own, contained];
    });
    const list = fill(sites, unique, inside);
    if (list !== null) yield list;
  }
}

function fill(
  sites: readonly (readonly JsonValue[])[],
  unique: boolean,
  inside: Inside,
): readonly JsonValue[] | null {
  const list: JsonValue[] = [];
  for (const [index, schemas] of sites.entries()) {
    const next = firstOf(
      inside(schemas, index),
      (value) => !unique || !list.some((other) => isDeepStrictEqual(other, value)),
    );
    if (next === undefined) return null;
    list.push(next);
  }
  return list;
}

function firstOf(values: Iterable<JsonValue>, fits: (value: JsonValue) => boolean): JsonValue | undefined {
  for (const value of values) if (fits(value)) return value;
  return undefined;
}

export function* objects(schemas: readonly JsonObject[], inside: Inside): Generator<JsonValue> {
  const declared = declaredNames(schemas);
  const names = namesOf(schemas, declared);
  const values = (name: string) =>
    inside(
      schemas.flatMap((schema) => schemasOfMember(schema, name)),
      name,
    );
  const members = new Map<string, JsonValue>();
  for (const name of names) {
    const value = firstOf(values(name), () => true);
    if (value === undefined) return;
    members.set(name, value);
  }
  yield Object.fromEntries(members);
  // A choice may hang on a value, or on a property that nothing requires.
  for (const name of [...names, ...declared.filter((name) => !members.has(name))]) {
    let variants = 0;
    for (const value of values(name)) {
      yield Object.fromEntries(new Map(members).set(name, value));
      variants += 1;
      if (variants > VARIANTS) break;
    }
  }
}

function declaredNames(schemas: readonly JsonObject[]): readonly string[] {
  return given(schemas, 'properties', isJsonObject).flatMap((properties) => Object.keys(properties));
}

/** Every required name in the order of its declaration, and as many more as the schema wants at least. */
function namesOf(schemas: readonly JsonObject[], declared: readonly string[]): readonly string[] {
  const required = new Set(given(schemas, 'required', isJsonArray).flat().filter(isText));
  const dependent = given(schemas, 'dependentRequired', isJsonObject);
  for (const name of required) {
    for (const other of given(dependent, name, isJsonArray).flat()) if (isText(other)) required.add(other);
  }
  const names = new Set([...declared.filter((name) => required.has(name)), ...required]);
  const least = Math.min(Math.max(...given(schemas, 'minProperties', isNumber), 0), MOST);
  const keys = given(schemas, 'propertyNames', isJsonObject);
  for (const name of least > names.size ? [...declared, ...texts(keys), ...more(least)] : []) {
    if (names.size < least && keys.every((schema) => accepts(schema, name, schema))) names.add(name);
  }
  return [...names];
}

function more(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `simulated${index + 1}`);
}
