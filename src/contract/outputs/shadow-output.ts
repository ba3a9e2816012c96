import { z } from 'zod';
import { accountsSchema } from '../shadow-report.ts';

const text = z.string();
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

export const shadowOutputSchema = z
  .union([proxySchema, sinkSchema])
  .describe('Where live requests are taken, and what became of them, as shadow --json prints it.');
