import { z } from 'zod';
import { ERROR_KINDS } from '../errors/error-kind.ts';
import { FINISH_REASONS } from '../exchanges/finish-reason.ts';
import { jsonValueSchema } from '../json-value.ts';
import { canonicalResponseSchema, usageSchema } from '../exchanges/response.ts';
import { errorOutputSchema, findingOutputSchema, retirementOutputSchema } from './evidence-output.ts';

const text = z.string();
const id = z.union([text, z.number()]).nullable();

const invalidSchema = z
  .strictObject({ id, invalid: text })
  .describe('A line that could not be read, and why.');

const explainedSchema = z.strictObject({
  rule: text,
  kind: z.enum(ERROR_KINDS),
  retryable: z.boolean(),
  place: text.describe('Where it was read.'),
  said: text,
  source: text.exactOptional().describe('Where a phrase that decided was seen.'),
});

export const classifyOutputSchema = z
  .union([
    z.strictObject({
      id,
      ...errorOutputSchema.pick({
        kind: true,
        retryable: true,
        retryAfterMs: true,
        status: true,
        providerCode: true,
        providerRequestId: true,
        message: true,
      }).shape,
      retirement: retirementOutputSchema.exactOptional(),
      decided: explainedSchema.exactOptional().describe('With --explain.'),
      second: explainedSchema.exactOptional().describe('With --explain.'),
      suggest: text.exactOptional().describe('With --suggest, where no rule knew the words.'),
    }),
    invalidSchema,
  ])
  .describe('What kind of error a line is: each line that classify prints.');

export const decodeOutputSchema = z
  .union([
    z.strictObject({
      id,
      text,
      reasoning: text.nullable(),
      finish: z.enum(FINISH_REASONS).nullable(),
      finishRaw: text.nullable(),
      toolCalls: z.array(
        z.strictObject({
          name: text,
          arguments: jsonValueSchema.describe('The text as it came where that is no JSON object or array.'),
        }),
      ),
      usage: usageSchema.unwrap().pick({ inputTokens: true, outputTokens: true }),
      complete: z.boolean().describe('Whether the wire proves that the answer is whole.'),
      truncated: z.boolean().describe('Whether a whole answer ended at a token limit.'),
      error: errorOutputSchema.nullable(),
      findings: z.array(
        z.union([findingOutputSchema, canonicalResponseSchema.unwrap().shape.warnings.unwrap().element]),
      ),
    }),
    invalidSchema,
  ])
  .describe('What the adapters make of a recorded response: each line that decode prints.');
