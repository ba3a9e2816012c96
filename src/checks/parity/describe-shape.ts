import { isJsonArray, isJsonObject, type JsonType, type JsonValue } from '../../json/json-value.ts';
import { walk } from '../../json/walk.ts';

/** What stands at one place: every type seen there, and the keys that all of its objects had. */
export interface ShapePlace {
  readonly types: ReadonlySet<JsonType>;
  readonly keys: readonly string[];
  /** A list without items is there. */
  readonly hasEmpty: boolean;
}

class CountedPlace implements ShapePlace {
  readonly types = new Set<JsonType>();
  keys: readonly string[] = [];
  hasEmpty = false;
  #counts: Map<string, number> | null = null;
  #objects = 0;

  count(keys: readonly string[]): void {
    this.#objects += 1;
    if (this.#objects === 1) {
      this.keys = keys;
      return;
    }
    this.#counts ??= new Map(this.keys.map((key) => [key, 1]));
    for (const key of keys) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** After the last object. */
  finish(): void {
    const counts = this.#counts;
    const objects = this.#objects;
    if (counts !== null) this.keys = [...counts.keys()].filter((key) => counts.get(key) === objects);
  }
}

/** Places by pointer with `*` for array indexes, so the elements of an array share one place. */
export type Shape = ReadonlyMap<string, ShapePlace>;

/** The structure of a value. */
export function describeShape(value: JsonValue): Shape {
  const shape = new Map<string, CountedPlace>();
  walk(value, (node) => {
    let place = shape.get(node.pattern);
    if (place === undefined) {
      place = new CountedPlace();
      shape.set(node.pattern, place);
    }
    place.types.add(node.type);
    if (isJsonArray(node.value) && node.value.length === 0) place.hasEmpty = true;
    if (isJsonObject(node.value)) place.count(Object.keys(node.value));
    return true;
  });
  for (const place of shape.values()) place.finish();
  return shape;
}
