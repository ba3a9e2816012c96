import { isSameNumber } from '../../json/is-same-number.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { joinPointer } from '../../json/pointer.ts';
import type { Numbers } from '../../json/spell-value.ts';
import { walk, type JsonNode } from '../../json/walk.ts';
import type { ChooseComparator, PlaceRule } from './choose-comparator.ts';
import type { Difference } from './difference.ts';
import { listUnreached } from './list-unreached.ts';
import { createPairing, goldenPointer, pairItems, type Pairing } from './pair-items.ts';
import type { Reference } from './reference.ts';

/** Nobody reads more, and a hostile answer has them in the millions. */
const MAX_DIFFERENCES = 50;

/** An observed value with the golden's place for it, and the rule of that place. */
interface Visit {
  readonly node: JsonNode;
  /** The pointer of the golden that it is held against. */
  readonly at: string;
  readonly rule: PlaceRule;
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
  { node, at, rule }: Visit,
  { reference, choose }: Comparison,
  found: Difference[],
): void {
  if (rule.way === 'type' || !isJsonObject(node.value)) return;
  const place = reference.shape.get(node.pattern);
  if (place === undefined) return;
  for (const key of place.keys) {
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

function compareExactly({ node, at, rule }: Visit, { reference, numbers }: Comparison): Difference | null {
  const expected = reference.places?.get(at)?.value;
  const { pointer, value: observed } = node;
  const { by } = rule;
  if (expected === undefined) return { what: 'extra-path', pointer, expected: null, observed, by };
  const changed: Difference = { what: 'value-changed', pointer, expected, observed, by };
  if (isJsonArray(observed) && isJsonArray(expected)) {
    return rule.set !== null || observed.length === expected.length ? null : changed;
  }
  if (isJsonObject(observed) && isJsonObject(expected)) return null;
  if (observed !== expected) return changed;
  // A double has room for some sixteen digits: what is spelt may differ where it does not.
  const had = numbers?.get(pointer);
  if (typeof expected !== 'number' || had === undefined) return null;
  const wanted = reference.numbers?.get(at) ?? String(expected);
  return isSameNumber(wanted, had) ? null : { ...changed, expected: wanted, observed: had };
}

/** A list without items where each of the golden's has some. */
function isEmptied({ value, pattern }: JsonNode, { shape }: Reference): boolean {
  return isJsonArray(value) && value.length === 0 && shape.get(pattern)?.hasEmpty === false;
}

/** Where the pattern is unknown: beyond the golden's knowledge below an empty array, else a path too much. */
function refuse({ node, rule: { by, way } }: Visit, reference: Reference): Difference | null {
  const place = reference.shape.get(node.pattern);
  const { pointer, value: observed } = node;
  if (place === undefined) {
    return node.pattern.endsWith('/*') || way === 'type'
      ? null
      : { what: 'extra-path', pointer, expected: null, observed, by };
  }
  const expected = [...place.types];
  return node.type === 'null'
    ? { what: 'null-for-value', pointer, expected, observed, by }
    : { what: 'type-changed', pointer, expected, observed: node.type, by };
}

/** What the rule of a place says of its value alone. */
function compareOwn({ node, at, rule }: Visit, comparison: Comparison, found: Difference[]): void {
  const { reference, numbers, pairing } = comparison;
  const golden = reference.places?.get(at)?.value;
  const observed = { value: node.value, pointer: node.pointer, numbers };
  const placed = golden === undefined ? null : { value: golden, pointer: at, numbers: reference.numbers };
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
  else if (rule.way === 'structure' && isEmptied(node, comparison.reference)) {
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
  const reached = new Set<string>();
  walk(observed, (node) => {
    if (found.length >= MAX_DIFFERENCES) return false;
    const at = goldenPointer(pairing, node.pointer);
    if (at === null) return false;
    const visit: Visit = { node, at, rule: choose(at, node.pattern) };
    if (visit.rule.way === 'ignore') return true;
    const place = reference.shape.get(node.pattern);
    if (place === undefined || (!place.types.has(node.type) && !visit.rule.namesValues)) {
      const refused = refuse(visit, reference);
      if (refused !== null) found.push(refused);
      return false;
    }
    if (reference.places !== null) reached.add(at);
    comparePlace(visit, comparison, found);
    return true;
  });
  if (found.length < MAX_DIFFERENCES) found.push(...listUnreached(comparison, reached, found));
  return found.slice(0, MAX_DIFFERENCES);
}
