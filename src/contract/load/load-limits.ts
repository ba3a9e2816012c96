import { z } from 'zod';
import { READ_ONCE } from '../read-once.ts';

/** Within what a request of a load is to be answered. */
export const limitsSchema = z
  .strictObject({
    firstTokenMs: z.number().positive().nullable().default(2_000).describe('Null is no limit.'),
    latencyMs: z.number().positive().nullable().default(8_000).describe('Null is no limit.'),
  })
  .readonly();
export type Limits = z.infer<typeof limitsSchema>;

/** What holds where nobody says otherwise. */
export const USUAL_LIMITS: Limits = limitsSchema.parse({}, READ_ONCE);
