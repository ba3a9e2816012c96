import { findingRow } from '../contract/findings.ts';
import type { FindingRow } from '../contract/findings/finding-row.ts';
import { generalizePointer } from '../json/pointer.ts';
import type { ReadBy } from './read-by.ts';

/** The differences that break a client, each as `code at pointer`. One of no known code may break somebody. */
export function breaksOf(
  differences: readonly { readonly code: string; readonly pointer: string }[],
  readBy: ReadBy,
): readonly string[] {
  const breaking = differences.filter((difference) => {
    const readers = readBy(difference);
    return classOf(difference.code) === 'breaking' && (readers === null || readers.length > 0);
  });
  return [...new Set(breaking.map(nameOf))].toSorted();
}

/** What a difference costs a client that moves. */
export function classOf(code: string): FindingRow['class'] {
  return findingRow(code)?.class ?? 'breaking';
}

function nameOf({ code, pointer }: { readonly code: string; readonly pointer: string }): string {
  return pointer === '' ? code : `${code} at ${generalizePointer(pointer)}`;
}
