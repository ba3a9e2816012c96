import { z } from 'zod';
import { LEGS } from '../exchanges/leg.ts';

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
  /** It holds from this moment on and until before that one, ISO 8601 in UTC; null is without an end. */
  readonly from: string | null;
  readonly to: string | null;
  /** Where it was read, and when: a URL and a date. */
  readonly source: string;
  readonly retrieved: string;
}

const amount = z.string();
const count = z.int().nonnegative();

/** An amount as an exact decimal. `most` is null where nobody knows an upper end. */
export const rangeSchema = z.object({ least: amount, most: amount.nullable() }).readonly();
export type MoneyRange = z.infer<typeof rangeSchema>;

/** Input and output add up to the total, exactly. */
const amountsSchema = z
  .object({
    /** But for what the provider says that it had cached. */
    input: rangeSchema,
    cachedInput: rangeSchema,
    output: rangeSchema,
    total: rangeSchema,
  })
  .readonly();
export type Amounts = z.infer<typeof amountsSchema>;

/** Attempts of one leg for which one price held. */
const invoiceLineSchema = z
  .object({
    leg: z.enum(LEGS),
    /** One; several where it is not known which of them held then, and none where no price did. */
    prices: z
      .array(
        z
          .object({
            from: z.string().nullable(),
            to: z.string().nullable(),
            source: z.string(),
            retrieved: z.string(),
          })
          .readonly(),
      )
      .readonly(),
    attempts: count,
    /** Attempts of which nobody counted the tokens. */
    unmetered: count,
    /** Cached ones among them. */
    inputTokens: count,
    /** As far as the provider said them. */
    cachedTokens: count,
    outputTokens: count,
    /** Null where no price held. */
    amounts: amountsSchema.nullable(),
  })
  .readonly();
export type InvoiceLine = z.infer<typeof invoiceLineSchema>;

/** What one answer that met its contract costs. `low` and `high` are its bounds over prompts like these, at 95%. */
const perAcceptedSchema = z
  .object({
    least: amount,
    most: amount.nullable(),
    /** Null where nothing is known of it. */
    low: amount.nullable().default(null),
    high: amount.nullable().default(null),
    /** Over so many prompts. */
    prompts: count.default(0),
  })
  .readonly();
export type PerAccepted = z.infer<typeof perAcceptedSchema>;

/** What the attempts of a target come to. The amounts of its lines add up to its own, exactly. */
export const invoiceSchema = z
  .object({
    currency: z.string(),
    input: rangeSchema,
    // One that was written before cached tokens were read has them in its input.
    cachedInput: rangeSchema.default({ least: '0', most: '0' }),
    output: rangeSchema,
    total: rangeSchema,
    lines: z.array(invoiceLineSchema).readonly().default([]),
    /** To a millionth, of all legs but `a/a`; null where no answer met its contract. */
    perAccepted: perAcceptedSchema.nullable(),
  })
  .readonly();
export type Invoice = z.infer<typeof invoiceSchema>;

/** What a target's answers cost. */
export const targetCostSchema = z
  .object({
    target: z.string(),
    /** Null where no price of it is known, for no attempt. */
    invoice: invoiceSchema.nullable(),
    /** Of all legs but `a/a`. */
    accepted: count,
    attempts: count,
    /** Attempts of which nobody counted the tokens. */
    unmetered: count,
    /** Attempts for which no price held. */
    unpriced: count.default(0),
    /** The quality over the thousands of tokens that an attempt took; null where one of them is not known. */
    qualityPerThousandTokens: z.number().nullable(),
  })
  .readonly();
export type TargetCost = z.infer<typeof targetCostSchema>;
