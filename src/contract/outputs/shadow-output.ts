import { z } from 'zod';
import { accountsSchema } from '../traffic/shadow-report.ts';

const text = z.string();
const count = z.int().nonnegative();
const schemaVersion = z.literal(1);
const source = z.enum(['live', 'simulate']);

const proxySchema = z
  .strictObject({
    schemaVersion,
    url: text,
    baseUrl: text.describe('As an SDK takes it.'),
    migration: text,
    source,
    routes: z
      .array(z.strictObject({ model: text, baseUrl: text }))
      .describe('Models by their names, and where whatever model is asked for is that one.'),
  })
  .describe('With --proxy: where live requests are served.');

const accounts = accountsSchema;

/** A line each, as they come. */
const sinkSchema = z
  .union([
    z.strictObject({ schemaVersion, what: z.literal('listening'), url: text, migration: text, source }),
    z.strictObject({ schemaVersion, what: z.literal('run'), run: text, folder: text, accounts }),
    z.strictObject({ schemaVersion, what: z.literal('ended'), exitCode: z.int(), accounts }),
  ])
  .describe('With --sink: a line when it listens, for each run that is sealed, and at the end.');

const captureSchema = z
  .strictObject({
    schemaVersion,
    exitCode: z.int(),
    migration: text,
    runs: z.array(text),
    suiteFile: text.describe('From the project root, as all paths here.'),
    goldensFile: text.nullable().describe('Null where the baseline answered none of them.'),
    files: z.array(text).describe('Schemas and pictures.'),
    seen: count.describe('Requests that were kept.'),
    alike: count.describe('Of these, those that are like one before.'),
    shares: z.array(z.strictObject({ stratum: text, seen: count, drawn: count })),
    prompts: count,
    goldens: count.describe('Approved by nobody.'),
    leftOut: z.array(z.strictObject({ why: text, requests: count })),
    synthetic: z.boolean().describe("Whether any answer is a simulator's."),
  })
  .describe('With --capture: what was drawn of live requests.');

export const shadowOutputSchema = z
  .union([proxySchema, sinkSchema, captureSchema])
  .describe('Where live requests are taken, and what became of them, as shadow --json prints it.');
