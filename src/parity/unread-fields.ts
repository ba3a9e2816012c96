import type { Consumer } from '../contract/gates/migration.ts';
import { generalizePointer } from '../json/pointer.ts';
import { createReadBy } from './read-by.ts';

/** Any code that is of a place in the answer. */
const OF_A_PLACE = 'parity/value-changed';

/**
 * Of the fields at these pointers, `*` for array indexes, how many there are and which no consumer reads; null where none is
 * declared.
 */
export function unreadFields(
  consumers: readonly Consumer[],
  pointers: readonly string[],
): { readonly of: number; readonly fields: readonly string[] | null } {
  const readBy = createReadBy(consumers);
  const all = new Set(pointers.map(generalizePointer));
  if (consumers.length === 0) return { of: all.size, fields: null };
  const unread = pointers.filter((pointer) => readBy({ code: OF_A_PLACE, pointer })?.length === 0);
  return { of: all.size, fields: [...new Set(unread.map(generalizePointer))].toSorted() };
}
