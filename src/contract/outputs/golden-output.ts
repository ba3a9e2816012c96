import { z } from 'zod';
import { agreementSchema } from '../opinions/agreement.ts';
import { ERROR_KINDS } from '../errors/error-kind.ts';
import { jsonValueSchema } from '../json-value.ts';
import { LABELS } from '../opinions/opinion.ts';
import { goldenSchema } from '../suites/prompt.ts';
import { ALTERATION_KINDS, type Strength } from '../suites/strength.ts';
import { obsoleteSchema } from './golden-list-output.ts';

const text = z.string();
const texts = z.array(text);
const count = z.int().nonnegative();
const schemaVersion = z.literal(1);

const differences = z.array(
  z.strictObject({
    pointer: text,
    what: z.enum(['missing', 'extra', 'type', 'value']),
    left: jsonValueSchema.describe('Of the golden.'),
    right: jsonValueSchema.describe('Of the answer.'),
  }),
);

const lines = z.array(
  z.strictObject({
    mark: z.enum([' ', '-', '+']),
    pieces: z.array(z.strictObject({ text, changed: z.boolean() })),
  }),
);

export const goldenDiffOutputSchema = z
  .strictObject({
    schemaVersion,
    run: text,
    baseline: text,
    exitCode: z.int(),
    answers: z.array(
      z.strictObject({
        promptId: text,
        suite: text,
        what: z.enum(['matched', 'unmatched', 'added', 'stale']),
        given: texts.describe('The exchanges that gave it.'),
        answer: goldenSchema.unwrap().shape.answer,
        difference: z
          .strictObject({
            json: differences.nullable(),
            text: lines.nullable(),
            toolCalls: differences,
            ending: differences,
          })
          .nullable()
          .describe('Null where there is no golden, or the answer is the golden.'),
      }),
    ),
    unanswered: z.array(z.strictObject({ id: text, why: text })),
    unrecorded: count.describe('Prompts that the run was to ask and has no record of.'),
    obsolete: obsoleteSchema,
  })
  .describe('Answers of a run held against the goldens, as golden diff --json prints them.');

export const goldenApproveOutputSchema = z
  .strictObject({
    schemaVersion,
    run: text.nullable().describe('Null where goldens were approved as they were written.'),
    baseline: text,
    by: text,
    reason: text,
    date: text,
    goldens: z.array(
      z.strictObject({
        promptId: text,
        suite: text,
        what: z.enum(['added', 'updated', 'matched', 'kept', 'left']),
        why: text.nullable().describe('Why nothing was approved.'),
        file: text,
        exchange: text.nullable(),
        source: text.nullable(),
      }),
    ),
  })
  .describe('What was approved, as golden approve --json prints it.');

export const goldenJudgeOutputSchema = z
  .strictObject({
    schemaVersion,
    source: z.enum(['live', 'simulate']),
    synthetic: z.boolean(),
    target: text,
    minKappa: z.number(),
    why: text.nullable().describe('Why its opinions are no evidence; null where they may be.'),
    labelsFile: text,
    labels: count,
    agreementFile: text,
    agreement: agreementSchema.nullable().describe('Null where nothing could be measured.'),
    answers: z.array(
      z.strictObject({
        line: count,
        promptId: text,
        label: z.enum(LABELS).describe('That a person gave.'),
        judged: z.enum(LABELS).nullable(),
        reason: text,
        error: z.enum(ERROR_KINDS).nullable(),
      }),
    ),
  })
  .describe('How far the judge agrees with people, as golden judge --json prints it.');

const caught = { altered: count, caught: count };
const kinds = z.record(z.enum(ALTERATION_KINDS), z.strictObject(caught).readonly()).readonly();

export const goldenStrengthOutputSchema: z.ZodType<
  Strength & { readonly schemaVersion: 1; readonly min: number | null; readonly weak: readonly string[] }
> = z
  .strictObject({
    schemaVersion,
    min: z.number().nullable().describe('The per cent that --min asks for.'),
    weak: texts.describe('Kinds of which less is caught.'),
    seed: z.int(),
    ...caught,
    kinds,
    unchanged: count,
    suites: z.array(z.strictObject({ suite: text, ...caught, kinds }).readonly()).readonly(),
    prompts: z
      .array(z.strictObject({ suite: text, ...caught, kinds, promptId: text, unchanged: count }).readonly())
      .readonly(),
    classes: z
      .array(
        z.strictObject({ class: text, kind: z.enum(ALTERATION_KINDS), means: text, ...caught }).readonly(),
      )
      .readonly(),
    survivors: z
      .array(
        z
          .strictObject({
            promptId: text,
            class: text,
            at: text,
            what: text,
            heldBy: text,
            passed: texts.readonly(),
          })
          .readonly(),
      )
      .readonly()
      .describe('Wrong answers that pass.'),
    unmeasured: z.array(z.strictObject({ promptId: text, why: text }).readonly()).readonly(),
  })
  .describe('What wrong answers a golden set would catch, as golden strength --json prints it.');
