import { isJsonArray, type JsonValue } from '../../json/json-value.ts';
import { joinPointer, resolvePointer } from '../../json/pointer.ts';
import { citeValue, spellValue, type Numbers } from '../../json/spell-value.ts';
import type { Difference } from './difference.ts';

/**
 * Which item of the golden an observed one is held against, by their pointers, where they do not stand at one place;
 * null for one that the golden does not have. `absent` are items of the golden that nothing is held against.
 */
export interface Pairing {
  readonly goldenOf: Map<string, string | null>;
  readonly absent: Set<string>;
}

export function createPairing(): Pairing {
  return { goldenOf: new Map(), absent: new Set() };
}

/** A list, where it stands, and how its document's numbers are spelt. */
export interface PlacedList {
  readonly value: JsonValue;
  readonly pointer: string;
  readonly numbers: Numbers | null;
}

/** What two items have in common when they are the same. */
function keysOf({ value, pointer, numbers }: PlacedList, by: readonly string[]): readonly string[] {
  if (!isJsonArray(value)) return [];
  return value.map((item, index) =>
    by
      .map((inner) => {
        const found = resolvePointer(item, inner);
        const place = joinPointer(pointer, index) + inner;
        return found === undefined ? '' : spellValue(found, place, numbers);
      })
      .join('\n'),
  );
}

/** Pairs the items of two lists in which order does not count, and says what only one of them has. */
export function pairItems(
  golden: PlacedList,
  observed: PlacedList,
  by: readonly string[],
  { goldenOf, absent }: Pairing,
): readonly Difference[] {
  const free = Map.groupBy(keysOf(golden, by).entries(), ([, key]) => key);
  const found: Difference[] = [];
  for (const [index, key] of keysOf(observed, by).entries()) {
    const place = joinPointer(observed.pointer, index);
    const [at] = free.get(key)?.shift() ?? [];
    const twin = at === undefined ? null : joinPointer(golden.pointer, at);
    // Below a list that moved no item stands where its twin does.
    if (twin !== place) goldenOf.set(place, twin);
    if (twin !== null) continue;
    const item = itemOf(observed, index);
    found.push({ what: 'item-extra', pointer: place, expected: null, observed: item, by: null });
  }
  for (const [at] of [...free.values()].flat()) {
    const item = itemOf(golden, at);
    absent.add(joinPointer(golden.pointer, at));
    found.push({ what: 'item-missing', pointer: observed.pointer, expected: item, observed: null, by: null });
  }
  return found;
}

function itemOf({ value, pointer, numbers }: PlacedList, index: number): JsonValue {
  const item = isJsonArray(value) ? (value[index] ?? null) : null;
  return citeValue(item, joinPointer(pointer, index), numbers);
}

/** The golden's place for an observed one; null below an item that the golden does not have. */
export function goldenPointer({ goldenOf }: Pairing, pointer: string): string | null {
  if (goldenOf.size === 0) return pointer;
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
    const golden = goldenOf.get(pointer.slice(0, end));
    if (golden !== undefined) return golden === null ? null : golden + pointer.slice(end);
  }
  return pointer;
}
