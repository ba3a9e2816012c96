import { z } from 'zod';
import { InputError, problem } from '../contract/problem.ts';
import { explainIssues } from '../files/explain-issues.ts';
import { openValue } from '../files/source.ts';

/**
 * Options as a caller gave them, with a default for each that was left out. Throws InputError with everything that is
 * wrong in them; a key that is not known is wrong too.
 */
export function checkOptions<S extends z.ZodType>(schema: S, given: z.input<S>): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const format = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const problems = explainIssues(parsed.error.issues, openValue('', 'the options', given), format);
  throw new InputError(problems.map(({ message, mend }) => problem(message, mend)));
}
