import { isJsonArray, type JsonObject, type JsonValue } from '../../json/json-value.ts';
import { edgesOf, resolveWithin } from '../../json/schema/schema-edges.ts';

/** The schemas that hold for the value at a path of the documents that `root` describes; in doubt none. */
export function schemasAt(root: JsonObject, path: readonly string[]): readonly JsonObject[] {
  const resolve = resolveWithin(root);
  let here = withSame([root]);
  for (const token of path) {
    const below = here.flatMap((schema) => {
      const { named, rest, items } = edgesOf(schema, resolve);
      const own = named.get(token);
      if (own !== undefined) return own === null ? [] : [own];
      return /^\d+$/.test(token) ? items : rest;
    });
    here = withSame(below);
  }
  return here;

  /** With what is held against the very same value. */
  function withSame(schemas: readonly JsonObject[]): readonly JsonObject[] {
    const found = new Set(schemas);
    for (const schema of found) for (const same of edgesOf(schema, resolve).here) found.add(same);
    return [...found];
  }
}

/** The values that a place may have by name; empty where it is open. */
export function namedValues(schemas: readonly JsonObject[]): readonly JsonValue[] {
  return schemas.flatMap(({ enum: named }) => (named !== undefined && isJsonArray(named) ? named : []));
}

/** The types that a place may have; empty where any will do. */
export function typesOf(schemas: readonly JsonObject[]): ReadonlySet<string> {
  return new Set(
    schemas
      .flatMap(({ type = [] }) => (isJsonArray(type) ? type : [type]))
      .filter((type) => typeof type === 'string'),
  );
}
