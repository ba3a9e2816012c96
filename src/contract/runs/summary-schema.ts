import { z } from 'zod';
import type { CarriageCounts } from '../wires/carriage.ts';
import { ERROR_KINDS } from '../errors/error-kind.ts';
import { isJsonHabit, type JsonHabit } from '../findings/json-habits.ts';
import { jsonValueSchema } from '../json-value.ts';
import {
  BASES,
  type Latency,
  type PromptRow,
  type Summary,
  type TargetSummary,
  type TimeToFirstToken,
} from './summary.ts';
import { TRUNCATION_CLASSES } from '../exchanges/truncation.ts';

const count = z.int().nonnegative();
const share = z.number().nullable();
const text = z.string();

/** What becomes of what is planned. */
export const OUTCOME_COUNTS = {
  passed: count,
  failed: count,
  errored: count,
  skipped: count,
  unproven: count,
  missing: count,
};

export const countsSchema = z.object({ planned: count, ...OUTCOME_COUNTS }).readonly();

export const schemaMatchSchema = z
  .object({
    matched: count,
    planned: count,
    rate: share,
    low: share,
    high: share,
    firstTry: share,
    exchanges: z.object({ matched: count, planned: count }).readonly(),
    tolerant: z.object({ matched: count, rate: share }).readonly(),
    unenforced: count,
  })
  .readonly();

const unanswered = { unanswered: count, of: count, deadlineMs: z.number().nullable() };

export const latencySchema: z.ZodType<Latency> = z
  .object({ p50Ms: share, p95Ms: share, p99Ms: share, ...unanswered })
  .readonly();
export const timeToFirstTokenSchema: z.ZodType<TimeToFirstToken> = z
  .object({ p50Ms: share, p95Ms: share, ...unanswered })
  .readonly();

const toolTriggersSchema = z
  .object({
    truePositives: count,
    falsePositives: count,
    falseNegatives: count,
    trueNegatives: count,
    unseen: count,
    precision: share,
    recall: share,
    f1: share,
    calls: count,
    validCalls: count,
  })
  .readonly();

const bounds = { low: share, high: share };

export const qualitySchema = z
  .object({ score: share, ...bounds, prompts: count, comparators: count, facts: count })
  .readonly();

export const judgedQualitySchema = z
  .object({ share, ...bounds, prompts: count, good: count, judged: count, unjudged: count })
  .readonly();

const flakySchema = z.object({ promptId: text, passed: count, of: count }).readonly();

export const repeatsSchema = z
  .object({
    repetitions: count,
    prompts: count,
    allPass: z.array(z.number()).readonly(),
    anyPasses: z.array(z.number()).readonly(),
    low: z.number(),
    high: z.number(),
    variance: z.object({ within: z.number(), between: z.number() }).readonly().nullable(),
    flaky: z.array(flakySchema).readonly(),
  })
  .readonly();

const habit = z.custom<JsonHabit>((value) => typeof value === 'string' && isJsonHabit(value));

export const meteredSchema = z
  .object({ attempts: count, unmetered: count, inputTokens: count, outputTokens: count })
  .readonly();

/** Times stand apart in summary.json: they differ between two runs of one seed. */
export const targetSchema: z.ZodType<Omit<TargetSummary, 'latency' | 'timeToFirstToken'>> = z
  .object({
    id: text,
    counts: countsSchema,
    broken: count,
    schemaMatch: schemaMatchSchema,
    errorKinds: z.partialRecord(z.enum(ERROR_KINDS), count).readonly(),
    retries: count,
    // One that was written before attempts were metered has none.
    metered: meteredSchema.nullable().default(null),
    truncated: count,
    incompleteStreams: count,
    truncation: z.record(z.enum(TRUNCATION_CLASSES), count).readonly(),
    jsonHabits: z.partialRecord(habit, count).readonly(),
    toolTriggers: toolTriggersSchema,
    quality: qualitySchema,
    judgedQuality: judgedQualitySchema.nullable(),
    // One that was written before askings were counted has none.
    repeats: repeatsSchema.nullable().default(null),
  })
  .readonly();

const groupSchema = z
  .object({
    code: text,
    pointer: text,
    count,
    prompts: count,
    targets: z.array(text).readonly(),
    message: text,
    expected: jsonValueSchema,
    observed: jsonValueSchema,
    example: text,
  })
  .readonly();

const exampleSchema = z
  .object({ exchange: text, code: text, expected: text.nullable(), observed: text.nullable() })
  .readonly();

export const promptRowSchema: z.ZodType<Omit<PromptRow, 'latencyMs'>> = z
  .object({
    target: text,
    promptId: text,
    hasSchema: z.boolean(),
    planned: count,
    matched: count,
    failed: count,
    errored: count,
    skipped: count,
    unproven: count,
    missing: count,
    retried: count,
    truncated: count,
    firstFinding: text.nullable(),
    // One that was written before examples were kept has none.
    example: exampleSchema.nullable().default(null),
  })
  .readonly();

export const carriageCountsSchema: z.ZodType<CarriageCounts> = z
  .strictObject({ lossless: count, defaulted: count, dropped: count, downgraded: count })
  .readonly();

const lossSchema = z.object({ target: text, field: text, action: text, reason: text, count }).readonly();

/** A summary as it stands in summary.json, but for what is timed. */
export const judgedSchema: z.ZodType<Omit<Summary, 'targets' | 'prompts' | 'evidenceRoot'>> = z
  .object({
    verdict: z.enum(['pass', 'fail', 'inconclusive']),
    synthetic: z.boolean(),
    counts: countsSchema,
    unpassed: z
      .array(z.object({ what: z.enum(['target', 'suite', 'mode']), id: text }).readonly())
      .readonly(),
    stale: z.array(text).readonly(),
    restsOn: z.array(z.object({ on: z.array(z.enum(BASES)).readonly(), count }).readonly()).readonly(),
    groups: z.array(groupSchema).readonly(),
    notes: z.array(groupSchema).readonly(),
    losses: z.array(lossSchema).readonly(),
    // One that was written before it was counted has none.
    carriage: z
      .array(z.object({ target: text, feature: text, counts: carriageCountsSchema }).readonly())
      .readonly()
      .default([]),
    skips: z.array(z.object({ target: text, reason: text, count }).readonly()).readonly(),
  })
  .readonly();
