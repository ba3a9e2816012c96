import { z } from 'zod';
import { jsonValueSchema } from '../json-value.ts';

const wordsSchema = z.string().min(1);

/** A text to look for, or a list of them any of which will do. */
export const alternativesSchema = z.union([wordsSchema, z.array(wordsSchema).min(1).readonly()]);
export type Alternatives = z.infer<typeof alternativesSchema>;

/** One text, or several: each of them counts. */
const wordListSchema = z.union([wordsSchema, z.array(alternativesSchema).min(1).readonly()]);
export type WordList = z.infer<typeof wordListSchema>;

/** A JSON pointer, where `*` stands for any index of a list: https://www.rfc-editor.org/rfc/rfc6901 */
export const POINTER = /^(?:\/(?:[^~]|~[01])*)?$/;
export const pointerSchema = z.string().regex(POINTER, { error: 'must be a JSON pointer, as /a/*/b' });

/** What holds for a place and for all that lies below it, until a longer pointer says otherwise. */
const WAYS = ['structure', 'exact', 'type', 'ignore'] as const;
export type Way = (typeof WAYS)[number];

/** What holds for a text or a list by itself. */
const SHORT = ['contains', 'length', 'set', 'ordered'] as const;

const weight = z.number().positive().max(1000).exactOptional();

const rulesSchema = z
  .strictObject({
    /** The value is one of these, compared exactly. */
    oneOf: z.array(jsonValueSchema).min(1).readonly().exactOptional(),
    /** A closed set of words that clients switch on. */
    enum: z.array(z.string()).min(1).readonly().exactOptional(),
    /** A number this near to the golden's. */
    number: z
      .union([
        z.strictObject({ within: z.number().min(0) }).readonly(),
        z.strictObject({ percent: z.number().min(0).max(100) }).readonly(),
      ])
      .exactOptional(),
    /** The golden's items in any order; items are the same where what stands at these pointers in them is. */
    set: z
      .strictObject({ by: z.array(pointerSchema).min(1).readonly() })
      .readonly()
      .exactOptional(),
    contains: wordListSchema.exactOptional(),
    notContains: wordListSchema.exactOptional(),
    /** These words, in this order. */
    ordered: z.array(alternativesSchema).min(1).readonly().exactOptional(),
    /** The text stands word for word in what was asked, or in a document of it; spacing does not matter. */
    verbatimIn: z.enum(['prompt', 'document']).exactOptional(),
    regex: wordsSchema.exactOptional(),
    /** Characters of a text, items of a list: as many as the golden has, more or less by so many per cent. */
    length: z.number().min(0).max(1000).exactOptional(),
    weight,
  })
  .refine((rules) => Object.keys(rules).some((key) => key !== 'weight'), {
    error:
      'needs a rule: oneOf, enum, number, set, contains, notContains, ordered, verbatimIn, regex or length',
  })
  .readonly();
export type Rules = z.infer<typeof rulesSchema>;

/**
 * How a value at a JSON pointer (with `*` for any array index) is compared with the golden's. `''` is the whole answer,
 * and `/toolCalls/0/arguments/…` the arguments of its calls. `structure` (the default), `exact`, `type` and `ignore` hold
 * for all that lies below. `set` and `ordered` are for lists: the golden's items in any order; the golden's items in
 * its order, with others between them or not. `contains` is for texts: the golden's own, or those named. `length` is
 * for both. Of several rules in one map each must hold. `weight` is how much the place counts in the quality score.
 */
export const comparatorSchema = z.union([
  z.enum([...WAYS, ...SHORT]),
  z.strictObject({ as: z.enum([...WAYS, ...SHORT]), weight }).readonly(),
  rulesSchema,
]);
export type Comparator = z.infer<typeof comparatorSchema>;
export type ComparatorWord = Extract<Comparator, string>;

/** A comparator as its word or its rules, whichever way it was written. */
export function formOf(comparator: Comparator): ComparatorWord | Rules {
  return typeof comparator !== 'string' && 'as' in comparator ? comparator.as : comparator;
}

export function isWay(form: ComparatorWord | Rules): form is Way {
  return form === 'structure' || form === 'exact' || form === 'type' || form === 'ignore';
}

/** What an answer must say, or must not: in other words the same, where a list of them is given. */
export const factSchema = z.union([
  alternativesSchema,
  z.strictObject({ fact: alternativesSchema, weight }).readonly(),
]);
export type FactRule = z.infer<typeof factSchema>;

/** Where an answer's tool calls stand for comparators. */
export const CALLS_PLACE = '/toolCalls';

/** Where the arguments of all of them do. They are what a client acts on, so usually they are compared exactly. */
export const ARGUMENTS_PLACE = `${CALLS_PLACE}/*/arguments`;

/** The place of one call, by its number. */
export function callAt(index: number): string {
  return `${CALLS_PLACE}/${index}`;
}

export function argumentsAt(index: number): string {
  return `${callAt(index)}/arguments`;
}

/**
 * The comparator that says how all arguments are compared; null where none does. One of the calls says so only if it holds
 * for what lies below: that there are as many calls says nothing of their arguments.
 */
export function comparatorOfArguments(comparators: Readonly<Record<string, Comparator>>): Comparator | null {
  const own = comparators[ARGUMENTS_PLACE];
  if (own !== undefined) return own;
  const above = [comparators[`${CALLS_PLACE}/*`], comparators[CALLS_PLACE]];
  return above.find((each) => each !== undefined && isWay(formOf(each))) ?? null;
}

/** Whether a comparator is of the tool calls: its pointer begins with their place. */
export function isOfCalls(pointer: string): boolean {
  return pointer === CALLS_PLACE || pointer.startsWith(`${CALLS_PLACE}/`);
}
