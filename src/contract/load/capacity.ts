import { z } from 'zod';
import { endpointSchema } from '../wires/endpoint.ts';
import { SOURCES } from '../exchanges/exchange.ts';
import { fingerprintSchema } from '../wires/fingerprint.ts';

const rate = z.number().positive().nullable();

/**
 * What a target is shown to carry: between `low` and `high` requests a second at least `share` of those that were scheduled
 * were answered within the limits. `capacity.json` of a load run holds one for each target, for whoever decides by it.
 */
export const capacitySchema = z
  .strictObject({
    target: z.string(),
    endpoint: endpointSchema.describe('Who was put under load: a target may be another endpoint later.'),
    low: rate.describe('The largest rate that is shown to be carried; null where none is.'),
    high: rate.describe('The smallest rate that is shown to be too much; null where none is.'),
    at: z.number().describe('The share of scheduled requests within the limits: 0.95.'),
    confidence: z.number().describe('Of the whole search, as far as batches of requests are independent.'),
    limits: z
      .strictObject({ firstTokenMs: z.number().nullable(), latencyMs: z.number().nullable() })
      .readonly(),
    quotaPerMinute: z
      .number()
      .nullable()
      .describe('Requests that it may be asked by its own configuration; null where that sets no bound.'),
    outputCap: z.int().nullable().describe('Tokens; null is that of each prompt.'),
    stages: z.int().nonnegative().describe('Rates that were tried.'),
    certified: z.boolean().describe('Whether every stage that an end rests on kept its certificate.'),
    reason: z.string().describe('Why the search ended.'),
    when: z.iso.datetime().describe('When it was measured.'),
    source: z.enum(SOURCES),
    workload: z
      .string()
      .describe(
        'SHA-256 in hex of the mode and of every request that may be asked, with its weight and its cap.',
      ),
    fingerprint: fingerprintSchema.describe('How the endpoint answered meanwhile.'),
  })
  .readonly();
export type Capacity = z.infer<typeof capacitySchema>;

/** capacity.json, but for its digest. */
export const capacityFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  run: z.string(),
  evidenceRoot: z.string().describe('Of the load run: SHA-256 in hex of its samples.jsonl.'),
  capacities: z.array(capacitySchema).readonly(),
});

/** capacity.json, as it stands. */
export const sealedCapacitySchema = capacityFileSchema.extend({
  digest: z.string().describe('SHA-256 in hex of the line as it stands without this key, its last one.'),
});
