import { z } from 'zod';
import { figureSchema, historyRunSchema, keptDecisionSchema } from '../runs/history.ts';

const text = z.string();
const schemaVersion = z.literal(1);
const decisions = z.array(keptDecisionSchema).describe('What gates said of these runs.');
const kept = z.boolean().describe('Whether its folder is still there.');
const knownRun = historyRunSchema.unwrap().extend({ kept });

export const historyListOutputSchema = z
  .strictObject({ schemaVersion, runs: z.array(knownRun), decisions })
  .describe('The runs of the history, the newest first, as history list --json prints them.');

export const historyShowOutputSchema = z
  .strictObject({
    schemaVersion,
    run: knownRun,
    before: knownRun.nullable().describe('The last before it that was asked alike.'),
    decisions,
  })
  .describe('One run of the history, as history show --json prints it.');

const point = z.strictObject({
  run: text,
  startedAt: text,
  kept,
  figure: figureSchema,
  changed: z.boolean().describe('Whether it left the interval that it had.'),
});

export const historyTrendOutputSchema = z
  .strictObject({
    schemaVersion,
    trends: z.array(z.strictObject({ target: text, metric: text, points: z.array(point) })),
    decisions,
  })
  .describe('How figures of targets went, the oldest run first, as history trend --json prints them.');

export const historyRebuildOutputSchema = z
  .strictObject({
    schemaVersion,
    read: z.array(text).describe('Ids of the runs that were read.'),
    gone: z.array(text).describe('Runs that were in it, and whose folders are no more.'),
    left: z.array(z.strictObject({ run: text, why: text })),
  })
  .describe('What the index of runs was built of anew, as history rebuild --json prints it.');
