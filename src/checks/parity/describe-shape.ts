import { isJsonArray, isJsonObject, type JsonType, type JsonValue } from '../../json/json-value.ts';
import { walk } from '../../json/walk.ts';

/** What stands at one place: every type seen there and, of its objects, how many had each key. */
export interface Place {
  readonly types: Set<JsonType>;
  readonly keys: Map<string, number>;
  objects: number;
  /** A list without items is there. */
  hasEmpty: boolean;
}

/** Places by pointer with `*` for array indexes, so the elements of an array share one place. */
export type Shape = ReadonlyMap<string, Place>;

/** The structure of a value. */
export function describeShape(value: JsonValue): Shape {
  const shape = new Map<string, Place>();
  walk(value, (node) => {
    let place = shape.get(node.pattern);
    if (place === undefined) {
      place = { types: new Set(), keys: new Map(), objects: 0, hasEmpty: false };
      shape.set(node.pattern, place);
    }
    place.types.add(node.type);
    if (isJsonArray(node.value) && node.value.length === 0) place.hasEmpty = true;
    if (isJsonObject(node.value)) {
      place.objects += 1;
      for (const key of Object.keys(node.value)) place.keys.set(key, (place.keys.get(key) ?? 0) + 1);
    }
    return true;
  });
  return shape;
}
