import { z } from 'zod';
import type { CriterionResult, Decision, EarlierEvidence } from '../gates/decision.ts';
import { GATE_METRIC_NAMES } from '../gates/gate-metrics.ts';
import { LOOKS, STAGES } from '../gates/migration.ts';

const count = z.int().nonnegative();
const text = z.string();
const texts = z.array(text).readonly();
const number = z.number().nullable();
const sideSchema = z.strictObject({ run: text, target: text }).readonly();

const criterionSchema: z.ZodType<CriterionResult> = z
  .strictObject({
    id: text,
    required: z.boolean(),
    metric: z.enum([...GATE_METRIC_NAMES, 'evidence']),
    bound: z.enum(['floor', 'ceiling']),
    threshold: z.number(),
    decide: z.enum(['point', 'lower-bound']),
    look: z.enum(LOOKS),
    confidence: z.number(),
    suites: texts.nullable(),
    observed: number,
    low: number,
    high: number,
    n: count,
    verdict: z.enum(['pass', 'fail', 'inconclusive']),
    missingN: number,
    reason: text,
  })
  .readonly();

const runEvidence = {
  run: text,
  evidenceRoot: text,
  askedAt: text.nullable(),
  ageHours: number,
  hashes: z.record(text, text).readonly(),
  planted: count.describe('Faults that were planted in what answered.'),
};
const sideEvidenceSchema = z.strictObject({ target: text, ...runEvidence }).readonly();
const earlierRuns = { line: count, askedAt: text, runs: texts, evidenceRoots: texts };

export const earlierEvidenceSchema: z.ZodType<EarlierEvidence | null> = z
  .strictObject({
    ledger: text,
    counted: z.array(z.strictObject(earlierRuns).readonly()).readonly(),
    leftOut: z.array(z.strictObject({ ...earlierRuns, why: text }).readonly()).readonly(),
    restarts: count,
  })
  .readonly()
  .nullable();

const evidenceSchema: z.ZodType<Decision['evidence']> = z
  .strictObject({
    baseline: sideEvidenceSchema,
    candidate: sideEvidenceSchema,
    again: z.array(z.strictObject(runEvidence).readonly()).readonly(),
    earlier: earlierEvidenceSchema,
    past: z
      .strictObject({
        runs: z.array(z.strictObject({ run: text, evidenceRoot: text }).readonly()).readonly(),
        exchanges: count,
        leftOut: z.array(z.strictObject({ run: text, why: text }).readonly()).readonly(),
      })
      .readonly()
      .nullable(),
  })
  .readonly();

const askAgainSchema: z.ZodType<Decision['askAgain']> = z
  .strictObject({
    prompts: z.array(z.strictObject({ suite: text, prompt: text }).readonly()).readonly(),
    pairs: count,
    command: text.nullable(),
  })
  .readonly()
  .nullable();

const decisionShape = {
  stage: z.enum(STAGES),
  verdict: z.enum(['open', 'closed', 'inconclusive']),
  sentence: text.describe('Why, and what would open it.'),
  synthetic: z.boolean(),
  migration: text.nullable(),
  policy: text,
  baseline: sideSchema,
  candidate: sideSchema,
  criteria: z.array(criterionSchema),
  askAgain: askAgainSchema,
  evidence: evidenceSchema,
};

/** The decision itself, within what other verbs print. */
export const decisionOutputSchema: z.ZodType<Decision> = z.strictObject(decisionShape);

/** What `gate --json` prints. */
export const gateOutputSchema: z.ZodType<
  Decision & { readonly schemaVersion: 1; readonly exitCode: number }
> = z
  .strictObject({ schemaVersion: z.literal(1), exitCode: z.int(), ...decisionShape })
  .describe("What a stage's gate says, as gate --json prints it.");
