import { z } from 'zod';
import { problemsOutputSchema } from './problems-output.ts';

const text = z.string();
const count = z.int().nonnegative();

export const recordOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    run: text,
    source: z.enum(['live', 'simulate']),
    planted: count.describe('Faults that were planted in what answered.'),
    cassettes: z.array(
      z.strictObject({
        target: text,
        suite: text,
        file: text,
        bytes: count,
        recorded: count,
        same: count.describe('Recorded there before; they stay.'),
        kept: count.describe('Of other runs; they stay.'),
      }),
    ),
    left: z
      .array(z.strictObject({ why: text, ids: z.array(text) }))
      .describe('What of the run is in no cassette.'),
    approving: z.array(text).describe('Commands, ready for a shell.'),
    warnings: problemsOutputSchema.shape.problems,
    missing: count.describe('Planned, and not asked.'),
  })
  .describe('The cassettes that were written, as record --json prints them.');
