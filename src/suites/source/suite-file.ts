import { z } from 'zod';
import { jsonObjectSchema, jsonValueSchema } from '../../contract/json-value.ts';
import {
  alternativesSchema,
  comparatorSchema,
  factSchema,
  pointerSchema,
} from '../../contract/suites/comparator.ts';
import { SENTINEL_PLACES, variantSchema } from '../../contract/suites/prompt.ts';
import { formatOf } from '../../files/check-format.ts';
import type { Format } from '../../files/format-at.ts';
import { documentSpecSchema } from '../generate/document-spec.ts';

const SLUG = '[a-z0-9]+(?:-[a-z0-9]+)*';
const FUNCTION_NAME = /^[A-Za-z0-9_-]{1,64}$/;

const textItemShape = {
  text: z.string().min(1).optional(),
  document: z
    .string()
    .min(1)
    .describe('Path of a UTF-8 text file from the project root; its text stands here in the message.')
    .optional(),
  generate: documentSpecSchema
    .describe(
      'A long document that is written from a seed when the suite is read, with facts at given depths.',
    )
    .optional(),
};
const imageItemShape = {
  image: z
    .string()
    .min(1)
    .describe('Path of a PNG, JPEG, GIF or WebP file from the project root.')
    .optional(),
};

function holdsOne(item: object): boolean {
  return Object.values(item).filter((value) => value !== undefined).length === 1;
}

const textItemSchema = z
  .strictObject(textItemShape)
  .refine(holdsOne, { error: 'needs exactly one of text, document or generate' });
const userItemSchema = z
  .strictObject({ ...textItemShape, ...imageItemShape })
  .refine(holdsOne, { error: 'needs exactly one of text, image, document or generate' });

const textContentSchema = z.union([z.string(), z.array(textItemSchema).min(1)]);

const systemMessageSchema = z.strictObject({ role: z.literal('system'), content: textContentSchema });
const userMessageSchema = z.strictObject({
  role: z.literal('user'),
  content: z.union([z.string(), z.array(userItemSchema).min(1)]),
});
const assistantMessageSchema = z.strictObject({
  role: z.literal('assistant'),
  content: textContentSchema.optional(),
  toolCalls: z
    .array(z.strictObject({ id: z.string().min(1), name: z.string().min(1), arguments: jsonValueSchema }))
    .optional(),
});
const toolMessageSchema = z.strictObject({
  role: z.literal('tool'),
  toolCallId: z.string().min(1),
  content: textContentSchema,
});

const messageFileSchema = z.discriminatedUnion('role', [
  systemMessageSchema,
  userMessageSchema,
  assistantMessageSchema,
  toolMessageSchema,
]);

const toolBodySchema = z.strictObject({
  description: z.string().min(1).describe('What the model is told of it. Left out, nothing.').optional(),
  parameters: jsonObjectSchema.describe('A JSON Schema of type object.'),
});

const promptFileSchema = z.strictObject({
  id: z
    .string()
    .regex(new RegExp(`^(?:${SLUG}/)?${SLUG}$`), { error: 'must be lower-case words joined by hyphens' })
    .describe('Unique over all suites.'),
  note: z.string().describe('For people: what this prompt is there to catch. Never sent.').optional(),
  tags: z
    .array(z.string().regex(new RegExp(`^${SLUG}$`), { error: 'must be lower-case words joined by hyphens' }))
    .optional(),
  messages: z.array(messageFileSchema).min(1),
  output: z
    .strictObject({
      schema: z.string().min(1).describe('Path of a JSON Schema file from the project root.'),
      name: z
        .string()
        .regex(FUNCTION_NAME, { error: 'must have at most 64 of A-Z a-z 0-9 _ -' })
        .describe("Name of the schema on the wire. Default: the file's name.")
        .optional(),
    })
    .describe('Asks for JSON. Absent: plain text.')
    .optional(),
  tools: z
    .array(z.string().min(1))
    .describe("Names of this suite's tools that are offered to the model.")
    .optional(),
  toolChoice: z
    .union([z.enum(['auto', 'none', 'required']), z.strictObject({ name: z.string().min(1) })])
    .optional(),
  maxOutputTokens: z.int().positive().optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().gt(0).max(1).optional(),
  seed: z.int().optional(),
  stop: z.array(z.string().min(1)).min(1).max(4).optional(),
  comparators: z
    .record(pointerSchema, comparatorSchema)
    .describe(
      'How the value at a JSON pointer (* for any array index; "" for the whole answer; /toolCalls/*/arguments/… for calls) is compared: structure (the default), exact, type, ignore, set, ordered, contains, length, or a map of rules: oneOf, enum, number, set, contains, notContains, ordered, verbatimIn, regex, length.',
    )
    .optional(),
  facts: z
    .array(factSchema)
    .min(1)
    .describe(
      'What every answer says. Case, spacing and the commas of numbers do not matter; a list means any of these words.',
    )
    .optional(),
  notFacts: z.array(factSchema).min(1).describe('What no answer says.').optional(),
  sentinels: z
    .array(
      z.strictObject({
        fact: alternativesSchema.describe(
          'Text that the answer must hold, or a list any of which will do; case and spacing do not matter.',
        ),
        at: z.enum(SENTINEL_PLACES).describe('Where in the input the fact stands.'),
      }),
    )
    .min(1)
    .describe('Facts of a long input by their place: those that an answer lacks say what was not read.')
    .optional(),
  accepts: z
    .array(variantSchema)
    .min(1)
    .describe(
      'Answers that are right as well as the golden: the whole text of one, or a map of JSON pointers (into its JSON, or below /toolCalls) with what may stand there. None may fail.',
    )
    .optional(),
});

/** suites/<name>.yaml, as a person writes it. */
export const suiteFileSchema = z
  .strictObject({
    archetype: z
      .string()
      .regex(new RegExp(`^${SLUG}$`), { error: 'must be lower-case words joined by hyphens' })
      .describe('The kind of work, for grouping in reports.'),
    description: z.string().optional(),
    tools: z
      .record(
        z.string().regex(FUNCTION_NAME, { error: 'must have at most 64 of A-Z a-z 0-9 _ -' }),
        toolBodySchema,
      )
      .describe('Tools by name; prompts refer to them.')
      .optional(),
    prompts: z.array(promptFileSchema).min(1),
  })
  .meta({ title: 'llama-contract suite' });

/** The format of suite files as JSON Schema draft-7, for editors and for `config schema suite`. */
export function suiteFileJsonSchema(): Format {
  return formatOf(suiteFileSchema);
}

export type SuiteFile = z.infer<typeof suiteFileSchema>;
export type PromptFile = SuiteFile['prompts'][number];
export type MessageFile = PromptFile['messages'][number];
export type ContentFile = z.infer<typeof userMessageSchema>['content'];
