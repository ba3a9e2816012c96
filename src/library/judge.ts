import { z } from 'zod';
import type { FinishReason } from '../contract/exchanges/finish-reason.ts';
import { jsonObjectSchema, jsonValueSchema, type JsonValue } from '../contract/json-value.ts';
import {
  alternativesSchema,
  comparatorSchema,
  factSchema,
  formOf,
  type Comparator,
} from '../contract/suites/comparator.ts';
import {
  goldenSchema,
  SENTINEL_PLACES,
  variantSchema,
  type GoldenAnswer,
  type GoldenPrompt,
} from '../contract/suites/prompt.ts';
import { canonicalRequestSchema } from '../contract/exchanges/request.ts';
import { canonicalResponseSchema, type Usage } from '../contract/exchanges/response.ts';
import type { Judgement } from '../runs/judge/judge-response.ts';
import { judge as judgeAnswer } from '../runs/judge/judge.ts';
import { whyNoTextPattern } from '../json/text-pattern.ts';
import { checkOptions } from './check-options.ts';
import { judgeInTime } from './judge-in-time.ts';

/** An answer that is at hand, and what to hold it against. */
export interface JudgeOptions {
  /** What was asked. What is left out was not asked for. */
  readonly prompt: Partial<GoldenPrompt>;
  /** The approved answer; null where there is none. */
  readonly golden: GoldenAnswer | null;
  readonly response: ResponseToJudge;
  /** The model that was asked, by its provider's id; left out, none is held against it. */
  readonly model?: string | undefined;
}

/** What was answered. What a provider did not give is null, never a default: that is what a check looks for. */
export interface ResponseToJudge {
  readonly text: string;
  readonly finishReason: FinishReason | null;
  readonly usage: Pick<Usage, 'inputTokens' | 'outputTokens'> & Partial<Usage>;
  readonly reasoning?: string | null | undefined;
  readonly toolCalls?: readonly CallToJudge[] | undefined;
  readonly model?: string | null | undefined;
}

export interface CallToJudge {
  readonly name: string;
  /** The parsed value. */
  readonly arguments: JsonValue;
  /** The text as it came; by default that of `arguments`. */
  readonly rawArguments?: string | undefined;
}

const { messages, tools, toolChoice, maxOutputTokens, temperature, topP, seed, stop } =
  canonicalRequestSchema.unwrap().shape;

const promptSchema = z.strictObject({
  id: z.string().default('prompt'),
  suite: z.string().default('code'),
  archetype: z.string().default('code'),
  tags: z.array(z.string()).readonly().default([]),
  messages: messages.default([]),
  output: z.strictObject({ name: z.string(), schema: jsonObjectSchema }).readonly().nullable().default(null),
  tools: tools.default([]),
  toolChoice: toolChoice.default(null),
  maxOutputTokens: maxOutputTokens.default(null),
  temperature: temperature.default(null),
  topP: topP.default(null),
  seed: seed.default(null),
  stop: stop.default([]),
  comparators: z
    .record(
      z.string(),
      comparatorSchema.refine(
        isUsable,
        'must be a regular expression that is certain to end: without look-around and back references',
      ),
    )
    .readonly()
    .default({}),
  facts: z.array(factSchema).readonly().default([]),
  notFacts: z.array(factSchema).readonly().default([]),
  sentinels: z
    .array(z.strictObject({ fact: alternativesSchema, at: z.enum(SENTINEL_PLACES) }).readonly())
    .readonly()
    .default([]),
  documents: z.array(z.string()).readonly().default([]),
  accepts: z.array(variantSchema).readonly().default([]),
});

function isUsable(comparator: Comparator): boolean {
  const form = formOf(comparator);
  return typeof form === 'string' || form.regex === undefined || whyNoTextPattern(form.regex) === null;
}

const { text, finishReason, usage, reasoning, model } = canonicalResponseSchema.unwrap().shape;

const callSchema = z.strictObject({
  name: z.string(),
  arguments: jsonValueSchema,
  rawArguments: z.string().optional(),
});

const optionsSchema = z.strictObject({
  prompt: promptSchema,
  golden: goldenSchema.unwrap().shape.answer.nullable(),
  response: z.strictObject({
    text,
    finishReason,
    usage,
    reasoning: reasoning.default(null),
    toolCalls: z.array(callSchema).readonly().default([]),
    model: model.default(null),
  }),
  model: z.string().optional(),
});

/**
 * Holds an answer against its prompt and golden by every check that needs no wire. Calls nothing. Throws InputError
 * with everything that is wrong in what was given; an answer that breaks its contract is a result, not an error.
 */
export function judge(options: JudgeOptions): Judgement {
  const { prompt, golden, response, model = null } = checkOptions(optionsSchema, options);
  const toolCalls = response.toolCalls.map(({ rawArguments, ...call }) => ({
    id: null,
    rawArguments: rawArguments ?? JSON.stringify(call.arguments),
    ...call,
  }));
  return judgeAnswer({
    prompt,
    golden,
    response: { ...response, toolCalls, providerRequestId: null, systemFingerprint: null, warnings: [] },
    model,
    judgeSlow: judgeInTime,
  });
}
