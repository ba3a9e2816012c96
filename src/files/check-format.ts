import { z } from 'zod';
import { explainIssues } from './explain-issues.ts';
import type { Format } from './format-at.ts';
import type { ProblemAt } from './problem-at.ts';
import type { Source } from './source.ts';

/** A format as JSON Schema draft-7, the draft that editors' YAML plugins read: as people write it, before defaults. */
export function formatOf(schema: z.ZodType): Format {
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input' });
}

/** A file's value in its format, or everything that is wrong with it. */
export function checkFormat<T>(
  source: Source,
  schema: z.ZodType<T>,
): { readonly value: T } | { readonly problems: readonly ProblemAt[] } {
  const parsed = schema.safeParse(source.value);
  if (parsed.success) return { value: parsed.data };
  return { problems: explainIssues(parsed.error.issues, source, formatOf(schema)) };
}
