import { isJsonArray, isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { joinPointer } from '../../json/pointer.ts';
import { walk, type JsonNode } from '../../json/walk.ts';
import { isSameNumber } from '../../json/is-same-number.ts';
import type { ValueDifference } from './compare-value.ts';
import type { ChooseComparator } from './choose-comparator.ts';
import { describeShape, type Shape } from './describe-shape.ts';

export interface Difference {
  readonly what:
    'missing-path' | 'extra-path' | 'type-changed' | 'null-for-value' | 'emptied' | ValueDifference['what'];
  readonly pointer: string;
  readonly expected: JsonValue;
  readonly observed: JsonValue;
}

/**
 * The side that others are held against. `values` are those of its places, where any of them is compared; else null.
 * `numbers` are those of its text as they are spelt, where any is compared exactly; else null.
 */
export interface Reference {
  readonly value: JsonValue;
  readonly shape: Shape;
  readonly values: ReadonlyMap<string, JsonValue> | null;
  readonly numbers: Numbers | null;
}

/** Numbers by their pointer, as they are spelt. */
export type Numbers = ReadonlyMap<string, string>;

export function createReference(
  value: JsonValue,
  needsValues: boolean,
  numbers: Numbers | null = null,
): Reference {
  return { value, shape: describeShape(value), values: needsValues ? listValues(value) : null, numbers };
}

function listValues(value: JsonValue): Map<string, JsonValue> {
  const values = new Map<string, JsonValue>();
  walk(value, (node) => {
    values.set(node.pointer, node.value);
    return true;
  });
  return values;
}

/** Nobody reads more, and a hostile answer has them in the millions. */
const MAX_DIFFERENCES = 50;

/** Differences of a value's own type and keys; null when what lies below cannot be compared any more. */
function comparePlace(
  node: JsonNode,
  reference: Reference,
  choose: ChooseComparator,
): readonly Difference[] | null {
  const place = reference.shape.get(node.pattern);
  if (place === undefined || !place.types.has(node.type)) return null;
  if (!isJsonObject(node.value)) return [];
  const found: Difference[] = [];
  for (const key of place.keys) {
    if (found.length >= MAX_DIFFERENCES) break;
    if (Object.hasOwn(node.value, key)) continue;
    const pointer = joinPointer(node.pointer, key);
    if (choose(pointer) === 'ignore') continue;
    const expected = [...(reference.shape.get(joinPointer(node.pattern, key))?.types ?? [])];
    found.push({ what: 'missing-path', pointer, expected, observed: null });
  }
  return found;
}

function compareExactly(
  node: JsonNode,
  values: ReadonlyMap<string, JsonValue>,
  [spelt, spelling]: readonly [golden: Numbers | null, observed: Numbers | null],
): Difference | null {
  const expected = values.get(node.pointer);
  const { pointer, value: observed } = node;
  if (expected === undefined) return { what: 'extra-path', pointer, expected: null, observed };
  if (isJsonArray(observed) && isJsonArray(expected)) {
    return observed.length === expected.length
      ? null
      : { what: 'value-changed', pointer, expected, observed };
  }
  if (isJsonObject(observed) && isJsonObject(expected)) return null;
  if (observed !== expected) return { what: 'value-changed', pointer, expected, observed };
  // A double has room for some sixteen digits: what is spelt may differ where it does not.
  const [wanted, had] = [spelt?.get(pointer), spelling?.get(pointer)];
  if (wanted === undefined || had === undefined || isSameNumber(wanted, had)) return null;
  return { what: 'value-changed', pointer, expected: wanted, observed: had };
}

/** A list without items where each of the golden's has some. */
function isEmptied({ value, pattern }: JsonNode, { shape }: Reference): boolean {
  return isJsonArray(value) && value.length === 0 && shape.get(pattern)?.hasEmpty === false;
}

/** Where the pattern is unknown: beyond the golden's knowledge below an empty array, else a path too much. */
function refuse(node: JsonNode, reference: Reference): Difference | null {
  const place = reference.shape.get(node.pattern);
  const { pointer, value: observed } = node;
  if (place === undefined) {
    return node.pattern.endsWith('/*') ? null : { what: 'extra-path', pointer, expected: null, observed };
  }
  const expected = [...place.types];
  return node.type === 'null'
    ? { what: 'null-for-value', pointer, expected, observed }
    : { what: 'type-changed', pointer, expected, observed: node.type };
}

function isUnder(pointer: string, places: ReadonlySet<string>): boolean {
  for (let end = pointer.length; end !== -1; end = pointer.lastIndexOf('/', end - 1)) {
    if (places.has(pointer.slice(0, end))) return true;
    if (end === 0) return false;
  }
  return false;
}

/** Exactly compared places of the reference that were never reached and lie under no difference already found. */
function listUnreached(
  values: ReadonlyMap<string, JsonValue>,
  choose: ChooseComparator,
  reached: ReadonlySet<string>,
  known: readonly Difference[],
): readonly Difference[] {
  const found: Difference[] = [];
  const places = new Set(known.map(({ pointer }) => pointer));
  for (const [pointer, expected] of values) {
    if (choose(pointer) !== 'exact' || reached.has(pointer)) continue;
    if (isUnder(pointer, places)) continue;
    places.add(pointer);
    found.push({ what: 'missing-path', pointer, expected, observed: null });
  }
  return found;
}

/**
 * How a value's structure departs from the reference's: paths and types, null apart from missing. Of the lengths of
 * arrays only that is compared that none is empty where the reference has items; their elements are held against the
 * union of the reference's elements. A key that only some of them have may be absent. In document order of the observed
 * value; no more than the first fifty.
 */
export function compareStructure(
  reference: Reference,
  observed: JsonValue,
  choose: ChooseComparator,
  numbers: Numbers | null = null,
): readonly Difference[] {
  const { values } = reference;
  const found: Difference[] = [];
  const reached = new Set<string>();
  walk(observed, (node) => {
    if (found.length >= MAX_DIFFERENCES) return false;
    const comparator = choose(node.pointer);
    if (comparator === 'ignore') return true;
    const below = comparePlace(node, reference, choose);
    if (below === null) {
      const refused = refuse(node, reference);
      if (refused !== null) found.push(refused);
      return false;
    }
    if (comparator === 'exact' && values !== null) {
      reached.add(node.pointer);
      const changed = compareExactly(node, values, [reference.numbers, numbers]);
      if (changed !== null) found.push(changed);
    }
    const own = typeof comparator === 'function' ? comparator(node.value, values?.get(node.pointer)) : null;
    if (own !== null) found.push({ ...own, pointer: node.pointer });
    if (comparator === 'structure' && isEmptied(node, reference)) {
      found.push({ what: 'emptied', pointer: node.pointer, expected: 'items', observed: [] });
    }
    found.push(...below);
    return true;
  });
  const unreached =
    values === null || found.length >= MAX_DIFFERENCES ? [] : listUnreached(values, choose, reached, found);
  return [...found, ...unreached].slice(0, MAX_DIFFERENCES);
}
