import { z } from 'zod';
import { rangeSchema } from './cost.ts';

const count = z.int().nonnegative();

/** What a cache that keeps the beginnings of requests for so long would have saved. */
const cacheSavingSchema = z
  .strictObject({
    ttlMinutes: z.number(),
    requests: count.describe('Those that begin as one of another prompt did within this time.'),
    tokens: count.describe('Input tokens of these beginnings, those that were cached already among them.'),
    saved: rangeSchema.nullable().describe('Null where no price of cached input is known.'),
  })
  .readonly();
export type CacheSaving = z.infer<typeof cacheSavingSchema>;

/** What inputs of so many tokens at most would have saved. */
const trimSavingSchema = z
  .strictObject({
    toTokens: count,
    requests: count.describe('Those that would have been cut.'),
    accepted: count.describe('Of them, those whose answer met its contract, and might not have then.'),
    tokens: count.describe('Input tokens that would have been left out.'),
    saved: rangeSchema.nullable().describe('Null where no price is known.'),
  })
  .readonly();
export type TrimSaving = z.infer<typeof trimSavingSchema>;

/** What would have been saved on the recorded requests of one target. */
export const savingsSchema = z
  .strictObject({
    requests: count.describe('Attempts whose input the provider counted: all that this is of.'),
    inputTokens: count.describe('Their input tokens, all of them.'),
    cache: z
      .array(cacheSavingSchema)
      .readonly()
      .nullable()
      .describe('Null where it is not known when its requests were sent.'),
    trim: z.array(trimSavingSchema).readonly(),
  })
  .readonly();
export type Savings = z.infer<typeof savingsSchema>;
