import { z } from 'zod';
import { SOURCES } from '../exchanges/exchange.ts';
import { fingerprintSchema } from '../wires/fingerprint.ts';
import { GATE_METRIC_NAMES } from '../gates/gate-metrics.ts';
import { STAGES } from '../gates/migration.ts';
import { tallySchema as badOfSchema } from '../monitors/monitor.ts';
import { OUTCOME_COUNTS } from '../runs/summary-schema.ts';
import { BREACHES } from '../traffic/traffic-rules.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hex' });
const instant = z.iso.datetime({ precision: 3 });
const count = z.int().nonnegative();
const text = z.string().min(1);

/** Where the traffic of a migration stands. `share` is what the candidate serves, in per cent; `retired`: all, for good. */
const stepSchema = z
  .strictObject({ stage: z.enum([...STAGES, 'retired']), share: z.int().min(0).max(100) })
  .readonly();

/** One side's run, as far as an entry rests on it. */
const sideSchema = z.strictObject({ target: text, run: text, root: sha256 }).readonly();

/** What became of what was planned. */
const countsSchema = z.strictObject(OUTCOME_COUNTS).readonly();

/**
 * Something that went wrong in a window on the candidate's side alone: a difference that breaks a client who reads it
 * (`name` is `code at pointer`), or an error with which requests ended (`kind status`) and the baseline's did not as often.
 */
const incidentSchema = z
  .strictObject({
    what: z.enum(['break', 'error']),
    name: text,
    exchanges: z.int().positive(),
    example: text,
  })
  .readonly();

/** What a window holds of one side. The unit is the request: each exchange that was planned, less those skipped. */
const sideOfWindowSchema = z
  .strictObject({
    requests: count,
    /** Of these, whose first attempt gave no answer: a retry that went well does not undo it. */
    failed: count,
    /** Classes of error that any attempt gave, `kind status`. */
    errors: z.array(text).readonly(),
    /** How many gave no whole answer, and the others by their time: `[bucket, count]`, ascending. */
    latency: z
      .strictObject({ none: count, buckets: z.array(z.tuple([z.int(), z.int().positive()])).readonly() })
      .readonly(),
  })
  .readonly();

const basisSchema = z
  .strictObject({
    configuration: text,
    suites: text,
    goldens: text,
    prompts: text,
    askings: text,
    version: text,
  })
  .readonly();

/** What one run adds to an e-process of a metric: all that it is a function of, whatever is asked of it. */
const tallySchema = z
  .strictObject({
    metric: z.enum(GATE_METRIC_NAMES),
    /** Null is all that were asked. */
    suites: z.array(text).readonly().nullable(),
    /** Values from 0 to 1 in ascending order, each with how many prompts came to it. */
    counts: z.array(z.tuple([z.number().min(0).max(1), z.int().positive()])).readonly(),
    /** Of prompts that break a client on one side alone; null for what knows of no breaks. */
    alone: z.strictObject({ baseline: count, candidate: count }).readonly().nullable(),
  })
  .readonly();

