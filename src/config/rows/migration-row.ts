import { z } from 'zod';
import { MAX_AGE_HOURS } from '../../contract/default-policy.ts';
import { ERROR_KINDS } from '../../contract/error-kind.ts';
import { FINISH_REASONS } from '../../contract/finish-reason.ts';
import { GATE_METRIC_NAMES } from '../../contract/gate-metrics.ts';
import { LOOKS } from '../../contract/migration.ts';
import { idSchema, pointerSchema } from './names.ts';

const criterionSchema = z.strictObject({
  id: idSchema.describe('Its name within the stage.'),
  metric: z.enum(GATE_METRIC_NAMES).describe('What is measured.'),
  threshold: z.number().describe('A floor or a ceiling, as the metric says.'),
  decide: z
    .enum(['point', 'lower-bound'])
    .describe('Hold the observed number against the threshold, or the worse end of its interval.'),
  required: z.boolean().default(true).describe('A criterion that is not required informs and never closes.'),
  look: z
    .enum(LOOKS)
    .default('always')
    .describe('Whether it is looked at once, at a number of prompts set before, or any number of times.'),
  confidence: z
    .number()
    .min(0.5)
    .max(0.9999)
    .default(0.95)
    .describe('How sure each end of the interval is by itself.'),
  minimumPrompts: z.int().min(1).default(1).describe('With fewer prompts nothing is decided.'),
  suites: z.array(idSchema).min(1).nullable().default(null).describe('All suites when left out.'),
});

const HOURS_OF_A_YEAR = 8_760;

const stageSchema = z.strictObject({
  criteria: z.array(criterionSchema).min(1).describe('All required ones must hold.'),
  maxAgeHours: z
    .number()
    .min(1)
    .max(HOURS_OF_A_YEAR)
    .default(MAX_AGE_HOURS)
    .describe('Older evidence decides nothing. Two weeks when left out.'),
});

export const policySchema = z
  .strictObject({
    shadow: stageSchema.exactOptional(),
    canary: stageSchema.exactOptional(),
    partial: stageSchema.exactOptional(),
    full: stageSchema.exactOptional(),
  })
  .refine((stages) => Object.keys(stages).length > 0, {
    error: 'must have at least one stage: shadow, canary, partial or full',
  })
  .describe('The exit criteria of each stage of a migration.');

const consumerSchema = z
  .strictObject({
    id: idSchema.describe('Its name within the migration.'),
    description: z.string().exactOptional().describe('For people.'),
    reads: z.array(pointerSchema).min(1).describe('JSON pointers into the answer; * is any array index.'),
    finishReasons: z
      .array(z.enum(FINISH_REASONS))
      .exactOptional()
      .describe('The finish reasons that it tells apart. All when left out; none for an empty list.'),
    errorKinds: z
      .array(z.enum(ERROR_KINDS))
      .exactOptional()
      .describe('The kinds of error that it tells apart. All when left out; none for an empty list.'),
  })
  .describe('Somebody who reads the answers.');

export const migrationSchema = z
  .strictObject({
    id: idSchema.describe('Its name, as --migration takes it.'),
    baseline: z.string().describe('The target that serves the traffic now.'),
    candidate: z.string().describe('The target it should move to.'),
    suites: z.array(idSchema).min(1).exactOptional().describe('All suites when left out.'),
    policy: z.string().describe('A policy of this file.'),
    consumers: z
      .array(consumerSchema)
      .default([])
      .describe('Without any, nobody has said what they read; that is not nobody reads it.'),
  })
  .describe('Traffic that is to move from one target to another.');

export type PolicyRow = z.infer<typeof policySchema>;
export type MigrationRow = z.infer<typeof migrationSchema>;
