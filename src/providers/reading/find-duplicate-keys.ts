import { countMembers, countSpelled } from '../../json/count-members.ts';
import { isTooDeep } from '../../json/is-too-deep.ts';
import { scanJson } from '../../json/scan-json.ts';

const MOST_NAMED = 5;
const MOST_CHARS = 160;

/**
 * What to say of the keys that stand twice in an object of a JSON text, or null. Which of the values counts, RFC 8259
 * leaves to the parser (section 4), so two clients may read two answers: https://www.rfc-editor.org/rfc/rfc8259#section-4
 * `value` is what was parsed of the text.
 */
export function findDuplicateKeys(json: string, value: unknown): string | null {
  // Nearly no text has any, and to count is cheaper than to compare.
  if (countSpelled(json) === countMembers(value)) return null;
  if (isTooDeep(json)) return null;
  const { duplicates } = scanJson(json, false);
  if (duplicates.length === 0) return null;
  // Cut short, a secret among the keys could not be known by whoever masks it.
  const named = duplicates
    .slice(0, MOST_NAMED)
    .map((pointer) => (pointer.length > MOST_CHARS ? 'a long key' : pointer));
  return `${named.join(', ')} ${duplicates.length === 1 ? 'stands' : 'stand'} twice in one object`;
}
