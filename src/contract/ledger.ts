import { z } from 'zod';
import { SOURCES } from './exchange.ts';
import { STAGES } from './migration.ts';

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
const countsSchema = z
  .strictObject({
    passed: count,
    failed: count,
    errored: count,
    skipped: count,
    unproven: count,
    missing: count,
  })
  .readonly();

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
    stage: z.enum(STAGES),
    baseline: sideSchema,
    candidate: sideSchema,
    /** The natural logarithm of the e-value of each criterion by its id; null is that of 0. Those of runs that are independent add up. */
    eValues: z.record(z.string(), z.number().nullable()).readonly(),
    /** What told the endpoints apart when they were asked; null where it was not taken. Evidence dies with it. */
    fingerprints: z.strictObject({ baseline: text.nullable(), candidate: text.nullable() }).readonly(),
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
