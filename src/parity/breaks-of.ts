import { FINDINGS, type FindingCode } from '../contract/findings.ts';
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
export function classOf(code: string): (typeof FINDINGS)[FindingCode]['class'] {
  return isKnown(code) ? FINDINGS[code].class : 'breaking';
}

function isKnown(code: string): code is FindingCode {
  return Object.hasOwn(FINDINGS, code);
}

function nameOf({ code, pointer }: { readonly code: string; readonly pointer: string }): string {
  return pointer === '' ? code : `${code} at ${generalizePointer(pointer)}`;
}
