import { z } from 'zod';
import { GATE_METRIC_NAMES } from '../gates/gate-metrics.ts';
import type { GatePlan } from '../gates/gate-plan.ts';
import { STAGES } from '../gates/migration.ts';
import { earlierEvidenceSchema } from './gate-output.ts';

const count = z.int().nonnegative();
const text = z.string();
const number = z.number().nullable();

const criterionSchema: z.ZodType<GatePlan['criteria'][number]> = z
  .strictObject({
    id: text,
    metric: z.enum(GATE_METRIC_NAMES),
    required: z.boolean(),
    confidence: z.number(),
    earlier: count.describe('Prompts of runs before that would count with those of this one.'),
    n: count.describe('Prompts of this one that it would rest on.'),
    chance: number.describe('That sides which do not differ pass; null where no run decides it.'),
    needed: number.describe('The least prompts with a chance of 0.8; null where no number of them has it.'),
    tokens: z.number(),
    tokensNeeded: number,
    money: text.nullable(),
    moneyNeeded: text.nullable(),
    reason: text,
  })
  .readonly();

/** What `gate plan --json` prints. */
export const gatePlanOutputSchema: z.ZodType<
  GatePlan & { readonly schemaVersion: 1; readonly exitCode: number }
> = z
  .strictObject({
    schemaVersion: z.literal(1),
    exitCode: z.int(),
    stage: z.enum(STAGES),
    policy: text,
    migration: text.nullable(),
    baseline: text,
    candidate: text,
    prompts: count,
    assumed: z
      .strictObject({ failing: z.number(), differing: z.number(), spread: z.number() })
      .readonly()
      .describe('What sides that do not differ are taken to be like.'),
    leftOut: z.array(z.strictObject({ suite: text, prompts: count, of: count }).readonly()).readonly(),
    earlier: earlierEvidenceSchema,
    canOpen: z.boolean(),
    money: z.strictObject({ currency: text, amount: text }).readonly().nullable(),
    criteria: z.array(criterionSchema).readonly(),
  })
  .describe('What a run could decide of a gate, before it is asked, as gate plan --json prints it.');