const KINDS = [
  z.strictObject({
    kind: z.literal('start'),
    migration: text,
    baseline: text,
    candidate: text,
    policy: text,
  }),
  z.strictObject({
    kind: z.literal('window'),
    run: text,
    root: sha256,
    source: z.enum(SOURCES),
    /** What it stands for; `to` is exclusive. */
    from: instant,
    to: instant,
    /** When its first request was asked. */
    asked: instant,
    /** Of the candidate: `counts` say what became of what was planned. */
    planned: count,
    counts: countsSchema,
    incidents: z.array(incidentSchema).readonly(),
    /** Null where the baseline was not asked. */
    baseline: sideOfWindowSchema.nullable(),
    candidate: sideOfWindowSchema,
    /** Pairs of requests, one to each side, by which of them was sent again. */
    retries: z.strictObject({ neither: count, baseline: count, candidate: count, both: count }).readonly(),
    /** Pairs of requests of which one side alone ended with an error of a class, by class. */
    endedApart: z
      .array(z.strictObject({ name: text, baseline: count, candidate: count }).readonly())
      .readonly(),
  }),
  z.strictObject({
    kind: z.literal('evidence'),
    /** Of which it was judged. */
    stage: z.enum(STAGES),
    baseline: sideSchema,
    candidate: sideSchema,
    source: z.enum(SOURCES),
    /** When the first of its answers was asked for. */
    asked: instant,
    /** What tells its answers from those of others: evidence that shares one of these is not independent of it. */
    draws: z.array(text).min(1).readonly(),
    /** By what it was asked and judged, each as a hash; other evidence of the same endpoints is of another question. */
    basis: basisSchema,
    fingerprints: z.strictObject({ baseline: fingerprintSchema, candidate: fingerprintSchema }).readonly(),
    tallies: z.array(tallySchema).readonly(),
    /** Lines of the evidence that was counted with it. */
    counted: z.array(z.int().positive()).readonly(),
    /** The line with which all of that began; null is this one. */
    began: z.int().positive().nullable(),
  }),
  z.strictObject({
    kind: z.literal('advance'),
    from: stepSchema,
    to: stepSchema,
    /** The gate that was open, and what it rested on. */
    gate: z
      .strictObject({
        stage: z.enum(STAGES),
        policy: text,
        synthetic: z.boolean(),
        baseline: sideSchema,
        candidate: sideSchema,
      })
      .readonly(),
  }),
  z.strictObject({
    kind: z.literal('live'),
    /** What who serves live traffic counted in this time of requests whose first attempt gave no answer. */
    from: instant,
    to: instant,
    baseline: badOfSchema,
    candidate: badOfSchema,
    /** For which it asked that traffic goes back. */
    breach: z.enum(BREACHES),
  }),
  z.strictObject({ kind: z.literal('hold'), reason: text }),
  z.strictObject({ kind: z.literal('release'), reason: text }),
  z.strictObject({
    kind: z.literal('rollback'),
    reason: text,
    /** The entry that asked for it without anybody; null where somebody did. */
    because: z.int().positive().nullable(),
  }),
  z.strictObject({
    kind: z.literal('drill'),
    /** The old target, asked so at `asked`. */
    target: text,
    run: text,
    root: sha256,
    source: z.enum(SOURCES),
    asked: instant,
    planned: count,
    counts: countsSchema,
  }),
] as const;

/** What an entry says, whatever its place in the ledger. */
const bodySchema = z.discriminatedUnion('kind', KINDS);

/** One line of a ledger. `seq` counts from 1; `previous` is the digest of the line before, null for the first. */
export const ledgerEntrySchema = z
  .strictObject({
    seq: z.int().positive(),
    previous: sha256.nullable(),
    /** By the wall clock of who wrote it. UTC. */
    at: instant,
    /** Which start of which machine `upMs` counts from; null where the system does not tell. */
    boot: text.nullable(),
    /** A second count of time: a wall clock may be set, and this one may not. */
    upMs: z.number().nonnegative(),
    by: text,
    body: bodySchema,
  })
  .readonly();

export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;
export type LedgerBody = z.infer<typeof bodySchema>;
export type BodyOf<Kind extends LedgerBody['kind']> = Extract<LedgerBody, { kind: Kind }>;
/** When an entry was made. */
export type Moment = Pick<LedgerEntry, 'at' | 'boot' | 'upMs'>;
export type Step = z.infer<typeof stepSchema>;
export type Incident = z.infer<typeof incidentSchema>;
export type Tally = z.infer<typeof tallySchema>;
export type SideOfWindow = z.infer<typeof sideOfWindowSchema>;

/** A migration's ledger as it stands on disk: every line is what it was when it was added, and follows the one before. */
export interface Ledger {
  /** From the project root. */
  readonly file: string;
  /** The first is the start. */
  readonly entries: readonly LedgerEntry[];
  /** The digest of the last line: who pins it sees what was taken away later. */
  readonly head: string;
}
