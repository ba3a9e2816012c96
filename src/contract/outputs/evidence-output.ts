import { z } from 'zod';
import { ERROR_KINDS } from '../errors/error-kind.ts';
import { jsonValueSchema } from '../json-value.ts';
import { canonicalResponseSchema } from '../exchanges/response.ts';

const text = z.string();

export const retirementOutputSchema = z
  .strictObject({ state: z.enum(['retired', 'retiring']), on: text.nullable() })
  .describe('What a host says of a model that it stops serving.');

export const findingOutputSchema = z.strictObject({
  code: text,
  pointer: text.describe("A JSON pointer into the output; '' is the whole."),
  message: text,
  expected: jsonValueSchema,
  observed: jsonValueSchema,
});

export const errorOutputSchema = z.strictObject({
  kind: z.enum(ERROR_KINDS),
  retryable: z.boolean(),
  retryAfterMs: z.number().nullable().describe('Null where the provider named no delay.'),
  status: z.int().nullable(),
  provider: text,
  providerCode: text.nullable(),
  message: text,
  providerRequestId: text.nullable(),
  phase: z.enum(['http', 'stream', 'transport']),
  retirement: retirementOutputSchema.nullable(),
  guard: text.nullable().describe('Which limit of ours ended the call.'),
  partial: canonicalResponseSchema.nullable().describe('What had come before it.'),
  raw: z
    .strictObject({
      name: text.nullable(),
      message: text.nullable(),
      body: text.nullable(),
      headers: z.record(text, text),
    })
    .describe('The envelope as it came, secrets masked.'),
});
