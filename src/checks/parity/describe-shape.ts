import { isJsonArray, isJsonObject, type JsonType, type JsonValue } from '../../json/json-value.ts';
import { walk } from '../../json/walk.ts';

/** What stands at one place: every type seen there, and the keys that all of its objects had. */
interface Place {
  readonly types: ReadonlySet<JsonType>;
  readonly keys: readonly string[];
  /** A list without items is there. */
  readonly hasEmpty: boolean;
}

interface Counted {
  readonly types: Set<JsonType>;
  readonly keys: Map<string, number>;
  objects: number;
  hasEmpty: boolean;
}

/** Places by pointer with `*` for array indexes, so the elements of an array share one place. */
export type Shape = ReadonlyMap<string, Place>;

/** The structure of a value. */
export function describeShape(value: JsonValue): Shape {
  const counted = new Map<string, Counted>();
  walk(value, (node) => {
    let place = counted.get(node.pattern);
    if (place === undefined) {
      place = { types: new Set(), keys: new Map(), objects: 0, hasEmpty: false };
      counted.set(node.pattern, place);
    }
    place.types.add(node.type);
    if (isJsonArray(node.value) && node.value.length === 0) place.hasEmpty = true;
    if (isJsonObject(node.value)) {
      place.objects += 1;
      for (const key of Object.keys(node.value)) place.keys.set(key, (place.keys.get(key) ?? 0) + 1);
    }
    return true;
  });
  const shape = new Map<string, Place>();
  for (const [pattern, { types, keys, objects, hasEmpty }] of counted) {
    shape.set(pattern, {
      types,
      keys: [...keys.keys()].filter((key) => keys.get(key) === objects),
      hasEmpty,
    });
  }
  return shape;
}
