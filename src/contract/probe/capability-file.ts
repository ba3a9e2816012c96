import { z } from 'zod';
import { endpointSchema } from '../wires/endpoint.ts';
import { fingerprintSchema } from '../wires/fingerprint.ts';

const BIT_VERDICTS = ['proved', 'refuted', 'unknown'] as const;
export type BitVerdict = (typeof BIT_VERDICTS)[number];

/** How a verdict came about. Only `obeyed` proves; from `unclear` on, nothing is known. */
const BIT_GROUNDS = [
  'obeyed',
  'ignored',
  'refused',
  'not-carried',
  'unclear',
  'no-answer',
  'not-asked',
  'unpaid',
] as const;
export type BitGround = (typeof BIT_GROUNDS)[number];

export const BIT_AREAS = ['request schema', 'tools', 'streaming', 'sampling', 'images'] as const;
export type BitArea = (typeof BIT_AREAS)[number];

const tokens = z.int().nonnegative();

export const bitSchema = z
  .strictObject({
    bit: z.string().min(1),
    area: z.enum(BIT_AREAS),
    verdict: z.enum(BIT_VERDICTS),
    ground: z.enum(BIT_GROUNDS).describe('`ignored` is: accepted with 200, and not done.'),
    asked: z.string().describe('What was asked, in words.'),
    answered: z.string().describe('What came back, cut and masked.'),
    exchanges: z.array(z.string()).readonly().describe('What it rests on, by the ids of exchanges.'),
  })
  .readonly();
export type CapabilityBit = z.infer<typeof bitSchema>;

export const outputSchema = z
  .strictObject({
    proved: tokens.nullable().describe('The most output tokens that were asked for and came.'),
    requested: tokens.nullable().describe('The request at which it ended.'),
    served: tokens.nullable().describe('What came of that request.'),
    end: z
      .enum(['clamped', 'refused', 'model-stopped', 'highest-asked', 'no-answer', 'budget'])
      .describe('`clamped` is: cut below what was asked for, with 200.'),
    exchanges: z.array(z.string()).readonly(),
  })
  .readonly();
export type OutputCap = z.infer<typeof outputSchema>;

const rungSchema = z
  .strictObject({
    tokens: tokens.describe("The provider's own count, the middle of what was asked at this length."),
    asked: z.int().nonnegative(),
    right: z.int().nonnegative(),
    low: z.number().nullable().describe('Lower bound of the share of right answers.'),
    high: z.number().nullable(),
    verdict: z.enum(['proved', 'below', 'open']),
  })
  .readonly();

const readSchema = z
  .strictObject({
    length: tokens.describe('About so many tokens were asked about.'),
    characters: z.int().nonnegative(),
    counted: tokens.nullable().describe('By the provider; null where nothing was answered or counted.'),
    outcome: z.enum(['right', 'wrong', 'refused', 'no-answer']),
    words: z.string().nullable().describe("The provider's, masked; null where it answered."),
  })
  .readonly();
/** One answer about a text of a length. */
export type Read = z.infer<typeof readSchema>;

export const contextSchema = z
  .strictObject({
    advertised: tokens.nullable(),
    advertisedBy: z.enum(['server', 'configuration']).nullable(),
    accepted: tokens.nullable().describe('The longest input that was answered.'),
    refused: tokens.nullable().describe('About the shortest that was refused; its tokens are never counted.'),
    refusal: z.string().nullable().describe('In the words of the provider.'),
    cutTo: tokens.nullable().describe('The count at which longer inputs are cut without a word.'),
    usable: tokens.nullable().describe('The longest input that is proved to be read.'),
    unusable: tokens.nullable().describe('The shortest that is proved not to be.'),
    base: z.number().nullable().describe('The share of right answers at the shortest length.'),
    rungs: z.array(rungSchema).readonly(),
    end: z.enum(['found', 'highest-asked', 'budget', 'no-answer', 'no-usage', 'too-weak']),
    reads: z
      .array(readSchema)
      .readonly()
      .exactOptional()
      .describe('What was answered, where the search did not come to its end: it can be gone on with.'),
  })
  .readonly();
export type ContextFound = z.infer<typeof contextSchema>;

/** What one endpoint was found to do, with what that rests on: written by `probe`, read by the configuration. */
export const capabilityFileSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    at: z.iso.datetime(),
    tool: z.string().describe('The version that probed.'),
    source: z.enum(['live', 'simulate']),
    seed: z.int(),
    endpoint: endpointSchema,
    fingerprint: fingerprintSchema,
    bits: z.array(bitSchema).readonly(),
    output: outputSchema.nullable().describe('Null where it was not looked at.'),
    context: contextSchema.nullable().describe('Null where it was not looked at.'),
    lies: z.array(z.string()).readonly().describe('What it says or accepts, and does not do.'),
    spent: z.strictObject({ calls: z.int(), tokens, budget: tokens }).readonly(),
  })
  .readonly()
  .describe('What an endpoint was found to do');
export type CapabilityFile = z.infer<typeof capabilityFileSchema>;

/** The same as it stands in a folder. */
export const sealedCapabilityFileSchema = capabilityFileSchema
  .unwrap()
  .extend({
    digest: z
      .string()
      .describe('SHA-256 in hex of what stands before it, as JSON without white space: of what probe wrote.'),
  })
  .readonly()
  .describe('What an endpoint was found to do');
export type SealedCapabilityFile = z.infer<typeof sealedCapabilityFileSchema>;
