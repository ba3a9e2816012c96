import { formOf, type Comparator, type Way } from '../../contract/suites/comparator.ts';
import { createCompareValue, wayOf, type CompareValue } from './compare-value.ts';
import type { Sources } from './compare-words.ts';

/** How one place is compared. */
export interface PlaceRule {
  /** The pointer of the comparator that says so; null where none does. */
  readonly by: string | null;
  /** Holds for what lies below too. */
  readonly way: Way;
  /** Of the value by itself. */
  readonly compare: CompareValue | null;
  /** Of a list whose items may stand in any order: the pointers in them by which two are the same. */
  readonly set: readonly string[] | null;
  /** It names the values that may stand here, of whatever type. */
  readonly namesValues: boolean;
}

/** The rule of a place, by its pointer and by that with `*` for array indexes. */
export type ChooseComparator = (pointer: string, pattern: string) => PlaceRule;

export const BY_STRUCTURE: PlaceRule = {
  by: null,
  way: 'structure',
  compare: null,
  set: null,
  namesValues: false,
};
const alwaysStructure: ChooseComparator = () => BY_STRUCTURE;

/** Two items are the same when all of them is. */
const WHOLE_ITEM: readonly string[] = [''];

/**
 * The comparator of a place: that of the longest pointer that names it or, but for those of a single value, something
 * above it; else structure. What is compared by itself is not compared exactly too, however what is above it is. A pointer with an index is of the golden's item, and goes before one with `*`.
 */
export function chooseComparator(
  comparators: Readonly<Record<string, Comparator>>,
  sources: Sources,
): ChooseComparator {
  const rows = Object.entries(comparators);
  if (rows.length === 0) return alwaysStructure;
  const ways = new Map<string, PlaceRule>();
  const own = new Map<string, PlaceRule>();
  for (const [pointer, comparator] of rows) {
    const way = wayOf(comparator);
    if (way === null) {
      const compare = createCompareValue(comparator, sources);
      const namesValues = namesValuesOf(comparator);
      own.set(pointer, { by: pointer, way: 'structure', compare, set: setOf(comparator), namesValues });
    } else ways.set(pointer, { ...BY_STRUCTURE, by: pointer, way });
  }
  const choose: ChooseComparator = (pointer, pattern) => {
    const alone = own.get(pointer) ?? (ways.has(pointer) ? undefined : own.get(pattern));
    return alone ?? inherit(ways, pointer, pattern);
  };
  return rememberPatterns(choose, Object.keys(comparators));
}

const MOST_REMEMBERED = 1_000;

/** An answer has many places and few patterns; pointers with an index are looked up each time. */
function rememberPatterns(choose: ChooseComparator, pointers: readonly string[]): ChooseComparator {
  const hasIndex = pointers.filter((pointer) => /\/\d+(?:\/|$)/.test(pointer));
  const known = new Map<string, PlaceRule>();
  return (pointer, pattern) => {
    if (hasIndex.some((indexed) => isAtOrBelow(pointer, indexed))) return choose(pointer, pattern);
    let rule = known.get(pattern);
    if (rule === undefined) {
      rule = choose(pattern, pattern);
      if (known.size < MOST_REMEMBERED) known.set(pattern, rule);
    }
    return rule;
  };
}

function isAtOrBelow(pointer: string, place: string): boolean {
  return pointer.startsWith(place) && (pointer.length === place.length || pointer[place.length] === '/');
}

function setOf(comparator: Comparator): readonly string[] | null {
  const form = formOf(comparator);
  if (form === 'set') return WHOLE_ITEM;
  return typeof form === 'string' ? null : (form.set?.by ?? null);
}

function namesValuesOf(comparator: Comparator): boolean {
  const form = formOf(comparator);
  return typeof form !== 'string' && form.oneOf !== undefined;
}

/** The rule of the place, or of the nearest above it. Pointer and pattern have the same depth. */
function inherit(ways: ReadonlyMap<string, PlaceRule>, pointer: string, pattern: string): PlaceRule {
  if (ways.size === 0) return BY_STRUCTURE;
  let [place, general] = [pointer, pattern];
  for (;;) {
    const rule = ways.get(place) ?? ways.get(general);
    if (rule !== undefined) return rule;
    if (place === '') return BY_STRUCTURE;
    place = place.slice(0, place.lastIndexOf('/'));
    general = general.slice(0, general.lastIndexOf('/'));
  }
}
