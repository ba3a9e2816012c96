import { z } from 'zod';
import { SOURCES } from '../exchanges/exchange.ts';
import { isHistoryMetric, RUN_KINDS, type HistoryMetric } from './history-metrics.ts';
import { STAGES } from '../gates/migration.ts';
import { originSchema } from './origin.ts';

export const figureSchema = z
  .strictObject({
    /** Null where nothing was counted, or a quantile falls among what gave no answer. */
    value: z.number().nullable(),
    /** At 95%; null where no interval is known. */
    low: z.number().nullable(),
    high: z.number().nullable(),
    /** What it is of: prompts, or exchanges. */
    n: z.int().nonnegative(),
  })
  .readonly();

export type Figure = z.infer<typeof figureSchema>;

/** One run, as history keeps it: all of it can be read from the run's own folder. */
export const historyRunSchema = z
  .strictObject({
    run: z.string(),
    // One that was kept before there were others judged answers.
    kind: z.enum(RUN_KINDS).default('run'),
    /** ISO 8601, UTC. */
    startedAt: z.string(),
    source: z.enum(SOURCES),
    verdict: z.enum(['pass', 'fail', 'inconclusive']),
    /** SHA-256 in hex over what was asked and how: runs that have the same one can be compared. */
    alike: z.string(),
    suites: z.array(z.string()).readonly(),
    prompts: z.int().nonnegative(),
    evidenceRoot: z.string().nullable(),
    /** Of this tool. */
    version: z.string().nullable(),
    origin: originSchema.nullable(),
    /** The share of altered answers that the goldens refuse; null where it was not measured. */
    strength: z.number().nullable(),
    /** How endpoints answered otherwise than in the run before, or what a probe found otherwise. */
    changes: z.array(z.string()).readonly(),
    targets: z
      .array(
        z
          .strictObject({
            id: z.string(),
            figures: z.partialRecord(
              z.custom<HistoryMetric>((name) => typeof name === 'string' && isHistoryMetric(name)),
              figureSchema,
            ),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

export type HistoryRun = z.infer<typeof historyRunSchema>;

/** A run of the history. `kept` says whether its folder is still there. */
export interface KnownRun extends HistoryRun {
  readonly kept: boolean;
}

/** One metric of one target in one run. `changed` where it lies beyond the interval of the level that it had before. */
export interface TrendPoint {
  readonly run: string;
  readonly startedAt: string;
  readonly kept: boolean;
  readonly figure: Figure;
  readonly changed: boolean;
}

/** A metric of a target over runs that were asked alike, the oldest first. */
export interface Trend {
  readonly target: string;
  readonly metric: HistoryMetric;
  readonly points: readonly TrendPoint[];
}

const kept = z.strictObject({ run: z.string(), target: z.string() }).readonly();

/** What a gate said, as history keeps it: of each criterion the numbers, and on which runs all of it rests. */
export const keptDecisionSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    id: z.string(),
    /** ISO 8601, UTC. */
    judgedAt: z.string(),
    /** Of this tool. */
    version: z.string().nullable(),
    stage: z.enum(STAGES),
    verdict: z.enum(['open', 'closed', 'inconclusive']),
    sentence: z.string(),
    synthetic: z.boolean(),
    migration: z.string().nullable(),
    policy: z.string(),
    baseline: kept,
    candidate: kept,
    /** Those of both sides, and those that asked prompts again. */
    runs: z.array(z.string()).readonly(),
    criteria: z
      .array(
        z
          .strictObject({
            id: z.string(),
            metric: z.string(),
            required: z.boolean(),
            verdict: z.enum(['pass', 'fail', 'inconclusive']),
            threshold: z.number(),
            observed: z.number().nullable(),
            low: z.number().nullable(),
            high: z.number().nullable(),
            n: z.number().nonnegative(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

export type KeptDecision = z.infer<typeof keptDecisionSchema>;
