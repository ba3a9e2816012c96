import type { JsonObject, JsonValue } from '../../contract/json-value.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { nearest } from '../../files/suggest.ts';
import type { SuiteFile } from '../source/suite-file.ts';
import { isPlainlySound } from './is-plainly-sound.ts';
import { slowProblems } from './slow-problems.ts';
import { ANNOTATIONS, CONSTRAINTS } from './schema-keywords.ts';
import { walkSchema, type SchemaPlace } from '../../json/schema/walk-schema.ts';

function unknownKeywords({ path, schema }: SchemaPlace): ProblemAt[] {
  return Object.keys(schema)
    .filter((key) => !ANNOTATIONS.includes(key) && !CONSTRAINTS.includes(key) && !key.startsWith('x-'))
    .map((key) => {
      const meant = nearest(key, CONSTRAINTS);
      const mend =
        meant === null ? 'remove it, or begin its name with x- if it is a note' : `did you mean "${meant}"?`;
      return problemAt([...path, key], `unknown JSON Schema keyword "${key}"`, { at: 'key', mend });
    });
}

function remoteReferences({ path, schema }: SchemaPlace, ids: ReadonlySet<JsonValue>): ProblemAt[] {
  return ['$ref', '$dynamicRef'].flatMap((keyword) => {
    const reference = schema[keyword];
    if (typeof reference !== 'string' || reference.startsWith('#')) return [];
    if (ids.has(reference.split('#')[0] ?? '')) return [];
    const mend = 'copy the schema under $defs and refer to #/$defs/…; nothing is fetched';
    return [problemAt([...path, keyword], `${keyword} "${reference}" points outside this file`, { mend })];
  });
}

/** True for a schema that no value, or no object, can fail. */
export function acceptsAnything(schema: JsonObject): boolean {
  const constraints = Object.keys(schema).filter((key) => CONSTRAINTS.includes(key));
  if (constraints.length === 0) return true;
  return constraints.length === 1 && schema['type'] === 'object';
}

/** What can be told of a schema alone; `isDoubtful` is one that ajv has to judge. */
function readSchema(schema: JsonObject) {
  const places = [...walkSchema(schema)];
  const ids = new Set(places.flatMap((place) => place.schema['$id'] ?? []));
  const problems = places.flatMap((place) => [...unknownKeywords(place), ...remoteReferences(place, ids)]);
  if (problems.length > 0) return { schema, places, problems, isDoubtful: false };
  const slow = slowProblems(schema, places);
  const isEndless = slow.some(({ severity }) => severity === 'error');
  return { schema, places, problems: slow, isDoubtful: !isEndless && !isPlainlySound(schema, places) };
}

/**
 * For each JSON Schema (2020-12 or draft-7 by its `$schema`), everything that is wrong with it. ajv is loaded once, and
 * only when one of them is doubtful.
 */
export async function checkOutputSchemas(
  schemas: readonly JsonObject[],
): Promise<readonly (readonly ProblemAt[])[]> {
  const read = schemas.map(readSchema);
  if (!read.some(({ isDoubtful }) => isDoubtful)) return read.map(({ problems }) => problems);
  const { openCompiler } = await import('./compile-schema.ts');
  const compile = await openCompiler();
  return read.map(({ schema, places, problems, isDoubtful }) =>
    isDoubtful ? [...compile(schema, places), ...problems] : problems,
  );
}

/** A tool's parameters are a JSON Schema of type object, or providers refuse the tool. */
export async function checkTools(tools: NonNullable<SuiteFile['tools']>): Promise<readonly ProblemAt[]> {
  const entries = Object.entries(tools);
  const checked = await checkOutputSchemas(entries.map(([, { parameters }]) => parameters));
  return entries.flatMap(([name, { parameters }], index) => {
    const path = ['tools', name, 'parameters'];
    if (parameters['type'] !== 'object') {
      const message = `parameters of tool "${name}" are not of type object`;
      return [problemAt(path, message, { mend: 'write type: object' })];
    }
    return (checked[index] ?? []).map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
  });
}
