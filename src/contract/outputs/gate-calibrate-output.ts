import { z } from 'zod';
import type { Calibration, CriterionYears } from '../gates/calibration.ts';
import { GATE_METRIC_NAMES } from '../gates/gate-metrics.ts';
import { STAGES } from '../gates/migration.ts';

const text = z.string();
const count = z.int().nonnegative();
const number = z.number();
const stage = z.enum(STAGES);
const frequency = z.strictObject({ count, of: count, low: number, high: number }).readonly();
const mean = z.strictObject({ mean: number, low: number, high: number, of: count }).readonly().nullable();

const criterionSchema: z.ZodType<CriterionYears> = z
  .strictObject({
    stage,
    id: text,
    metric: z.enum(GATE_METRIC_NAMES),
    truth: number.describe('What the metric truly is in this world.'),
    allowed: z.boolean(),
    touched: z.boolean(),
    failed: frequency,
    looksToFail: mean,
    passed: frequency,
    looksToPass: mean,
  })
  .readonly();

export const gateCalibrateOutputSchema: z.ZodType<
  Calibration & { readonly schemaVersion: 1; readonly exitCode: number }
> = z
  .strictObject({
    schemaVersion: z.literal(1),
    exitCode: z.int(),
    policy: text,
    stages: z.array(stage).readonly(),
    target: text,
    run: text.nullable(),
    prompts: count,
    looks: count.describe('Nights of a year.'),
    seed: z.int(),
    worlds: z
      .array(
        z
          .strictObject({
            id: text,
            means: text,
            equal: z.boolean(),
            nights: z.enum(['together', 'alone']),
            years: count,
            stopped: z.array(z.strictObject({ stage, years: frequency }).readonly()).readonly(),
            criteria: z.array(criterionSchema).readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .describe('How often gates are wrong, as gate calibrate --json prints it.');
