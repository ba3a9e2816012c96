import { z } from 'zod';
import type { FindingCode } from '../findings.ts';
import { FINISH_REASONS } from './finish-reason.ts';
import { jsonValueSchema } from '../json-value.ts';

/**
 * A deviation that the decoder saw on the wire. `code` is `noun/what`; `frame` is the event's 0-based number and
 * `offset` the byte of the body at which it ended, so that the chunk whose arrival completed it can be found.
 */
const warningSchema = z
  .strictObject({
    code: z.string(),
    message: z.string(),
    frame: z.int().nullable(),
    offset: z.int().nonnegative().nullable(),
  })
  .readonly();

/** `arguments` is the parsed value when `rawArguments` is a JSON object or array, else null. */
const responseToolCallSchema = z
  .strictObject({
    id: z.string().nullable(),
    name: z.string(),
    arguments: jsonValueSchema,
    rawArguments: z.string(),
  })
  .readonly();

const tokens = z.int().nonnegative().nullable();

/** What a provider bills, and of that what it says it read from a cache and reasoned. Older runs kept neither. */
export const usageSchema = z
  .strictObject({
    inputTokens: tokens,
    outputTokens: tokens,
    /** Among the input tokens. */
    cachedTokens: tokens.default(null),
    /** Among the output tokens, but where a server counts them in its total alone. */
    reasoningTokens: tokens.default(null),
  })
  .readonly();

/** What a provider answered, in one form for all. Absence is null, never a default. */
export const canonicalResponseSchema = z
  .strictObject({
    text: z.string(),
    reasoning: z.string().nullable(),
    toolCalls: z.array(responseToolCallSchema).readonly(),
    finishReason: z
      .strictObject({ unified: z.enum(FINISH_REASONS), raw: z.string() })
      .readonly()
      .nullable(),
    usage: usageSchema,
    model: z.string().nullable(),
    providerRequestId: z.string().nullable(),
    /** What the server says of its version and set-up; older runs did not keep it. */
    systemFingerprint: z.string().nullable().default(null),
    warnings: z.array(warningSchema).readonly(),
  })
  .readonly();

/** What we write; a run of another version may hold codes that are no longer in the table. */
export interface Warning extends Omit<z.infer<typeof warningSchema>, 'code'> {
  readonly code: FindingCode;
}
export type ResponseToolCall = z.infer<typeof responseToolCallSchema>;
export type Usage = z.infer<typeof usageSchema>;

export const NO_USAGE: Usage = {
  inputTokens: null,
  outputTokens: null,
  cachedTokens: null,
  reasoningTokens: null,
};
export type CanonicalResponse = Readonly<
  Omit<z.infer<typeof canonicalResponseSchema>, 'warnings'> & { warnings: readonly Warning[] }
>;
