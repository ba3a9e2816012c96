import { z } from 'zod';
import {
  requestShapeSchema,
  routeExpectationSchema,
  SIGNALS,
  targetEvidenceSchema,
} from '../routing/route.ts';
import type { ComparedRoutes, ExplainedRoute } from '../routing/route-report.ts';

const text = z.string();
const texts = z.array(text).readonly();
const count = z.int().nonnegative();
const number = z.number().nullable();
const begin = { schemaVersion: z.literal(1), exitCode: z.int() };

const evidenceSchema: z.ZodType<ExplainedRoute['evidence']> = z
  .strictObject({
    run: text,
    synthetic: z.boolean(),
    targets: z.array(targetEvidenceSchema).readonly().describe('What the run proves of each target.'),
  })
  .readonly();

const featuresSchema: z.ZodType<ExplainedRoute['features']> = requestShapeSchema
  .unwrap()
  .extend({
    inputTokens: count,
    inputTokensBy: z.enum(['estimate', 'count']).describe("`count` is a provider's own."),
    longContextRatio: z.number(),
    imagesPerThousandCharacters: number,
  })
  .readonly();

const signals = z.record(z.enum(SIGNALS), number).readonly();

const decisionSchema: z.ZodType<ExplainedRoute['decision']> = z
  .strictObject({
    target: text.nullable().describe('Null where no target may have it.'),
    how: z.enum(['pinned', 'best', 'kept', 'refused']),
    rule: text.nullable(),
    scores: z
      .array(z.strictObject({ target: text, score: z.number(), signals }).readonly())
      .readonly()
      .describe('The best first.'),
    lead: number,
    excluded: z.array(z.strictObject({ target: text, reasons: texts }).readonly()).readonly(),
    fallback: text.nullable(),
    maxAttempts: count,
  })
  .readonly();

export const routeExplainOutputSchema = z
  .strictObject({ ...begin, evidence: evidenceSchema, features: featuresSchema, decision: decisionSchema })
  .describe('Where a request goes and why, as route explain --json prints it.');

export const routeTestOutputSchema = z
  .strictObject({
    ...begin,
    decisions: z.array(
      z.strictObject({
        id: text,
        expected: routeExpectationSchema,
        decision: decisionSchema,
        differences: texts,
      }),
    ),
  })
  .describe('What a policy decides otherwise than is expected, as route test --json prints it.');

export const routeDiffOutputSchema: z.ZodType<
  ComparedRoutes & { readonly schemaVersion: 1; readonly exitCode: number }
> = z
  .strictObject({
    ...begin,
    evidence: evidenceSchema,
    prompts: count,
    unserved: count.describe('That nobody may have, whichever of the two decides.'),
    moved: z
      .array(z.strictObject({ prompt: text, from: decisionSchema, to: decisionSchema }).readonly())
      .readonly(),
    lost: count.describe('Of the moved: that nobody may have any more.'),
    won: count.describe('That somebody may have now.'),
    pinned: count,
    cost: z
      .strictObject({
        currency: text.nullable(),
        from: text.nullable(),
        to: text.nullable(),
        unknown: count,
      })
      .readonly(),
  })
  .describe('Which recorded prompts two policies send elsewhere, as route diff --json prints them.');
