import { z } from 'zod';

/**
 * What a provider asks for tokens, in millionths of the currency for a million tokens: a price of 0.17 is 170,000. Null is
 * a kind that has no price of its own.
 */
export interface Price {
  /** The target that it is of; null where it is that of a model at a host. */
  readonly target: string | null;
  /** A provider, or the name of an OpenAI-compatible server. */
  readonly host: string | null;
  /** The id of the model in the configuration. */
  readonly model: string | null;
  /** ISO 4217. */
  readonly currency: string;
  readonly input: number;
  readonly output: number;
  /** Of input tokens that the provider had cached, and of those that are images: input tokens, both of them. */
  readonly cachedInput: number | null;
  readonly image: number | null;
  /** Where it was read, and when: a URL and a date. */
  readonly source: string;
  readonly retrieved: string;
}

const amount = z.string();

/** An amount as an exact decimal. `most` is null where nobody knows an upper end. */
const rangeSchema = z.object({ least: amount, most: amount.nullable() }).readonly();
export type MoneyRange = z.infer<typeof rangeSchema>;

/** What the attempts of a target come to. Input and output add up to the total, exactly. */
export const invoiceSchema = z
  .object({
    currency: z.string(),
    source: z.string(),
    retrieved: z.string(),
    input: rangeSchema,
    output: rangeSchema,
    total: rangeSchema,
    /** For each answer that met its contract, to a millionth; null where none did. */
    perAccepted: rangeSchema.nullable(),
  })
  .readonly();
export type Invoice = z.infer<typeof invoiceSchema>;

/** What a target's answers cost. */
export const targetCostSchema = z
  .object({
    target: z.string(),
    /** Null where its price is not known. */
    invoice: invoiceSchema.nullable(),
    accepted: z.int().nonnegative(),
    attempts: z.int().nonnegative(),
    /** Attempts of which nobody counted the tokens. */
    unmetered: z.int().nonnegative(),
    /** The quality over the thousands of tokens that an attempt took; null where one of them is not known. */
    qualityPerThousandTokens: z.number().nullable(),
  })
  .readonly();
export type TargetCost = z.infer<typeof targetCostSchema>;
