import type { Comparator } from '../../contract/prompt.ts';
import { compilePattern } from '../../json/pointer.ts';

export type ChooseComparator = (pointer: string) => Comparator;

const alwaysStructure: ChooseComparator = () => 'structure';

/** The comparator of a place: that of the longest pattern that names it or something above it, else structure. */
export function chooseComparator(comparators: Readonly<Record<string, Comparator>>): ChooseComparator {
  const rows = Object.entries(comparators)
    .toSorted(([a], [b]) => b.split('/').length - a.split('/').length || (a < b ? -1 : 1))
    .map(([pattern, comparator]) => ({ covers: compilePattern(pattern), comparator }));
  if (rows.length === 0) return alwaysStructure;
  return (pointer) => rows.find(({ covers }) => covers(pointer))?.comparator ?? 'structure';
}
