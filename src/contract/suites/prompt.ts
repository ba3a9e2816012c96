import { z } from 'zod';
import { pointerSchema, type Alternatives, type Comparator, type FactRule } from './comparator.ts';
import { EXPECTED_ERRORS } from '../errors/error-kind.ts';
import { FINISH_REASONS } from '../exchanges/finish-reason.ts';
import { jsonValueSchema, type JsonObject } from '../json-value.ts';
import type { Message, Tool, ToolChoice } from '../exchanges/request.ts';
import { usageSchema } from '../exchanges/response.ts';

/** Where in a long input a fact stands that the answer must hold: which of them are missing says what was not read. */
export const SENTINEL_PLACES = ['start', 'middle', 'end'] as const;

export type Sentinel = Readonly<{ fact: Alternatives; at: (typeof SENTINEL_PLACES)[number] }>;

/**
 * An answer that is right too: the whole text of it, or what differs from the golden, by JSON pointer into its JSON or
 * below /toolCalls.
 */
export const variantSchema = z.union([
  z.string().min(1),
  z
    .record(pointerSchema, jsonValueSchema)
    .refine((changes) => Object.keys(changes).length > 0, {
      error: 'changes nothing: name a place and its value',
    })
    .readonly(),
]);
export type Variant = z.infer<typeof variantSchema>;

/** One entry of a golden set, read and resolved: images loaded, schema parsed. */
export interface GoldenPrompt {
  readonly id: string;
  readonly suite: string;
  readonly archetype: string;
  readonly tags: readonly string[];
  readonly messages: readonly Message[];
  readonly output: { readonly name: string; readonly schema: JsonObject } | null;
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice | null;
  readonly maxOutputTokens: number | null;
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly seed: number | null;
  readonly stop: readonly string[];
  readonly comparators: Readonly<Record<string, Comparator>>;
  /** What every answer says, and what none does: looked for in its words, whatever their case and spacing. */
  readonly facts: readonly FactRule[];
  readonly notFacts: readonly FactRule[];
  readonly sentinels: readonly Sentinel[];
  /** The texts of the documents that its messages quote, as they stand in their files. */
  readonly documents: readonly string[];
  /** Other answers that are right: no check may refuse one. */
  readonly accepts: readonly Variant[];
}

/** A prompt that asks nothing, and wants nothing of its answers. */
export const BARE_PROMPT: Omit<GoldenPrompt, 'id' | 'suite' | 'archetype'> = {
  tags: [],
  messages: [],
  output: null,
  tools: [],
  toolChoice: null,
  maxOutputTokens: null,
  temperature: null,
  topP: null,
  seed: null,
  stop: [],
  comparators: {},
  facts: [],
  notFacts: [],
  sentinels: [],
  documents: [],
  accepts: [],
};

const answerSchema = z
  .strictObject({
    text: z.string(),
    toolCalls: z
      .array(
        z
          .strictObject({
            name: z.string(),
            arguments: jsonValueSchema.describe(
              'An object; of the last call of an answer that is cut, the text that had come of one.',
            ),
          })
          .readonly(),
      )
      .readonly(),
    finish: z.enum(FINISH_REASONS).nullable(),
    /** The error that this prompt is meant to draw, or null. */
    error: z
      .enum(EXPECTED_ERRORS)
      .nullable()
      .describe('only an error that answers the prompt can be approved; write null if an answer is expected'),
  })
  .readonly();

/** What of a run was approved: the exchange, and the root of the evidence in which it stands. */
const approvedRunSchema = z
  .strictObject({
    id: z.string(),
    exchange: z.string().describe('As reports name it: target/prompt/mode/repetition.'),
    evidenceRoot: z.string().describe('That of the sealed run, SHA-256 in hex.'),
  })
  .readonly();

/**
 * Where a golden came from and who answers for it. `source` never claims a recording that was not one. A golden that
 * somebody wrote may have none of it: then nobody has approved it yet, and `golden approve --written` fills it in.
 */
const provenanceSchema = z
  .strictObject({
    source: z.enum(['hand-written', 'simulated', 'recorded']).default('hand-written'),
    date: z.iso.date().nullable().default(null).describe('The day of the approval, in UTC.'),
    model: z.string().nullable().default(null).describe('Which model gave the answer.'),
    parametersHash: z
      .string()
      .nullable()
      .default(null)
      .describe('SHA-256 of the request that was approved; a golden of another request is stale.'),
    toolVersion: z.string().nullable().default(null),
    approvedBy: z.string().min(1).nullable().default(null).describe('Null while nobody has.'),
    reason: z.string().min(1).nullable().default(null).describe('Why the answer is right.'),
    answerHash: z
      .string()
      .exactOptional()
      .describe('SHA-256 of the answer that was approved: one that was edited since is not approved.'),
    run: approvedRunSchema.exactOptional(),
  })
  .readonly();

/** One line of goldens/<baseline>/<suite>.jsonl. */
export const goldenSchema = z
  .strictObject({
    promptId: z.string(),
    answer: answerSchema,
    provenance: provenanceSchema.prefault({}),
    /** What the provider counted when this answer was recorded; a written one has none. */
    usage: usageSchema.unwrap().pick({ inputTokens: true, outputTokens: true }).readonly().exactOptional(),
  })
  .readonly();

export type GoldenAnswer = z.infer<typeof answerSchema>;
export type Golden = z.infer<typeof goldenSchema>;
