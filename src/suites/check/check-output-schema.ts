import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import type { Objection } from './check-conversation.ts';
import { isPlainlySound } from './is-plainly-sound.ts';
import { didYouMean } from '../problems/did-you-mean.ts';
import { ANNOTATIONS, CONSTRAINTS } from './schema-keywords.ts';
import { walkSchema, type SchemaPlace } from './walk-schema.ts';

function unknownKeywords({ path, schema }: SchemaPlace): Objection[] {
  return Object.keys(schema)
    .filter((key) => !ANNOTATIONS.includes(key) && !CONSTRAINTS.includes(key) && !key.startsWith('x-'))
    .map((key) => {
      const meant = didYouMean(key, CONSTRAINTS);
      return {
        place: { path, key },
        message: `unknown JSON Schema keyword "${key}"`,
        mend:
          meant === null
            ? 'remove it, or begin its name with x- if it is a note'
            : `did you mean "${meant}"?`,
      };
    });
}

function remoteReferences({ path, schema }: SchemaPlace, ids: ReadonlySet<JsonValue>): Objection[] {
  return ['$ref', '$dynamicRef'].flatMap((keyword) => {
    const reference = schema[keyword];
    if (typeof reference !== 'string' || reference.startsWith('#')) return [];
    if (ids.has(reference.split('#')[0] ?? '')) return [];
    return [
      {
        place: { path: [...path, keyword] },
        message: `${keyword} "${reference}" points outside this file`,
        mend: 'copy the schema under $defs and refer to #/$defs/…; nothing is fetched',
      },
    ];
  });
}

/** True for a schema that no value, or no object, can fail. */
export function acceptsAnything(schema: JsonObject): boolean {
  const constraints = Object.keys(schema).filter((key) => CONSTRAINTS.includes(key));
  if (constraints.length === 0) return true;
  return constraints.length === 1 && schema['type'] === 'object';
}

/** Everything wrong with a JSON Schema (2020-12 or draft-7 by its `$schema`), each with its place. */
export async function checkOutputSchema(schema: JsonObject): Promise<readonly Objection[]> {
  const places = [...walkSchema(schema)];
  const ids = new Set(places.flatMap((place) => place.schema['$id'] ?? []));
  const found = places.flatMap((place) => [...unknownKeywords(place), ...remoteReferences(place, ids)]);
  if (found.length > 0) return found;
  if (isPlainlySound(schema, places)) return [];
  const { compileProblems } = await import('./compile-schema.ts');
  return compileProblems(schema, places);
}
