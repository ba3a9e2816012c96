import type { JsonObject } from '../json-value.ts';
import { joinPointer } from '../pointer.ts';
import { edgesOf, resolveWithin } from './schema-edges.ts';

/** Of one schema; beyond them it is not looked through. */
export const MOST_FIELDS = 2_000;
const DEEPEST = 32;

/**
 * Pointers to the fields that a schema names and that hold no named field of their own; of arrays the first item stands for
 * all. A schema that leads back to itself is followed once.
 */
export function fieldsOf(root: JsonObject): readonly string[] {
  const resolve = resolveWithin(root);
  const fields = new Set<string>();

  function visit(schema: JsonObject, pointer: string, above: ReadonlySet<JsonObject>): boolean {
    if (above.has(schema) || above.size > DEEPEST || fields.size > MOST_FIELDS) return false;
    const { here, named, items } = edgesOf(schema, resolve);
    const within = new Set([...above, schema]);
    const found = [
      ...here.map((inner) => visit(inner, pointer, within)),
      ...items.map((inner) => visit(inner, joinPointer(pointer, 0), within)),
      ...[...named].map(([name, inner]) => {
        const place = joinPointer(pointer, name);
        if (inner === null || !visit(inner, place, within)) fields.add(place);
        return true;
      }),
    ];
    return found.includes(true);
  }

  visit(root, '', new Set());
  return [...fields];
}
