import type { JsonValue } from '../../json/json-value.ts';
import type { Numbers } from '../../json/spell-value.ts';
import { walk } from '../../json/walk.ts';
import { describeShape, type Shape } from './describe-shape.ts';

/** A value of the golden, and its place with `*` for array indexes. */
export interface GoldenPlace {
  readonly value: JsonValue;
  readonly pattern: string;
}

/**
 * The side that others are held against. `places` are those of its values, where any of them is compared; else null.
 * `numbers` are those of its text as they are spelt, where any is compared exactly; else null.
 */
export interface Reference {
  readonly value: JsonValue;
  readonly shape: Shape;
  readonly places: ReadonlyMap<string, GoldenPlace> | null;
  readonly numbers: Numbers | null;
}

export function createReference(
  value: JsonValue,
  needsValues: boolean,
  numbers: Numbers | null = null,
): Reference {
  return { value, shape: describeShape(value), places: needsValues ? listPlaces(value) : null, numbers };
}

function listPlaces(root: JsonValue): Map<string, GoldenPlace> {
  const places = new Map<string, GoldenPlace>();
  walk(root, ({ pointer, pattern, value }) => {
    places.set(pointer, { value, pattern });
    return true;
  });
  return places;
}
