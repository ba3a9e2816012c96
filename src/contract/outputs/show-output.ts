import { z } from 'zod';
import { ERROR_KINDS } from '../errors/error-kind.ts';
import { RECORDED_STATES } from '../exchanges/record.ts';
import { SOURCES } from '../exchanges/exchange.ts';
import { bitSchema, contextSchema, outputSchema } from '../probe/capability-file.ts';
import { jsonObjectSchema, jsonValueSchema } from '../json-value.ts';
import { MODES } from '../exchanges/mode.ts';
import { LABELS } from '../opinions/opinion.ts';
import { canonicalRequestSchema } from '../exchanges/request.ts';
import { canonicalResponseSchema } from '../exchanges/response.ts';
import { TRUNCATION_CLASSES } from '../exchanges/truncation.ts';
import { errorOutputSchema, findingOutputSchema } from './evidence-output.ts';
import { problemsOutputSchema } from './problems-output.ts';

const text = z.string();
const count = z.int().nonnegative();
const ms = z.number().nullable();
const headers = z.record(text, text);

/** Of which exchange something is, spelt out. */
const named = { id: text, suite: text, promptId: text, target: text, mode: z.enum(MODES), repetition: count };

const attemptSchema = z.strictObject({
  number: count,
  waitedMs: z.number().describe('Backoff before this try.'),
  status: z.int().nullable(),
  error: errorOutputSchema.nullable(),
  sentMs: z.number().describe("From the run's start, as are the times after it."),
  headersMs: ms,
  firstByteMs: ms,
  firstOutputMs: ms,
  lastByteMs: ms,
});

const bodySchema = z.union([
  z.strictObject({ text }),
  z.strictObject({ base64: text }),
  z.strictObject({ sha256: text, bytes: count }).describe('In a file beside the lines of the run.'),
]);

const evidenceSchema = z.strictObject({
  request: z.strictObject({ method: text, url: text, headers, body: text.nullable() }),
  status: z.int(),
  headers,
  bytes: count,
  chunkEnds: z.array(count).describe('Where in the body each chunk of the network ended.'),
  chunkAtMs: z.array(z.number()),
  body: bodySchema,
  end: z.enum(['fin', 'reset', 'stall']),
});

const exchangeSchema = z.strictObject({
  ...named,
  servedAs: z.enum(MODES),
  source: z.enum(SOURCES),
  requestHash: text,
  attempts: z.array(attemptSchema),
  outcome: z.union([
    z.strictObject({ type: z.literal('response'), response: canonicalResponseSchema }),
    z.strictObject({ type: z.literal('error'), error: errorOutputSchema }),
  ]),
  evidence: evidenceSchema.nullable(),
  proof: z.strictObject({ frames: count, terminalMarker: z.boolean(), usageRecords: count }).nullable(),
  losses: z.array(z.strictObject({ field: text, action: z.enum(['dropped', 'downgraded']), reason: text })),
  enqueuedMs: z.number(),
  acquiredMs: z.number(),
  replayed: z
    .strictObject({
      run: text,
      source: z.enum(['live', 'simulate']),
      changes: z.array(z.strictObject({ pointer: text, recorded: jsonValueSchema, sent: jsonValueSchema })),
    })
    .exactOptional()
    .describe('How it was recorded; of a replay alone.'),
});

const notes = z.array(findingOutputSchema);
const verdictSchema = z.union([
  z.strictObject({ check: text, status: z.literal('pass'), notes }),
  z.strictObject({ check: text, status: z.enum(['fail', 'inconclusive']), findings: notes, notes }),
  z.strictObject({ check: text, status: z.literal('skip'), reason: text }),
]);

const recordSchema = z.strictObject({
  ...named,
  state: z.enum(RECORDED_STATES),
  reason: text.nullable(),
  verdicts: z.array(verdictSchema),
  truncation: z.strictObject({ class: z.enum(TRUNCATION_CLASSES), witnesses: z.array(text) }).nullable(),
  score: z.strictObject({ held: z.number(), of: z.number() }).nullable(),
  opinion: z
    .strictObject({
      label: z.enum(LABELS).nullable(),
      reason: text,
      error: z.enum(ERROR_KINDS).nullable(),
      tokens: count,
    })
    .nullable(),
  exchange: exchangeSchema.nullable().describe('Null where it was not sent.'),
});

const requestSchema = canonicalRequestSchema.unwrap().omit({ requestId: true });

const viewSchema = z.strictObject({
  record: recordSchema,
  request: requestSchema.nullable(),
  problems: problemsOutputSchema.shape.problems.describe('What of the evidence is gone or was changed.'),
  timing: z
    .strictObject({
      headersMs: ms,
      firstByteMs: ms,
      firstOutputMs: ms,
      lastByteMs: ms,
      chunks: count,
      largestStall: z.strictObject({ ms: z.number(), afterBytes: count }).nullable(),
      queuedMs: z.number(),
    })
    .nullable()
    .describe('Of the last attempt, from its sending.'),
});

const schemaVersion = z.literal(1);

export const showOutputSchema = z
  .union([
    viewSchema.extend({ schemaVersion }).describe('One exchange.'),
    z
      .strictObject({
        schemaVersion,
        run: text,
        ended: z
          .boolean()
          .describe('Of a run that has not, exchanges that were planned may not be recorded yet.'),
        recorded: count,
        exchanges: z.array(
          z.strictObject({ id: text, state: z.enum(['failed', 'errored']), finding: text.nullable() }),
        ),
        shown: z.array(viewSchema),
      })
      .describe('With --failed.'),
    z
      .strictObject({
        schemaVersion,
        run: text,
        at: z.iso.datetime(),
        tool: text.describe('The version that probed.'),
        source: z.enum(['live', 'simulate']),
        target: text,
        row: text,
        found: z.union([bitSchema, outputSchema, contextSchema]),
        requests: z
          .array(z.strictObject({ exchange: text, request: requestSchema, adds: jsonObjectSchema }))
          .nullable()
          .describe('Null where another version asked them, or they are made from a seed.'),
      })
      .describe('A row of a probe.'),
  ])
  .describe('An exchange whole, or what failed and the first of it, as show --json prints them.');
