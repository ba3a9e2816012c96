import type { JsonObject } from '../../contract/json-value.ts';
import type { Problem } from '../../contract/problem.ts';
import { openJson } from '../../files/open-json.ts';
import { placeProblems } from '../../files/place-problems.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import type { Source } from '../../files/source.ts';
import { isJsonObject, type JsonValue } from '../../json/json-value.ts';
import { acceptsAnything, checkOutputSchemas } from '../check/check-output-schema.ts';
import type { ReadDocument, Unusable } from './read-reference.ts';

export interface LoadedSchema {
  /** Null when the file is unusable; `problems` then says why, unless `unreadable` does. */
  readonly schema: JsonObject | null;
  readonly problems: readonly Problem[];
  /** The file itself could not be read: to be reported where it is named. */
  readonly unreadable: Unusable | null;
}

const ANYTHING = problemAt([], 'this schema accepts anything, so no answer can fail it', {
  severity: 'warning',
  mend: 'say type, properties and required',
});

const NO_OBJECT = problemAt([], 'a JSON Schema is an object', { mend: 'see https://json-schema.org' });

function schemaIn(value: JsonValue): JsonObject | null {
  if (value === true) return {};
  return isJsonObject(value) ? value : null;
}

function judge(schema: JsonObject | null, found: readonly ProblemAt[]): readonly ProblemAt[] {
  if (schema === null) return [NO_OBJECT];
  return found.length === 0 && acceptsAnything(schema) ? [ANYTHING] : found;
}

async function finish(
  source: Source<JsonValue>,
  schema: JsonObject | null,
  found: readonly ProblemAt[],
): Promise<LoadedSchema> {
  const problems = await placeProblems(source, judge(schema, found));
  const isUsable = found.every(({ severity }) => severity === 'warning');
  return { schema: isUsable ? schema : null, problems, unreadable: null };
}

/** Reads output schema files, by name: each parsed, checked and compiled once, however many prompts name it. */
export async function loadSchemas(
  files: ReadonlyMap<string, ReadDocument>,
): Promise<ReadonlyMap<string, LoadedSchema>> {
  const opened = await Promise.all(
    [...files].map(async ([name, read]) => {
      if ('reason' in read) return { name, unreadable: read };
      const result = await openJson(name, 'the schema', read.text);
      if ('problem' in result) return { name, problem: result.problem };
      return { name, source: result.source, schema: schemaIn(result.source.value) };
    }),
  );
  const checked = await checkOutputSchemas(
    opened.map((file) => ('schema' in file ? (file.schema ?? {}) : {})),
  );
  return new Map(
    await Promise.all(
      opened.map(async (file, index): Promise<[string, LoadedSchema]> => {
        if ('unreadable' in file)
          return [file.name, { schema: null, problems: [], unreadable: file.unreadable }];
        if ('problem' in file)
          return [file.name, { schema: null, problems: [file.problem], unreadable: null }];
        return [file.name, await finish(file.source, file.schema, checked[index] ?? [])];
      }),
    ),
  );
}
