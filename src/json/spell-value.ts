import { isJsonArray, isJsonObject, type JsonValue } from './json-value.ts';
import { canonicalNumber, isSameNumber } from './is-same-number.ts';
import { joinPointer } from './pointer.ts';

/** Numbers by their pointer, as they are spelt. */
export type Numbers = ReadonlyMap<string, string>;

/**
 * One text for each JSON value: two values have the same if they are exactly equal. Keys are sorted; numbers are decimal
 * values, by `numbers` as they are spelt at their pointers, for a double has room for some sixteen digits alone.
 * For values that do not nest too deep.
 */
export function spellValue(value: JsonValue, pointer: string, numbers: Numbers | null): string {
  if (typeof value === 'number') return canonicalNumber(numbers?.get(pointer) ?? String(value));
  if (isJsonArray(value)) {
    return `[${value.map((item, index) => spellValue(item, `${pointer}/${index}`, numbers)).join()}]`;
  }
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map(
      (key) => `${JSON.stringify(key)}:${spellValue(value[key] ?? null, joinPointer(pointer, key), numbers)}`,
    );
  return `{${entries.join()}}`;
}

/**
 * A value as people are to read it: a number that no double holds is the text that spells it, also in a list. Else two that
 * differ look alike, and one beyond all doubles would be none.
 */
export function citeValue(value: JsonValue, pointer: string, numbers: Numbers | null): JsonValue {
  if (typeof value === 'number') {
    const spelt = numbers?.get(pointer);
    return spelt === undefined || isSameNumber(spelt, String(value)) ? value : spelt;
  }
  if (numbers === null || !isJsonArray(value)) return value;
  return value.map((item, index) =>
    typeof item === 'number' ? citeValue(item, joinPointer(pointer, index), numbers) : item,
  );
}
