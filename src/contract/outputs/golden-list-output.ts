import { z } from 'zod';
import { goldenSchema } from '../suites/prompt.ts';

const text = z.string();

export const obsoleteSchema = z
  .array(
    z.strictObject({
      promptId: text,
      file: text.nullable(),
      line: z.int().nullable(),
      message: text,
      mend: text.nullable(),
    }),
  )
  .describe('Goldens of prompts that are no more.');

export const goldenListOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    baseline: text,
    goldens: z.array(
      z.strictObject({
        promptId: text,
        suite: text,
        state: z.enum(['approved', 'stale', 'unapproved', 'missing']),
        why: text.nullable().describe('What is amiss with it.'),
        provenance: goldenSchema.unwrap().shape.provenance.nullable(),
      }),
    ),
    obsolete: obsoleteSchema,
    others: z.array(text).describe('The other baselines that have goldens.'),
  })
  .describe('What is approved, prompt by prompt, as golden list --json prints it.');
