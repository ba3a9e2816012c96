import { z } from 'zod';
import { problemsOutputSchema } from './problems-output.ts';

const text = z.string();
const count = z.int().nonnegative();
const schemaVersion = z.literal(1);

export const initOutputSchema = z
  .strictObject({
    schemaVersion,
    folder: text,
    configFile: text,
    written: z.array(text),
    extended: z.array(text).describe('Of which a line was added, and no other byte changed.'),
    left: z.array(z.strictObject({ file: text, why: text })),
    isInstalled: z.boolean().describe('Whether a package.json names llama-contract.'),
  })
  .describe('What a project was begun with, as init --json prints it.');

export const doctorOutputSchema = z
  .strictObject({
    schemaVersion,
    exitCode: z.int(),
    rows: z.array(
      z.strictObject({
        state: z.enum(['ok', 'doubt', 'problem']),
        of: z.enum(['setup', 'network']),
        what: text,
        finding: text,
        mend: text.nullable(),
      }),
    ),
  })
  .describe('What a live run needs, and how it is, as doctor --json prints it.');

export const reportOutputSchema = z
  .strictObject({ schemaVersion, files: z.array(text) })
  .describe('The files that were written, as report --json prints them.');

export const configValidateOutputSchema = z
  .strictObject({
    schemaVersion,
    valid: z.literal(true),
    targets: count,
    suites: count,
    prompts: count,
    warnings: problemsOutputSchema.shape.problems,
  })
  .describe('What a sound configuration comes to, as config validate --json prints it.');
