import { z } from 'zod';
import type { Price } from '../../contract/cost/cost.ts';
import { idSchema } from './names.ts';

/** Millionths of a currency are the least that is asked for a million tokens. */
const MICRO = 1_000_000;

const priceSchemaOf = (what: string) =>
  z
    .number()
    .min(0)
    .max(MICRO)
    .refine((value) => Math.abs(value * MICRO - Math.round(value * MICRO)) < 1e-3, {
      error: 'has more than six decimals',
    })
    .describe(`For a million ${what}.`);

export const PRICES = 'What tokens cost. Without a row a price is unknown, and never 0.';

/** A year that nobody means is a slip of the hand: a row of 0026 holds always, and one of 2206 never. */
const NOT_NOW = 'must have a year from 2000 to 2099';

/** A day in UTC from its first moment, or a moment. */
const momentSchema = z
  .string()
  .refine((text) => isDate(text) || isMoment(text), {
    error: 'must be a date, or a moment in UTC, such as 2026-11-26 or 2026-11-26T12:00:00Z',
  })
  .refine(isOfNow, { error: NOT_NOW });

/** What a target's tokens cost, or a model's at a host. */
export const priceSchema = z
  .strictObject({
    target: z.string().exactOptional().describe('A target of this file; or a host and a model.'),
    host: z
      .string()
      .exactOptional()
      .describe('With model: a provider (bedrock, watsonx) or the name of an OpenAI-compatible server.'),
    model: idSchema.exactOptional().describe('An id of models.'),
    currency: z.string().regex(/^[A-Z]{3}$/, { error: 'must be a code of ISO 4217, such as USD' }),
    input: priceSchemaOf('input tokens'),
    output: priceSchemaOf('output tokens'),
    cachedInput: priceSchemaOf('input tokens that were cached').exactOptional(),
    image: priceSchemaOf('input tokens that are of images').exactOptional(),
    from: momentSchema.exactOptional().describe('It holds from this moment on. Always when left out.'),
    to: momentSchema.exactOptional().describe('It holds until before this moment. For ever when left out.'),
    source: z
      .string()
      .refine(isPage, { error: 'must be the URL of the page on which the price stands' })
      .describe('Where the price stands.'),
    retrieved: z
      .string()
      .refine(isDate, { error: 'must be a date, such as 2026-11-26' })
      .refine(isOfNow, { error: NOT_NOW })
      .describe('When it stood there.'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to), {
    error: 'must have its from before its to, or it never holds',
    path: ['to'],
  })
  .describe('A price.');

function isPage(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function isDate(text: string): boolean {
  return z.iso.date().safeParse(text).success;
}

function isOfNow(text: string): boolean {
  return text.startsWith('20') || !(isDate(text) || isMoment(text));
}

function isMoment(text: string): boolean {
  return z.iso.datetime().safeParse(text).success;
}

export type PriceRow = z.infer<typeof priceSchema>;

export function priceFrom(row: PriceRow): Price {
  const micros = (value: number | undefined): number | null =>
    value === undefined ? null : Math.round(value * MICRO);
  return {
    target: row.target ?? null,
    host: row.host ?? null,
    model: row.model ?? null,
    currency: row.currency,
    input: Math.round(row.input * MICRO),
    output: Math.round(row.output * MICRO),
    cachedInput: micros(row.cachedInput),
    image: micros(row.image),
    from: momentOf(row.from),
    to: momentOf(row.to),
    source: row.source,
    retrieved: row.retrieved,
  };
}

function momentOf(text: string | undefined): string | null {
  return text === undefined ? null : new Date(text).toISOString();
}
