import { z } from 'zod';
import { STAGES } from '../gates/migration.ts';

/** How urgent a request is, as its sender says. */
export const PRIORITIES = ['low', 'normal', 'high'] as const;

const rangeSchema = z
  .strictObject({ above: z.number().exactOptional(), below: z.number().exactOptional() })
  .refine(({ above, below }) => above !== undefined || below !== undefined, {
    error: 'must say above, below or both',
  })
  .refine(({ above, below }) => above === undefined || below === undefined || above < below, {
    error: 'must have its above under its below, or nothing meets it',
  })
  .describe('The bounds themselves are outside.');

/** What a request is measured by, for rules to speak of. */
export const MEASURES = [
  'longContextRatio',
  'inputTokens',
  'textCharacters',
  'structuredCharacters',
  'imageCount',
  'imagesPerThousandCharacters',
  'confidence',
] as const;

const conditionSchema = z
  .strictObject({
    longContextRatio: rangeSchema.exactOptional().describe('Estimated input tokens / longContextTokens.'),
    inputTokens: rangeSchema.exactOptional().describe('Estimated, of text, declarations and images.'),
    textCharacters: rangeSchema.exactOptional().describe('Of all messages.'),
    structuredCharacters: rangeSchema.exactOptional().describe('Of output schema and tool declarations.'),
    imageCount: rangeSchema.exactOptional(),
    imagesPerThousandCharacters: rangeSchema.exactOptional().describe('The image-to-text ratio.'),
    confidence: rangeSchema.exactOptional().describe('0 to 1, as the sender says; unknown meets nothing.'),
    structured: z.boolean().exactOptional().describe('Whether an output schema or JSON is asked for.'),
    tools: z.boolean().exactOptional().describe('Whether tools are declared.'),
    intent: z.array(z.string().min(1)).min(1).exactOptional().describe('Any of these tags.'),
    priority: z.enum(PRIORITIES).exactOptional(),
    strictLatency: z.boolean().exactOptional().describe('Whether a p95 was promised to the sender.'),
  })
  .refine((condition) => Object.keys(condition).length > 0, { error: 'must ask for something' });

const choiceSchema = z
  .strictObject({
    target: z.string().min(1).exactOptional(),
    provider: z.string().min(1).exactOptional(),
    model: z.string().min(1).exactOptional(),
  })
  .refine((choice) => Object.keys(choice).length > 0, { error: 'must name a target, a provider or a model' })
  .describe('Every target that is all of what is named.');

const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'must be lower case letters, digits and hyphens' }),
    when: conditionSchema.describe('All of it must hold.'),
    prefer: choiceSchema.exactOptional().describe('Where such a request should go.'),
    pin: choiceSchema.exactOptional().describe('Where such a request must go, or nowhere.'),
    reroute: z
      .strictObject({ belowConfidence: z.number().min(0).max(1), to: choiceSchema })
      .exactOptional()
      .describe('Where it should go when the sender was less sure than this.'),
  })
  .refine(({ prefer, pin }) => (prefer === undefined) !== (pin === undefined), {
    error: 'must have either prefer or pin',
  })
  .refine(({ pin, reroute }) => pin === undefined || reroute === undefined, {
    error: 'must not reroute what it pins',
  });

/** What speaks for a target, each 0 to 1. */
export const SIGNALS = ['preference', 'quality', 'latency', 'headroom', 'price'] as const;
export type Signal = (typeof SIGNALS)[number];

const weight = z.number().min(0).max(1_000).default(0);

export const routePolicySchema = z
  .strictObject({
    margin: z
      .number()
      .min(0)
      .max(1)
      .describe('A request leaves the target that it is at only for one that scores better by this much.'),
    charactersPerToken: z.number().min(0.5).max(10).describe('To estimate tokens by: the fewer, the safer.'),
    tokensPerImage: z.int().min(0).describe('To estimate tokens by.'),
    longContextTokens: z.int().positive().describe('What longContextRatio is a share of.'),
    evidenceMaxAgeHours: z.number().positive().describe('Older evidence proves nothing.'),
    latencyMs: z.number().positive().describe('A p95 of this much scores one half.'),
    weights: z
      .strictObject({ preference: weight, quality: weight, latency: weight, headroom: weight, price: weight })
      .refine((weights) => Object.values(weights).some((each) => each > 0), {
        error: 'must not all be 0',
      }),
    price: z
      .strictObject({
        currency: z.string().regex(/^[A-Z]{3}$/, { error: 'must be a code of ISO 4217, such as USD' }),
        perRequest: z.number().positive().describe('A request that costs this much scores one half.'),
        outputTokens: z
          .int()
          .positive()
          .describe('Of an answer, as a rule; no more than the request allows are reckoned.'),
      })
      .nullable()
      .default(null)
      .describe('How prices are weighed. Needed where weights.price is above 0.'),
    rules: z
      .array(ruleSchema)
      .describe('The first that holds decides what is preferred; the first pin that holds, what is pinned.'),
    budget: z
      .strictObject({
        maxAttempts: z.int().min(1).max(10),
        maxTokens: z
          .int()
          .positive()
          .describe('Input and output of one attempt; a larger request is refused.'),
        fallbackModel: z.string().min(1).nullable(),
      })
      .describe('What one request may cost.'),
  })
  .refine(({ weights, price }) => weights.price === 0 || price !== null, {
    error: 'must be there where weights.price is above 0: a price is weighed against one that is given',
    path: ['price'],
  })
  .describe('How requests are routed');

