import type { Comparator } from '../../contract/prompt.ts';
import { isJsonArray, type JsonValue } from '../../json/json-value.ts';
import { compileTextPattern } from '../../json/text-pattern.ts';

/** What a text or a list is not, that its comparator asks for. */
export interface ValueDifference {
  readonly what: 'value-changed' | 'length-changed' | 'not-contained' | 'no-match';
  readonly expected: JsonValue;
  readonly observed: JsonValue;
}

/** Holds one value against the golden's at the same place, which is undefined where the golden has none. */
export type CompareValue = (observed: JsonValue, golden: JsonValue | undefined) => ValueDifference | null;

/** Comparators of a value by itself: nothing is said of what lies below it. */
export type OwnComparator = Exclude<Comparator, 'structure' | 'exact' | 'ignore'>;

export function isOwn(comparator: Comparator): comparator is OwnComparator {
  return comparator !== 'structure' && comparator !== 'exact' && comparator !== 'ignore';
}

/** Compiled once a prompt. Values of another type are left to the structure. */
export function createCompareValue(comparator: OwnComparator): CompareValue {
  if (comparator === 'contains')
    return (observed, golden) => findLacking(observed, typeof golden === 'string' ? [golden] : []);
  if (comparator === 'length') return (observed, golden) => compareLength(observed, golden, 0);
  if ('contains' in comparator) {
    const { contains } = comparator;
    const words = typeof contains === 'string' ? [contains] : contains;
    return (observed) => findLacking(observed, words);
  }
  if ('length' in comparator)
    return (observed, golden) => compareLength(observed, golden, comparator.length / 100);
  const pattern = compileTextPattern(comparator.regex);
  return (observed) =>
    typeof observed !== 'string' || pattern.test(observed)
      ? null
      : { what: 'no-match', expected: comparator.regex, observed };
}

function findLacking(observed: JsonValue, words: readonly string[]): ValueDifference | null {
  if (typeof observed !== 'string') return null;
  const lacking = words.filter((word) => !observed.includes(word));
  return lacking.length === 0 ? null : { what: 'not-contained', expected: lacking, observed };
}

function compareLength(
  observed: JsonValue,
  golden: JsonValue | undefined,
  share: number,
): ValueDifference | null {
  if (golden === undefined) return null;
  const [expected, had] = [lengthOf(golden), lengthOf(observed)];
  if (expected === null || had === null || Math.abs(had - expected) <= expected * share) return null;
  return { what: 'length-changed', expected, observed: had };
}

function lengthOf(value: JsonValue): number | null {
  return typeof value === 'string' || isJsonArray(value) ? value.length : null;
}

/** How a whole text is compared, or null where its presence is enough. */
export function createCompareText(comparator: Comparator | undefined): CompareValue | null {
  if (comparator === undefined || comparator === 'structure' || comparator === 'ignore') return null;
  if (comparator !== 'exact') return createCompareValue(comparator);
  return (observed, golden) =>
    golden === undefined || observed === golden
      ? null
      : { what: 'value-changed', expected: golden, observed };
}
