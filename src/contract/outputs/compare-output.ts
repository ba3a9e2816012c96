import { z } from 'zod';
import { DRIFTS, type Comparison } from '../gates/comparison.ts';
import { DIMENSIONS } from '../findings/dimensions.ts';
import { DROP_NAMES } from '../traffic/traffic.ts';
import { jsonValueSchema } from '../json-value.ts';
import { carriageCountsSchema } from '../runs/summary-schema.ts';

const count = z.int().nonnegative();
const text = z.string();
const texts = z.array(text).readonly();
const number = z.number().nullable();
const side = z.strictObject({ run: text, target: text }).readonly();
const example = z.strictObject({ baseline: text, candidate: text }).readonly();
const beside = { noise: number, evidence: number, readBy: texts.nullable() };
const values = { expected: jsonValueSchema, observed: jsonValueSchema, example };

const dimensionSchema = z
  .strictObject({
    dimension: z.enum([...DIMENSIONS, ...DRIFTS]),
    prompts: count,
    differing: count,
    rate: number,
    low: number,
    high: number,
    noise: number,
    evidence: number,
  })
  .readonly();

const groupSchema = z
  .strictObject({
    code: text,
    pointer: text,
    dimension: z.enum([...DIMENSIONS, ...DRIFTS]),
    class: z.enum(['breaking', 'degraded', 'note']),
    prompts: count,
    message: text,
    ...beside,
    ...values,
  })
  .readonly();

const changeSchema = z
  .strictObject({
    part: text,
    change: z.enum(['key-gone', 'type-new', 'null-new', 'word-new', 'format-lost', 'place-new']),
    pointer: text,
    class: z.enum(['breaking', 'compatible']),
    prompts: count,
    of: count,
    ...beside,
    ...values,
  })
  .readonly();

const contractSchema: z.ZodType<Comparison['contract']> = z
  .strictObject({
    verdict: z.enum(['compatible', 'breaking', 'inconclusive']),
    parts: count,
    unseen: texts,
    values: z.strictObject({ baseline: count, candidate: count }).readonly(),
    changes: z.array(changeSchema).readonly(),
  })
  .readonly()
  .nullable();

const driftSchema: z.ZodType<Comparison['drift']> = z
  .strictObject({
    sameAnswers: z.boolean(),
    versions: z
      .array(
        z
          .strictObject({
            of: z.enum(DRIFTS),
            name: text,
            baseline: text.nullable(),
            candidate: text.nullable(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly()
  .nullable();

/** What `compare --json` prints. */
export const compareOutputSchema: z.ZodType<
  Comparison & { readonly schemaVersion: 1; readonly exitCode: number }
> = z
  .strictObject({
    schemaVersion: z.literal(1),
    exitCode: z.int(),
    migration: text.nullable(),
    baseline: side,
    candidate: side,
    synthetic: z.boolean(),
    verdict: z.enum(['pass', 'fail', 'inconclusive']),
    reason: text,
    pairs: z.strictObject({
      planned: count,
      compared: count,
      skipped: count,
      unserved: count,
      unanswered: count,
      missing: count,
    }),
    unserved: z.array(z.strictObject({ reason: text, prompts: count }).readonly()).readonly(),
    dimensions: z.array(dimensionSchema),
    groups: z.array(groupSchema),
    losses: z.array(
      z.strictObject({ field: text, action: text, reason: text, baseline: count, candidate: count }),
    ),
    contract: contractSchema,
    carriage: z
      .array(
        z
          .strictObject({ feature: text, baseline: carriageCountsSchema, candidate: carriageCountsSchema })
          .readonly(),
      )
      .readonly(),
    live: z
      .strictObject({
        requests: count,
        oneTurn: count,
        lost: z
          .strictObject({
            lost: count,
            of: count,
            reasons: z.array(z.strictObject({ reason: z.enum(DROP_NAMES), requests: count }).readonly()),
          })
          .readonly()
          .nullable()
          .describe('Those that were to be asked and were not. Null where none were.'),
      })
      .readonly()
      .nullable()
      .describe(
        'Live requests, and those whose history holds results of tools. Null where suites were asked.',
      ),
    drift: driftSchema,
  })
  .describe('Two sides against each other, as compare --json prints it.');
