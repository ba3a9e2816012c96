import { z } from 'zod';
import { whyOf } from '../../files/issue-words.ts';
import type { Attempt } from '../../contract/exchanges/exchange.ts';
import { ERROR_KINDS } from '../../contract/errors/error-kind.ts';
import { GUARDS } from '../../contract/errors/guard-error.ts';
import { MODES } from '../../contract/exchanges/mode.ts';
import { isRecord } from '../../json/read.ts';
import { CASSETTE_VERSION, type RecordedExchange, type RecordedRun } from './cassette.ts';

const text = z.string();
const texts = z.record(text, text).readonly();
const whole = z.int().min(0);
const ms = z.number().min(0);

const headSchema = z.strictObject({
  kind: z.literal('cassette'),
  schemaVersion: z.literal(CASSETTE_VERSION),
  target: text,
  suite: text,
});

const runSchema: z.ZodType<{ readonly kind: 'run' } & RecordedRun> = z.strictObject({
  kind: z.literal('run'),
  run: text,
  source: z.enum(['live', 'simulate']),
  startedAt: text,
  versions: texts,
  planted: z.int().min(1).exactOptional(),
});

const requestSchema = z.union([
  z.strictObject({ kind: z.literal('request'), sha256: text, text }),
  z.strictObject({ kind: z.literal('request'), sha256: text, base64: text }),
]);

const frameSchema = z.strictObject({ headers: texts, payload: text }).readonly();
const bodySchema = z.union([
  z.strictObject({ text }),
  z.strictObject({ base64: text, frames: z.array(frameSchema).readonly() }),
  z.strictObject({ base64: text }),
]);

const errorSchema = z.strictObject({
  kind: z.enum(ERROR_KINDS),
  message: text,
  retryAfterMs: ms.nullable(),
  guard: z.enum(GUARDS).nullable(),
});

/** Of a try without bytes of its own, which is taken as it was written. */
const attemptSchema = z.custom<Attempt>(
  (value) => isRecord(value) && Number.isInteger(value['number']) && typeof value['sentMs'] === 'number',
  'must be an attempt',
);

const exchangeSchema: z.ZodType<{ readonly kind: 'exchange' } & RecordedExchange> = z.strictObject({
  kind: z.literal('exchange'),
  prompt: text,
  mode: z.enum(MODES),
  repetition: z.int().min(1),
  run: text,
  requestHash: text,
  request: z
    .strictObject({
      method: text,
      path: text,
      body: z.strictObject({ sha256: text, bytes: whole }).readonly().nullable(),
    })
    .readonly(),
  response: z
    .strictObject({
      status: z.int().min(100).max(599),
      headers: texts,
      headMs: ms,
      chunkEnds: z.array(whole).readonly(),
      chunkMs: z.array(ms).readonly(),
      end: z.enum(['fin', 'reset', 'stall']),
      body: bodySchema,
    })
    .readonly(),
  earlier: z.array(attemptSchema).readonly(),
  waitedMs: ms,
  sentMs: ms,
  error: errorSchema.readonly().nullable(),
});

const LINES = { cassette: headSchema, run: runSchema, request: requestSchema, exchange: exchangeSchema };

export type CassetteLine =
  | z.infer<typeof headSchema>
  | z.infer<typeof runSchema>
  | z.infer<typeof requestSchema>
  | z.infer<typeof exchangeSchema>;

/** A line of a cassette, or what is wrong with it: where in its JSON, and why. */
export function readCassetteLine(
  value: unknown,
): { readonly line: CassetteLine } | { readonly pointer: string; readonly why: string } {
  const kind = isRecord(value) ? value['kind'] : undefined;
  if (kind !== 'cassette' && kind !== 'run' && kind !== 'request' && kind !== 'exchange') {
    return { pointer: '/kind', why: 'must be cassette, run, request or exchange' };
  }
  const read = LINES[kind].safeParse(value);
  if (read.success) return { line: read.data };
  const [issue] = read.error.issues;
  const pointer = (issue?.path ?? []).map((key) => `/${String(key)}`).join('');
  return { pointer, why: issue === undefined ? 'is no line of a cassette' : whyOf(issue) };
}
