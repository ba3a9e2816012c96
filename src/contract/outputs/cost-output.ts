import { z } from 'zod';
import { savingsSchema } from '../savings.ts';
import { costSchema } from './verify-output.ts';

/** What `cost --json` prints. */
export const costOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    run: z.string(),
    exitCode: z.int(),
    synthetic: z.boolean().describe('Whether a simulator or a recording answered.'),
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
