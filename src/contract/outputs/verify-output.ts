import { z } from 'zod';
import { invoiceSchema } from '../cost/cost.ts';
import { ERROR_KINDS } from '../errors/error-kind.ts';
import { jsonValueSchema } from '../json-value.ts';
import { originSchema } from '../runs/origin.ts';
import { shadowReportSchema } from '../traffic/shadow-report.ts';
import { BASES } from '../runs/summary.ts';
import { ALTERATION_KINDS } from '../suites/strength.ts';
import {
  countsSchema,
  judgedQualitySchema,
  meteredSchema,
  qualitySchema,
  repeatsSchema,
  schemaMatchSchema,
} from '../runs/summary-schema.ts';

const count = z.int().nonnegative();
const text = z.string();
const texts = z.array(text);
const share = z.number().nullable();
const caught = { altered: count, caught: count };

export const costSchema = z
  .strictObject({
    invoice: invoiceSchema.nullable().describe('Null where its price is not known.'),
    accepted: count.describe('Answers that met their contract, but for those of the leg a/a.'),
    unpriced: count.describe('Attempts for which no price held.'),
    qualityPerThousandTokens: share,
  })
  .describe('Null where no price is known.');

const targetSchema = z
  .strictObject({
    id: text,
    counts: countsSchema,
    schemaMatch: schemaMatchSchema,
    latency: z.strictObject({ p50Ms: share, p95Ms: share, p99Ms: share, unanswered: count, of: count }),
    errorKinds: z.partialRecord(z.enum(ERROR_KINDS), count),
    retries: count,
    truncated: count,
    incompleteStreams: count,
    jsonHabits: z.record(text, count),
    quality: qualitySchema,
    judgedQuality: judgedQualitySchema.nullable(),
    repeats: repeatsSchema.nullable(),
    metered: meteredSchema.nullable(),
    cost: costSchema.nullable(),
  })
  .describe('What came of one target; planned is the sum of the other counts.');

const groupSchema = z
  .strictObject({
    code: text,
    pointer: text,
    count,
    prompts: count,
    targets: texts,
    expected: jsonValueSchema,
    observed: jsonValueSchema,
    example: text.describe('The id of an exchange.'),
    show: text.describe('The command that opens it.'),
  })
  .describe('Equal findings, once.');

/** What `verify --json`, `merge --json` and the JSON report print. */
export const verifyOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    run: text,
    verdict: z.enum(['pass', 'fail', 'inconclusive']),
    exitCode: z.int(),
    synthetic: z.boolean().describe('Whether a simulator or a recording answered.'),
    origin: originSchema.nullable(),
    shard: z.strictObject({ index: count, of: count }).nullable(),
    counts: countsSchema,
    unpassed: z.array(z.strictObject({ what: z.enum(['target', 'suite', 'mode']), id: text })),
    stale: texts,
    restsOn: z.array(z.strictObject({ on: z.array(z.enum(BASES)), count })),
    shadow: shadowReportSchema.nullable().describe('Null where prompts of suites were asked.'),
    strength: z
      .strictObject({
        seed: z.number(),
        ...caught,
        kinds: z.record(z.enum(ALTERATION_KINDS), z.strictObject(caught)),
      })
      .nullable(),
    judge: z
      .strictObject({
        target: text,
        model: text,
        kappa: share,
        low: share,
        high: share,
        n: count,
        date: text,
        synthetic: z.boolean(),
      })
      .nullable(),
    targets: z.array(targetSchema),
    groups: z.array(groupSchema),
    changes: texts.describe('How endpoints answer otherwise than in the last run that asked them.'),
    mends: z.array(z.strictObject({ kind: text, targets: texts, mend: text })),
    goldensToWrite: z.array(z.strictObject({ promptId: text, file: text, line: text })),
    approving: texts.describe('Commands, ready for a shell.'),
    paths: z.record(text, text).describe('Of the run and of each report beside it, from the working folder.'),
  })
  .describe('The result of a run, as verify --json prints it.');
