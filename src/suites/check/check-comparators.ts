import type { Golden, GoldenPrompt } from '../../contract/prompt.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { nearest } from '../../files/suggest.ts';
import { generalizePointer } from '../../json/pointer.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { walk } from '../../json/walk.ts';
import { listPlaces, meetsSchema } from './schema-places.ts';

/** The places that an approved answer has: their pointers, and those with `*` for any array index. */
function placesOf(golden: Golden | null): ReadonlySet<string> {
  const places = new Set<string>();
  const parsed = golden === null ? null : parseStrict(golden.answer.text);
  if (parsed?.ok !== true) return places;
  walk(parsed.value, ({ pointer, pattern }) => {
    places.add(pointer).add(pattern);
    return true;
  });
  return places;
}

/**
 * A comparator that meets nothing compares nothing, and the run passes all the same: each must name a place of the
 * prompt's schema or of its golden. `path` is the prompt's own in the suite file.
 */
export function checkComparators(prompt: GoldenPrompt, golden: Golden | null, path: Path): ProblemAt[] {
  const pointers = Object.keys(prompt.comparators).filter((pointer) => pointer !== '');
  if (pointers.length === 0) return [];
  const places = placesOf(prompt.output === null ? null : golden);
  return pointers
    .filter((pointer) => {
      if (prompt.output === null) return true;
      const isThere = places.has(pointer) || places.has(generalizePointer(pointer));
      return !isThere && !meetsSchema(prompt.output.schema, pointer);
    })
    .map((pointer) => {
      const at = [...path, 'comparators', pointer];
      if (prompt.output === null) {
        const message = `the comparator "${pointer}" meets nothing: the answers are plain text`;
        return problemAt(at, message, { at: 'key', mend: 'write "" to compare the whole text' });
      }
      const known = [...new Set([...places, ...listPlaces(prompt.output.schema)])].filter(
        (place) => place !== '',
      );
      const meant = nearest(pointer, known.toSorted());
      const mend =
        meant === null ? 'name a place of the output schema, or remove it' : `did you mean "${meant}"?`;
      const message = `the comparator "${pointer}" meets nothing in the schema, nor in the golden`;
      return problemAt(at, message, { at: 'key', mend });
    });
}
