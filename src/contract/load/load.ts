import { z } from 'zod';
import { ERROR_KINDS } from '../errors/error-kind.ts';

/** Which part of a stage a request was scheduled in: the first fills queues, the last keeps them full. */
const PHASES = ['warm-up', 'measured', 'cool-down'] as const;
export type Phase = (typeof PHASES)[number];

const ms = z.number().nullable();
const tokens = z.int().nonnegative().nullable();

/**
 * One scheduled request of a stage, one line of samples.jsonl. Times are milliseconds from the stage's start, null where
 * that point was not reached; of a stream the first output is its first token.
 */
export const sampleSchema = z
  .strictObject({
    stage: z.int().nonnegative(),
    target: z.string(),
    index: z.int().nonnegative(),
    phase: z.enum(PHASES),
    prompt: z.string(),
    scheduledMs: z.number(),
    sentMs: ms,
    firstOutputMs: ms,
    endMs: ms,
    /** `dropped` was never sent: as many as may be were in flight. `cut` was in flight, or next, when somebody ended the run. */
    outcome: z.enum(['answered', 'failed', 'dropped', 'cut']),
    error: z.enum(ERROR_KINDS).nullable(),
    retries: z.int().nonnegative(),
    inputTokens: tokens,
    outputTokens: tokens,
    cachedTokens: tokens,
  })
  .readonly();
export type Sample = z.infer<typeof sampleSchema>;

/** How the load of a stage is made: requests a second whatever answers do, or clients that wait for theirs. */
const loadSchema = z.union([
  z.strictObject({ loop: z.literal('open'), perSecond: z.number().positive() }).readonly(),
  z.strictObject({ loop: z.literal('closed'), clients: z.int().positive() }).readonly(),
]);

export const stageSchema = z
  .strictObject({
    stage: z.int().nonnegative(),
    load: loadSchema,
    /** Tokens; null is that of each prompt. */
    outputCap: z.int().positive().nullable(),
    direction: z.enum(['up', 'down', 'search']),
    warmUpMs: z.number().nonnegative(),
    measuredMs: z.number().positive(),
    coolDownMs: z.number().nonnegative(),
  })
  .readonly();
export type Stage = z.infer<typeof stageSchema>;

/** What was seen of ourselves while a stage ran. Null is what nobody could see. */
const vitalsSchema = z
  .strictObject({
    /** How late the event loop came to its timers. */
    loopDelayP99Ms: ms,
    loopDelayMaxMs: ms,
    /** By how much at most the p95 of times to a first output is longer for this process having been busy. */
    firstOutputLateMs: ms.default(null),
    /** Connections that were opened during the stage; null through a proxy. */
    opened: z.int().nonnegative().nullable(),
    mostInFlight: z.int().nonnegative(),
    maxInFlight: z.int().positive(),
    /** How long it took by the monotonic clock, and by the wall's. */
    elapsedMs: z.number().nonnegative(),
    wallMs: z.number(),
  })
  .readonly();
export type Vitals = z.infer<typeof vitalsSchema>;

/** Three quantiles of times. Null falls among requests that never had one, or has too few for it. */
const timesSchema = z.strictObject({ p50Ms: ms, p95Ms: ms, p99Ms: ms }).readonly();
export type Times = z.infer<typeof timesSchema>;

const share = z.number().min(0).max(1);

const figuresSchema = z
  .strictObject({
    /** From when a request was scheduled, and from when it was sent. */
    latency: timesSchema,
    latencyFromSent: timesSchema,
    /** Null where nothing was streamed. */
    firstToken: timesSchema.nullable(),
    firstTokenFromSent: timesSchema.nullable(),
    /** Of answers of two tokens or more, by the provider's count of them. */
    perOutputToken: timesSchema.nullable(),
    answersPerSecond: z.number().nonnegative(),
    /** Null where an answer said nothing of its tokens. */
    outputTokensPerSecond: z.number().nonnegative().nullable(),
    /** The longest input and output of an answer, over what the model takes; null where one of them is not known. */
    contextUsed: z.number().nonnegative().nullable(),
    /** Of the input tokens; null where an answer did not say. */
    cachedShare: share.nullable(),
  })
  .readonly();
export type LoadFigures = z.infer<typeof figuresSchema>;

/** Over scheduled requests: `low` if nothing that was dropped would have been in time, `high` if all of it would. */
const goodputSchema = z
  .strictObject({ good: z.int().nonnegative(), scheduled: z.int().nonnegative(), low: share, high: share })
  .readonly();
export type Goodput = z.infer<typeof goodputSchema>;

const certificateRowSchema = z
  .strictObject({
    row: z.string(),
    says: z.string(),
    /** Null is not known, which refuses nothing. */
    holds: z.boolean().nullable(),
  })
  .readonly();
export type CertificateRow = z.infer<typeof certificateRowSchema>;

/** One target under one load. `figures` and `goodput` are null where the certificate refuses them. */
export const stageResultSchema = z
  .strictObject({
    ...stageSchema.unwrap().shape,
    target: z.string(),
    vitals: vitalsSchema,
    scheduled: z.int().nonnegative(),
    answered: z.int().nonnegative(),
    dropped: z.int().nonnegative(),
    errors: z.partialRecord(z.enum(ERROR_KINDS), z.int().positive()),
    retries: z.int().nonnegative(),
    certificate: z.array(certificateRowSchema).readonly(),
    refused: z.array(z.string()).readonly(),
    figures: figuresSchema.nullable(),
    goodput: goodputSchema.nullable(),
  })
  .readonly();
export type StageResult = z.infer<typeof stageResultSchema>;
