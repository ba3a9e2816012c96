import type { JsonObject, JsonValue } from '../contract/json-value.ts';
import type { Problem } from '../contract/problem.ts';
import { acceptsAnything, checkOutputSchema } from './check-output-schema.ts';
import { openSource, problemAt, problemAtOffset } from './problem-at.ts';
import { readDocument } from './read-document.ts';
import type { Reference } from './read-reference.ts';
import { isJsonObject } from './walk-schema.ts';

export interface LoadedSchema {
  /** Null when the file is unusable; `problems` then says why, unless `unreadable` does. */
  readonly schema: JsonObject | null;
  readonly problems: readonly Problem[];
  /** The file itself could not be read: to be reported where it is named. */
  readonly unreadable: { readonly reason: string; readonly mend: string | null } | null;
}

function parseJson(file: string, source: string): { value: JsonValue } | { problem: Problem } {
  try {
    const value: JsonValue = JSON.parse(source);
    return { value };
  } catch (error) {
    const text = openSource(file, source);
    const reason = error instanceof Error ? error.message : String(error);
    const place = /at position (\d+)/u.exec(reason)?.[1];
    const offset = place === undefined ? (text.document.errors[0]?.pos[0] ?? source.length) : Number(place);
    const message = `not valid JSON: ${reason.replace(/ (?:in JSON )?at position .*$/u, '')}`;
    return {
      problem: problemAtOffset(text, offset, { severity: 'error', message, mend: null, pointer: null }),
    };
  }
}

/** Reads one output schema file: parsed, checked and compiled once, however many prompts name it. */
export async function loadSchema(file: string, reference: Reference): Promise<LoadedSchema> {
  const read = readDocument(reference);
  if ('reason' in read) return { schema: null, problems: [], unreadable: read };
  const parsed = parseJson(file, read.text);
  if ('problem' in parsed) return { schema: null, problems: [parsed.problem], unreadable: null };
  const { value } = parsed;
  const at = (place: Parameters<typeof problemAt>[1], message: string, mend: string | null): Problem =>
    problemAt(openSource(file, read.text), place, message, mend);
  if (acceptsAnything(value)) {
    const said = at(
      { path: [] },
      'this schema accepts anything, so no answer can fail it',
      'say type, properties and required',
    );
    return {
      schema: isJsonObject(value) ? value : {},
      problems: [{ ...said, severity: 'warning' }],
      unreadable: null,
    };
  }
  if (!isJsonObject(value)) {
    const said = at({ path: [] }, 'a JSON Schema is an object', 'see https://json-schema.org');
    return { schema: null, problems: [said], unreadable: null };
  }
  const objections = await checkOutputSchema(value);
  const problems = objections.map(({ place, message, mend }) => at(place, message, mend));
  return { schema: problems.length > 0 ? null : value, problems, unreadable: null };
}
