import { z } from 'zod';
import { jsonValueSchema } from '../json-value.ts';
import { MODES } from '../exchanges/mode.ts';

const text = z.string();
const count = z.int().nonnegative();
const sideSchema = z.strictObject({
  status: z.int().nullable(),
  headers: z.record(text, text),
  body: text,
  end: z.enum(['fin', 'reset', 'stall', 'none']),
});
const sidesSchema = z.strictObject({ upstream: sideSchema, downstream: sideSchema });

const counterexampleSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    property: text,
    failure: text,
    seed: z.int(),
    path: text,
    wires: z.array(text).nullable().describe('Null where all took part.'),
    events: z.int().nullable(),
    example: jsonValueSchema,
    sides: sidesSchema.nullable(),
    gateway: text.nullable(),
  })
  .describe('The smallest case that broke a property.');

export const fuzzOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    seed: z.int(),
    wires: z.array(text),
    against: z
      .strictObject({
        url: text,
        upstreamPort: z.int(),
        model: text.nullable(),
        apiKeyEnv: text.nullable(),
        headers: z.array(text).describe('Secrets by the name of their variable.'),
      })
      .nullable()
      .describe('The gateway that was judged.'),
    unusable: z
      .strictObject({
        mode: z.enum(MODES),
        why: text,
        upstream: sideSchema.nullable(),
        downstream: sideSchema,
      })
      .nullable()
      .describe('Why a gateway could not be judged.'),
    properties: z.array(
      z.strictObject({
        property: text,
        claim: text,
        runs: count,
        skips: z.record(text, count).describe('How often a wire could not say it, by wire.'),
        found: counterexampleSchema.nullable(),
      }),
    ),
    replayed: z.array(
      z.strictObject({
        name: text,
        property: text,
        status: z.enum(['FIXED', 'FAILED']),
        failure: text.nullable(),
        sides: sidesSchema.nullable(),
      }),
    ),
    folder: text.describe('Where counterexamples are kept.'),
    tooFew: z.boolean(),
    verdict: z.enum(['pass', 'fail', 'inconclusive']),
  })
  .describe('What fuzz found, as fuzz --json prints it.');
