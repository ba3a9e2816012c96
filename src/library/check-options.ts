import { z } from 'zod';
import { explainIssue } from '../config/problems/explain-issue.ts';
import { suggest } from '../config/problems/suggest.ts';
import { InputError, problem } from '../contract/problem.ts';

/**
 * Options as a caller gave them, with a default for each that was left out. Throws InputError with everything that is
 * wrong in them; a key that is not known is wrong too.
 */
export function checkOptions<S extends z.ZodType>(schema: S, given: z.input<S>): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const format = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  throw new InputError(
    parsed.error.issues
      .flatMap((issue) => explainIssue(issue, given, format))
      .map(({ message, mend, unknown }) =>
        problem(message, unknown === null ? mend : suggest(unknown.word, unknown.known)),
      ),
  );
}
