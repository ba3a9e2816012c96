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
        savings: savingsSchema,
      }),
    ),
  })
  .describe('What a run cost, as cost --json prints it.');
