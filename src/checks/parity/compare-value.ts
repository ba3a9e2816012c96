import {
  formOf,
  isWay,
  type Comparator,
  type ComparatorWord,
  type Rules,
  type Way,
} from '../../contract/suites/comparator.ts';
import { isJsonArray, type JsonValue } from '../../json/json-value.ts';
import { joinPointer } from '../../json/pointer.ts';
import { citeValue, spellValue, type Numbers } from '../../json/spell-value.ts';
import { compileTextPattern } from '../../json/text-pattern.ts';
import { createCompareWords, findUnordered, type Sources } from './compare-words.ts';
import type { ValueDifference } from './difference.ts';

/** A value, where it stands, and how the numbers of its document are spelt, where that is known. */
export interface Placed {
  readonly value: JsonValue;
  readonly pointer: string;
  readonly numbers: Numbers | null;
}

/** A plain text as a value. */
export function wholeText(text: string): Placed {
  return { value: text, pointer: '', numbers: null };
}

/** Holds one value against the golden's at the same place; null where the golden has none. */
export type CompareValue = (observed: Placed, golden: Placed | null) => readonly ValueDifference[];

type Rule = (observed: Placed, golden: Placed | null) => ValueDifference | null;

/**
 * Comparators of a value by itself, compiled once a prompt; null for one that says nothing of it. Values of another type
 * than a rule is for are left to the structure.
 */
export function createCompareValue(comparator: Comparator, sources: Sources): CompareValue | null {
  const form = formOf(comparator);
  const rules = typeof form === 'string' ? ofWord(form) : ofRules(form, sources);
  if (rules.length === 0) return null;
  return (observed, golden) => {
    let found = NO_DIFFERENCES;
    for (const rule of rules) {
      const difference = rule(observed, golden);
      if (difference !== null) found = [...found, difference];
    }
    return found;
  };
}

const NO_DIFFERENCES: readonly ValueDifference[] = [];

function ofWord(word: ComparatorWord): readonly Rule[] {
  switch (word) {
    case 'contains':
      return [(observed, golden) => findLacking(observed, golden?.value)];
    case 'length':
      return [(observed, golden) => compareLength(observed, golden, 0)];
    case 'ordered':
      return [compareOrder];
    case 'set':
    case 'structure':
    case 'exact':
    case 'type':
    case 'ignore':
      return [];
  }
}

function ofRules(rules: Rules, sources: Sources): readonly Rule[] {
  const found: Rule[] = [...createCompareWords(rules, sources)].map(
    (compare): Rule =>
      ({ value }) =>
        typeof value === 'string' ? compare(value) : null,
  );
  const { oneOf, number, length, regex } = rules;
  const words = rules.enum;
  if (oneOf !== undefined) found.push(among(oneOf, 'not-one-of'));
  if (words !== undefined) found.push(among(words, 'outside-enum'));
  if (number !== undefined) found.push((observed, golden) => compareNumber(observed, golden, number));
  if (length !== undefined) found.push((observed, golden) => compareLength(observed, golden, length / 100));
  if (regex !== undefined) {
    const pattern = compileTextPattern(regex);
    found.push(({ value: observed }) =>
      typeof observed !== 'string' || pattern.test(observed)
        ? null
        : { what: 'no-match', expected: regex, observed },
    );
  }
  return found;
}

/** The golden's own text must stand in the answer's. */
function findLacking({ value: observed }: Placed, golden: JsonValue | undefined): ValueDifference | null {
  if (typeof observed !== 'string' || typeof golden !== 'string' || observed.includes(golden)) return null;
  return { what: 'not-contained', expected: [golden], observed };
}

function spell({ value, pointer, numbers }: Placed): string {
  return spellValue(value, pointer, numbers);
}

function cite({ value, pointer, numbers }: Placed): JsonValue {
  return citeValue(value, pointer, numbers);
}

function among(values: readonly JsonValue[], what: 'not-one-of' | 'outside-enum'): Rule {
  const known = new Set(values.map((value) => spellValue(value, '', null)));
  return (observed) =>
    known.has(spell(observed)) ? null : { what, expected: values, observed: cite(observed) };
}

/** What a sum of doubles may be off, where it meets a bound that is given in decimals. */
const ROUNDING = 4 * Number.EPSILON;

function compareNumber(
  placed: Placed,
  golden: Placed | null,
  allowed: NonNullable<Rules['number']>,
): ValueDifference | null {
  const [observed, expected] = [placed.value, golden?.value];
  if (golden === null || typeof observed !== 'number' || typeof expected !== 'number') return null;
  const apart = (): ValueDifference => ({
    what: 'number-apart',
    expected: cite(golden),
    observed: cite(placed),
  });
  // What no double holds is as far from every number as it likes: a digit that is said over and over ends there.
  if (!Number.isFinite(observed) || !Number.isFinite(expected)) {
    return spell(placed) === spell(golden) ? null : apart();
  }
  const most = 'within' in allowed ? allowed.within : (Math.abs(expected) * allowed.percent) / 100;
  const slack = ROUNDING * Math.max(Math.abs(observed), Math.abs(expected));
  return Math.abs(observed - expected) <= most + slack ? null : apart();
}

function compareLength(observed: Placed, golden: Placed | null, share: number): ValueDifference | null {
  const [expected, had] = [lengthOf(golden?.value), lengthOf(observed.value)];
  if (expected === null || had === null || Math.abs(had - expected) <= expected * share) return null;
  return { what: 'length-changed', expected, observed: had };
}

function lengthOf(value: JsonValue | undefined): number | null {
  return typeof value === 'string' || (value !== undefined && isJsonArray(value)) ? value.length : null;
}

/** The items of the golden's list, each after the one before it; others may stand between. */
function compareOrder(observed: Placed, golden: Placed | null): ValueDifference | null {
  if (golden === null || !isJsonArray(golden.value) || !isJsonArray(observed.value)) return null;
  const lost = findUnordered(spellItems(golden), spellItems(observed));
  return lost === null ? null : { what: 'out-of-order', expected: cite(golden), observed: cite(observed) };
}

function spellItems({ value, pointer, numbers }: Placed): readonly string[] {
  return isJsonArray(value)
    ? value.map((item, index) => spellValue(item, joinPointer(pointer, index), numbers))
    : [];
}

/** How a whole text is compared, or null where its presence is enough. */
export function createCompareText(comparator: Comparator | undefined, sources: Sources): CompareValue | null {
  if (comparator === undefined) return null;
  if (formOf(comparator) !== 'exact') return createCompareValue(comparator, sources);
  return ({ value: observed }, golden) =>
    golden === null || observed === golden.value
      ? []
      : [{ what: 'value-changed', expected: golden.value, observed }];
}

/** The way of a comparator that holds for what lies below too; null for one of a single value. */
export function wayOf(comparator: Comparator): Way | null {
  const form = formOf(comparator);
  return typeof form === 'string' && isWay(form) ? form : null;
}