export type RoutePolicy = z.infer<typeof routePolicySchema>;
export type RouteRule = RoutePolicy['rules'][number];
export type RouteCondition = RouteRule['when'];
export type RouteChoice = NonNullable<RouteRule['prefer']>;

/** What a router must know of a request, whatever its form. Characters are UTF-16 code units. */
export const requestShapeSchema = z
  .strictObject({
    textCharacters: z.int().min(0),
    structuredCharacters: z.int().min(0).default(0),
    extraBytes: z
      .int()
      .min(0)
      .default(0)
      .describe('Of both, in UTF-8: beyond one byte a character. Other scripts take more tokens.'),
    messages: z.int().min(0).default(0).describe('A template puts tokens around each.'),
    imageCount: z.int().min(0).default(0),
    structured: z.boolean().default(false),
    tools: z.boolean().default(false),
    maxOutputTokens: z.int().positive().nullable().default(null),
    intents: z.array(z.string()).readonly().default([]),
    priority: z.enum(PRIORITIES).default('normal'),
    strictLatency: z.boolean().default(false),
    confidence: z.number().min(0).max(1).nullable().default(null),
  })
  .readonly();
export type RequestShape = z.infer<typeof requestShapeSchema>;

/** The same with what follows from it under a policy. */
export interface RequestFeatures extends RequestShape {
  readonly inputTokens: number;
  /** `count` is the provider's own, of the same request when it was recorded. */
  readonly inputTokensBy: 'estimate' | 'count';
  readonly longContextRatio: number;
  /** Null where there is no text. */
  readonly imagesPerThousandCharacters: number | null;
}

/** Input tokens of one request by the own count of each target that has answered it. */
export type CountedTokens = ReadonlyMap<string, number>;

/** What is known of a target. Tokens by the provider's own count. */
export const targetEvidenceSchema = z
  .strictObject({
    target: z.string().min(1),
    provider: z.string().min(1),
    model: z.string().min(1),
    images: z.int().min(0).default(0).describe('The most in one request.'),
    tools: z.boolean().default(false),
    maxOutputTokens: z.int().positive().nullable().default(null),
    provedTokens: z
      .int()
      .min(0)
      .nullable()
      .default(null)
      .describe('The longest input that it answered as approved; null where none is known.'),
    probed: z
      .strictObject({ tokens: z.int().min(0), ageHours: z.number().min(0) })
      .readonly()
      .nullable()
      .default(null)
      .describe('The longest input that a probe proved to be read; null where none did.'),
    passed: z.int().min(0).default(0),
    answered: z.int().min(0).default(0),
    p95Ms: z.number().min(0).nullable().default(null),
    price: z
      .strictObject({ currency: z.string(), input: z.number().min(0), output: z.number().min(0) })
      .readonly()
      .nullable()
      .default(null)
      .describe('For a million tokens; null where it is not known.'),
    closedGate: z
      .strictObject({ stage: z.enum(STAGES), migration: z.string().nullable(), judgedAt: z.string() })
      .readonly()
      .nullable()
      .default(null)
      .describe('The newest gate that decided about it as a candidate, where that was closed; else null.'),
    ageHours: z.number().min(0).default(0).describe('How old all of this is.'),
    synthetic: z.boolean().default(false),
  })
  .readonly();
export type TargetEvidence = z.infer<typeof targetEvidenceSchema>;

/** How a target scored: each signal 0 to 1, null where nothing is known, which scores 0. */
export interface TargetScore {
  readonly target: string;
  readonly score: number;
  readonly signals: Readonly<Record<Signal, number | null>>;
}

export interface RouteDecision {
  /** Null where no target may have it. */
  readonly target: string | null;
  readonly how: 'pinned' | 'best' | 'kept' | 'refused';
  /** The rule that preferred or pinned, null where none held. */
  readonly rule: string | null;
  /** Best first; of equals the one whose name comes first. */
  readonly scores: readonly TargetScore[];
  /** How much better the first is than the second; null with fewer than two. */
  readonly lead: number | null;
  readonly excluded: readonly { readonly target: string; readonly reasons: readonly string[] }[];
  /** What to fall back to on an error that may be retried; null where nothing may be. */
  readonly fallback: string | null;
  readonly maxAttempts: number;
}

/** What a golden decision holds a policy to. */
export const routeExpectationSchema = z.strictObject({
  target: z.string().min(1).nullable().describe('Null where nobody may have it.'),
  how: z.enum(['pinned', 'best', 'kept', 'refused']),
  rule: z.string().min(1).nullable().describe('The rule that decides, null where none does.'),
  fallback: z.string().min(1).nullable().exactOptional(),
  excluded: z
    .record(z.string(), z.string())
    .exactOptional()
    .describe('By target, words of a reason why it may not have the request.'),
});
