import { isSameNumber } from '../../json/is-same-number.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { joinPointer } from '../../json/pointer.ts';
import { citeValue, type Numbers } from '../../json/spell-value.ts';
import { walk, type JsonNode } from '../../json/walk.ts';
import type { ChooseComparator, PlaceRule } from './choose-comparator.ts';
import type { Difference } from './difference.ts';
import { listUnreached } from './list-unreached.ts';
import { createPairing, goldenPointer, pairItems, type Pairing } from './pair-items.ts';
import type { GoldenPlace, Reference } from './reference.ts';
import type { ShapePlace } from './describe-shape.ts';

/** Nobody reads more, and a hostile answer has them in the millions. */
const MAX_DIFFERENCES = 50;

/** An observed value with the golden's for it, and the rule of its place. */
interface Visit {
  readonly node: JsonNode;
  /** The pointer of the golden that it is held against. */
  readonly at: string;
  readonly rule: PlaceRule;
  /** What the golden has at the places of its pattern; undefined where that is unknown. */
  readonly shape: ShapePlace | undefined;
  /** What stands there in the golden, where any of its values is compared. */
  readonly golden: GoldenPlace | undefined;
}

/** One comparison of two values. */
interface Comparison {
  readonly reference: Reference;
  readonly choose: ChooseComparator;
  /** The observed value's, as they are spelt. */
  readonly numbers: Numbers | null;
  readonly pairing: Pairing;
}

/** Keys that the golden always has at this place. */
function findMissingKeys(
  { node, at, rule, shape }: Visit,
  { reference, choose }: Comparison,
  found: Difference[],
): void {
  if (rule.way === 'type' || shape === undefined || !isJsonObject(node.value)) return;
  for (const key of shape.keys) {
    if (found.length >= MAX_DIFFERENCES) break;
    if (Object.hasOwn(node.value, key)) continue;
    const pattern = joinPointer(node.pattern, key);
    const { way, by } = choose(joinPointer(at, key), pattern);
    if (way === 'ignore') continue;
    const expected = [...(reference.shape.get(pattern)?.types ?? [])];
    const pointer = joinPointer(node.pointer, key);
    found.push({ what: 'missing-path', pointer, expected, observed: null, by });
  }
}

function compareExactly(
  { node, at, rule, golden }: Visit,
  { reference, numbers }: Comparison,
): Difference | null {
  const expected = golden?.value;
  const { pointer, value: observed } = node;
  const { by } = rule;
  if (expected === undefined) return { what: 'extra-path', pointer, expected: null, observed, by };
  const changed: Difference = { what: 'value-changed', pointer, expected, observed, by };
  if (isJsonArray(observed) && isJsonArray(expected)) {
    return rule.set !== null || observed.length === expected.length ? null : changed;
  }
  if (isJsonObject(observed) && isJsonObject(expected)) return null;
  if (observed !== expected) {
    const cited = citeValue(expected, at, reference.numbers);
    return { ...changed, expected: cited, observed: citeValue(observed, pointer, numbers) };
  }
  // A double has room for some sixteen digits: what is spelt may differ where it does not.
  const had = numbers?.get(pointer);
  if (typeof expected !== 'number' || had === undefined) return null;
  const wanted = reference.numbers?.get(at) ?? String(expected);
  return isSameNumber(wanted, had) ? null : { ...changed, expected: wanted, observed: had };
}

/** A list without items where each of the golden's has some. */
function isEmptied({ node: { value }, shape }: Visit): boolean {
  return isJsonArray(value) && value.length === 0 && shape?.hasEmpty === false;
}

/** Where the pattern is unknown: beyond the golden's knowledge below an empty array, else a path too much. */
function refuse({ node, rule: { by, way }, shape }: Visit): Difference | null {
  const { pointer, value: observed } = node;
  if (shape === undefined) {
    return node.pattern.endsWith('/*') || way === 'type'
      ? null
      : { what: 'extra-path', pointer, expected: null, observed, by };
  }
  const expected = [...shape.types];
  return node.type === 'null'
    ? { what: 'null-for-value', pointer, expected, observed, by }
    : { what: 'type-changed', pointer, expected, observed: node.type, by };
}

/** What the rule of a place says of its value alone. */
function compareOwn({ node, at, rule, golden }: Visit, comparison: Comparison, found: Difference[]): void {
  const { reference, numbers, pairing } = comparison;
  const observed = { value: node.value, pointer: node.pointer, numbers };
  const placed =
    golden === undefined ? null : { value: golden.value, pointer: at, numbers: reference.numbers };
  if (rule.compare !== null) {
    for (const difference of rule.compare(observed, placed)) {
      found.push({ ...difference, pointer: node.pointer, by: rule.by });
    }
  }
  if (rule.set !== null && placed !== null && isJsonArray(placed.value) && isJsonArray(node.value)) {
    const apart = pairItems(placed, observed, rule.set, pairing);
    found.push(...apart.map((difference) => ({ ...difference, by: rule.by })));
  }
}

function comparePlace(visit: Visit, comparison: Comparison, found: Difference[]): void {
  const { node, rule } = visit;
  const exact =
    rule.way === 'exact' && comparison.reference.places !== null ? compareExactly(visit, comparison) : null;
  if (exact !== null) found.push(exact);
  const hasOwn = rule.compare !== null || rule.set !== null;
  if (hasOwn) compareOwn(visit, comparison, found);
  else if (rule.way === 'structure' && isEmptied(visit)) {
    found.push({ what: 'emptied', pointer: node.pointer, expected: 'items', observed: [], by: rule.by });
  }
  findMissingKeys(visit, comparison, found);
}

/**
 * How a value's structure departs from the reference's: paths and types, null apart from missing. Of the lengths of
 * arrays only that is compared that none is empty where the reference has items; their elements are held against the
 * union of the reference's elements. A key that only some of them have may be absent. What comparators say of single
 * places comes on top. In document order of the observed value; no more than the first fifty.
 */
export function compareStructure(
  reference: Reference,
  observed: JsonValue,
  choose: ChooseComparator,
  numbers: Numbers | null = null,
  pairing: Pairing = createPairing(),
): readonly Difference[] {
  const comparison: Comparison = { reference, choose, numbers, pairing };
  const found: Difference[] = [];
  const { shape, places } = reference;
  const reached = new Set<GoldenPlace>();
  walk(observed, (node) => {
    if (found.length >= MAX_DIFFERENCES) return false;
    const at = goldenPointer(pairing, node.pointer);
    if (at === null) return false;
    const rule = choose(at, node.pattern);
    if (rule.way === 'ignore') return true;
    const place = shape.get(node.pattern);
    const visit: Visit = { node, at, rule, shape: place, golden: places?.get(at) };
    if (place === undefined || (!place.types.has(node.type) && !rule.namesValues)) {
      const refused = refuse(visit);
      if (refused !== null) found.push(refused);
      return false;
    }
    if (visit.golden !== undefined) reached.add(visit.golden);
    comparePlace(visit, comparison, found);
    return true;
  });
  if (found.length < MAX_DIFFERENCES) found.push(...listUnreached(comparison, reached, found));
  return found.slice(0, MAX_DIFFERENCES);
}
