import { z } from 'zod';
import { RUN_KINDS } from '../runs/history-metrics.ts';
import { SOURCES } from '../exchanges/exchange.ts';

const text = z.string();
const count = z.int().nonnegative();
const schemaVersion = z.literal(1);

const overview = z.strictObject({
  run: text,
  folder: text,
  kind: z
    .enum(RUN_KINDS)
    .describe('Whether answers were judged, a load was measured, or endpoints were probed.'),
  state: z.enum(['sealed', 'unfinished', 'running', 'foreign']),
  unread: text.nullable().describe('Why a foreign one is not read.'),
  startedAt: text.nullable(),
  source: z.enum(SOURCES).nullable(),
  verdict: text.nullable(),
  counts: z
    .record(text, count)
    .nullable()
    .describe('Exchanges by state, and as planned; of a load its requests, of a probe its bits.'),
  bytes: count.describe('Of all its files.'),
  packed: z.boolean(),
});

export const runsListOutputSchema = z
  .strictObject({ schemaVersion, runs: z.array(overview) })
  .describe('The runs that are kept, the newest first, as runs list --json prints them.');

export const runsPackOutputSchema = z
  .strictObject({ schemaVersion, packed: z.array(overview.extend({ bytesBefore: count })) })
  .describe('The runs that were packed, as runs pack --json prints them.');

export const runsPruneOutputSchema = z
  .strictObject({
    schemaVersion,
    dryRun: z.boolean(),
    removed: z.array(overview),
    left: z.array(overview.extend({ why: text })).describe('What the rule names and is left all the same.'),
  })
  .describe('The runs that were removed, as runs prune --json prints them.');
