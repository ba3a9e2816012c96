import { z } from 'zod';
import { savingsSchema } from '../cost/savings.ts';
import { costSchema } from './verify-output.ts';

/** What `cost --json` prints. */
export const costOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    run: z.string(),
    exitCode: z.int(),
    synthetic: z.boolean().describe('Whether a simulator or a recording answered.'),
    routes: z
      .array(
        z.strictObject({
          rule: z.string().nullable().describe('Of the policy; null where none held.'),
          target: z.string().nullable().describe('Null where nobody may have its prompts.'),
          prompts: z.int(),
          attempts: z.int().nullable().describe('Null where the target was not asked one of the prompts.'),
          unmetered: z.int().nullable(),
          quality: z.number().nullable(),
          billedTokens: z.int().nullable(),
          qualityPerThousandTokens: z.number().nullable(),
        }),
      )
      .describe('What quality each route gives for what is billed, had a router decided when the run ended.'),
    targets: z.array(
      z.strictObject({
        id: z.string(),
        attempts: z.int(),
        unmetered: z.int(),
        ...costSchema.shape,
        quality: z.number().nullable().describe('Null where nothing is compared that could be scored.'),
        billedTokens: z
          .int()
          .nullable()
          .describe('Input and output of all attempts but those unmetered; null where nobody counted any.'),
        savings: savingsSchema,
      }),
    ),
  })
  .describe('What a run cost, as cost --json prints it.');
