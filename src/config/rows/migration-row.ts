import { z } from 'zod';
import { DEFAULT_RULES, MAX_AGE_HOURS } from '../../contract/routing/default-policy.ts';
import { ERROR_KINDS } from '../../contract/errors/error-kind.ts';
import { FINISH_REASONS } from '../../contract/exchanges/finish-reason.ts';
import { GATE_METRIC_NAMES } from '../../contract/gates/gate-metrics.ts';
import { aliasPath, LOOKS } from '../../contract/gates/migration.ts';
import { limitsSchema } from '../../contract/load/load-limits.ts';
import { headerNameSchema, idSchema, pointerSchema, requestPathSchema } from './names.ts';
import { trafficSchema } from './traffic-row.ts';

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
  workload: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: 'must be the SHA-256 that bench prints of a workload' })
    .nullable()
    .default(null)
    .describe('Of a capacity: what it was measured with, as `bench` prints it. Another decides nothing.'),
  limits: limitsSchema
    .nullable()
    .default(null)
    .describe('Of a capacity: within what requests were to be answered; 2 s and 8 s when left out.'),
});

const HOURS_OF_A_YEAR = 8_760;

const stageSchema = z
  .strictObject({
    criteria: z.array(criterionSchema).min(1).describe('All required ones must hold.'),
    maxAgeHours: z
      .number()
      .min(1)
      .max(HOURS_OF_A_YEAR)
      .default(MAX_AGE_HOURS)
      .describe('Older evidence decides nothing. Two weeks when left out.'),
  })
  .describe('What must hold before the stage is left.');

const rulesSchema = z
  .strictObject({
    holdHours: z
      .number()
      .min(1)
      .max(HOURS_OF_A_YEAR)
      .default(DEFAULT_RULES.holdHours)
      .describe('How long traffic stays at a share before more of it may move.'),
    windowMinutes: z
      .int()
      .min(1)
      .max(1_440)
      .default(DEFAULT_RULES.windowMinutes)
      .describe('How long one run of the monitor stands for.'),
    drillDays: z
      .number()
      .min(0.1)
      .max(365)
      .default(DEFAULT_RULES.drillDays)
      .describe('An older proof of the way back is none.'),
    errorBudget: z
      .number()
      .min(0.0001)
      .max(0.5)
      .default(DEFAULT_RULES.errorBudget)
      .describe('The share of requests that may fail.'),
  })
  .describe('What a rollout keeps to besides its gates.');

export const policySchema = z
  .strictObject({
    rollout: rulesSchema.default(DEFAULT_RULES),
    shadow: stageSchema.exactOptional(),
    canary: stageSchema.exactOptional(),
    partial: stageSchema.exactOptional(),
    full: stageSchema.exactOptional(),
  })
  .refine(({ rollout: _rules, ...stages }) => Object.keys(stages).length > 0, {
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

const routingSchema = z
  .strictObject({
    alias: idSchema.describe('The model that clients ask for by name; its traffic is what a rollout moves.'),
    baseline: requestPathSchema.describe('The path that always leads to the baseline.'),
    candidate: requestPathSchema.describe('The path that always leads to the candidate.'),
    requestIdHeader: headerNameSchema
      .exactOptional()
      .describe('The header by which either side knows a request again that was sent before.'),
  })
  .refine(({ alias, baseline, candidate }) => new Set([aliasPath(alias), baseline, candidate]).size === 3, {
    error: 'must have three paths that differ: that of the baseline, of the candidate, and /v1/ALIAS',
  })
  .describe('How clients reach the two sides.');

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
    routing: routingSchema.exactOptional(),
    traffic: trafficSchema.prefault({}),
  })
  .describe('Traffic that is to move from one target to another.');

export type PolicyRow = z.infer<typeof policySchema>;
export type MigrationRow = z.infer<typeof migrationSchema>;
