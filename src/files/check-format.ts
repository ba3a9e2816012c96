import { z } from 'zod';
import { explainIssues } from './explain-issues.ts';
import type { Format } from './format-at.ts';
import type { ProblemAt } from './problem-at.ts';
import { READ_ONCE } from '../contract/read-once.ts';
import type { Source } from './source.ts';

/** A format as JSON Schema draft-7, the draft that editors' YAML plugins read: as people write it, before defaults. */
export function formatOf(schema: z.ZodType): Format {
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
}

/** A value in its format, or everything that is wrong with it. */
export type Checked<T> = { readonly value: T } | { readonly problems: readonly ProblemAt[] };

export function checkFormat<T>(source: Source, schema: z.ZodType<T>): Checked<T> {
  const parsed = schema.safeParse(source.value, READ_ONCE);
  if (parsed.success) return { value: parsed.data };
  return { problems: explainIssues(parsed.error.issues, source, formatOf(schema)) };
}

/** The same for each line of a file, with the format read once for all that are wrong. */
export function checkFormats<T, S extends Source>(
  sources: readonly S[],
  schema: z.ZodType<T>,
): readonly { readonly source: S; readonly checked: Checked<T> }[] {
  const parsed = sources.map((source) => ({ source, result: schema.safeParse(source.value) }));
  const format = parsed.every(({ result }) => result.success) ? {} : formatOf(schema);
  return parsed.map(({ source, result }) => ({
    source,
    checked: result.success
      ? { value: result.data }
      : { problems: explainIssues(result.error.issues, source, format) },
  }));
}
