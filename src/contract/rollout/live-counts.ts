import { z } from 'zod';

const count = z.int().nonnegative();

const binSchema = z
  .strictObject({
    /** By the wall clock. */
    from: z.iso.datetime({ precision: 3 }),
    bad: count,
    n: count,
    /** Of clients with most that were bad: the bucket of each, and how many. */
    failing: z.array(z.tuple([count, z.int().positive()])).readonly(),
  })
  .refine(({ bad, n }) => bad <= n)
  .refine(({ bad, failing }) => failing.reduce((sum, [, times]) => sum + times, 0) <= bad)
  .readonly();

/**
 * What one proxy counted of live requests in a step of a rollout, whoever they were of: requests of a stretch of time, and
 * those of them whose first attempt gave no answer.
 */
export const liveCountsSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    migration: z.string(),
    /** With which entry of the ledger traffic came to that step: the hash of it. */
    since: z.string(),
    baseline: z.array(binSchema).readonly(),
    candidate: z.array(binSchema).readonly(),
  })
  .readonly();

export type LiveCounts = z.infer<typeof liveCountsSchema>;
