import type { JsonObject } from '../../contract/json-value.ts';
import type { Problem } from '../../contract/problem.ts';
import { isJsonObject } from '../../json/json-value.ts';
import { parseStrict } from '../../json/parse-strict.ts';
import { acceptsAnything, checkOutputSchema } from '../check/check-output-schema.ts';
import { openSource, problemAt, problemAtOffset } from '../problems/problem-at.ts';
import { readDocument } from './read-document.ts';
import type { Reference } from './read-reference.ts';

export interface LoadedSchema {
  /** Null when the file is unusable; `problems` then says why, unless `unreadable` does. */
  readonly schema: JsonObject | null;
  readonly problems: readonly Problem[];
  /** The file itself could not be read: to be reported where it is named. */
  readonly unreadable: { readonly reason: string; readonly mend: string | null } | null;
}

/** Reads one output schema file: parsed, checked and compiled once, however many prompts name it. */
export async function loadSchema(file: string, reference: Reference): Promise<LoadedSchema> {
  const read = readDocument(reference);
  if ('reason' in read) return { schema: null, problems: [], unreadable: read };
  const parsed = parseStrict(read.text);
  if (!parsed.ok) {
    const message = `not valid JSON: ${parsed.message}`;
    const said = { severity: 'error', message, mend: null, pointer: null } as const;
    const problems = [problemAtOffset(openSource(file, read.text), parsed.at, said)];
    return { schema: null, problems, unreadable: null };
  }
  const { value } = parsed;
  const at = (place: Parameters<typeof problemAt>[1], message: string, mend: string | null): Problem =>
    problemAt(openSource(file, read.text), place, message, mend);
  const doubt = (): Problem => ({
    ...at(
      { path: [] },
      'this schema accepts anything, so no answer can fail it',
      'say type, properties and required',
    ),
    severity: 'warning',
  });
  if (value === true) return { schema: {}, problems: [doubt()], unreadable: null };
  if (!isJsonObject(value)) {
    const said = at({ path: [] }, 'a JSON Schema is an object', 'see https://json-schema.org');
    return { schema: null, problems: [said], unreadable: null };
  }
  const objections = await checkOutputSchema(value);
  if (objections.length > 0) {
    const problems = objections.map(({ place, message, mend }) => at(place, message, mend));
    return { schema: null, problems, unreadable: null };
  }
  return { schema: value, problems: acceptsAnything(value) ? [doubt()] : [], unreadable: null };
}
