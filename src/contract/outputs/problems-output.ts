import { z } from 'zod';

const place = z.int().positive().nullable();
const text = z.string().nullable();

/** What any verb prints under --json where its input is wrong. */
export const problemsOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    exitCode: z.int(),
    problems: z.array(
      z.strictObject({
        severity: z.enum(['error', 'warning']),
        file: text,
        line: place,
        column: place,
        pointer: text.describe('A JSON pointer within the file.'),
        message: z.string(),
        mend: text,
        frame: text.describe('Lines around the place.'),
      }),
    ),
  })
  .describe('What is wrong with what a command was given.');
