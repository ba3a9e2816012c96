import type { Comparator } from '../../contract/prompt.ts';
import { compilePattern } from '../../json/pointer.ts';
import { createCompareValue, isOwn, type CompareValue } from './compare-value.ts';

/** How a place is compared: with all that lies below it, or by what its own comparator says of it. */
type PlaceComparator = 'structure' | 'exact' | 'ignore' | CompareValue;
export type ChooseComparator = (pointer: string) => PlaceComparator;

const alwaysStructure: ChooseComparator = () => 'structure';

/**
 * The comparator of a place: that of the longest pattern that names it or, but for those of a single text or list,
 * something above it; else structure.
 */
export function chooseComparator(comparators: Readonly<Record<string, Comparator>>): ChooseComparator {
  const rows = Object.entries(comparators)
    .toSorted(([a], [b]) => b.split('/').length - a.split('/').length || (a < b ? -1 : 1))
    .map(([pattern, comparator]) =>
      isOwn(comparator)
        ? { covers: compilePattern(pattern, false), comparator: createCompareValue(comparator) }
        : { covers: compilePattern(pattern), comparator },
    );
  if (rows.length === 0) return alwaysStructure;
  return (pointer) => rows.find(({ covers }) => covers(pointer))?.comparator ?? 'structure';
}
