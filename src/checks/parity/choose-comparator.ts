import type { Comparator } from '../../contract/prompt.ts';
import { coversPointer } from '../../json/pointer.ts';

/** The comparator of a place: that of the longest pattern that names it or something above it, else structure. */
export function chooseComparator(
  comparators: Readonly<Record<string, Comparator>>,
): (pointer: string) => Comparator {
  const rows = Object.entries(comparators).toSorted(
    ([a], [b]) => b.split('/').length - a.split('/').length || (a < b ? -1 : 1),
  );
  if (rows.length === 0) return () => 'structure';
  return (pointer) => rows.find(([pattern]) => coversPointer(pattern, pointer))?.[1] ?? 'structure';
}
