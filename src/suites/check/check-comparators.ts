import type { Comparator, Golden, GoldenPrompt } from '../../contract/prompt.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { nearest } from '../../files/suggest.ts';
import { generalizePointer } from '../../json/pointer.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { whyNoTextPattern } from '../../json/text-pattern.ts';
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
  const rows = Object.entries(prompt.comparators);
  if (rows.length === 0) return [];
  const unusable = rows.flatMap(([pointer, comparator]) => checkOwn(prompt, pointer, comparator, path));
  const pointers = rows.map(([pointer]) => pointer).filter((pointer) => pointer !== '');
  const places = placesOf(prompt.output === null ? null : golden);
  const meetingNothing = pointers
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
  return [...unusable, ...meetingNothing];
}

/** A comparator of a single text or list that can never be one. */
function checkOwn(prompt: GoldenPrompt, pointer: string, comparator: Comparator, path: Path): ProblemAt[] {
  const at = [...path, 'comparators', pointer];
  const regex = typeof comparator === 'object' && 'regex' in comparator ? comparator.regex : null;
  const why = regex === null ? null : whyNoTextPattern(regex);
  if (why !== null) {
    return [problemAt([...at, 'regex'], `${JSON.stringify(regex)} ${why.reason}`, { mend: why.mend })];
  }
  const isOfText = typeof comparator === 'object' || comparator === 'contains' || comparator === 'length';
  if (pointer !== '' || prompt.output === null || !isOfText) return [];
  const message = 'the answers of this prompt are JSON, and a text or a list is compared so';
  return [problemAt(at, message, { mend: 'name the place of a text or a list in it' })];
}
