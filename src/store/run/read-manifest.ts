import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { agreementSchema } from '../../contract/opinions/agreement.ts';
import { endpointSchema } from '../../contract/wires/endpoint.ts';
import { SOURCES } from '../../contract/exchanges/exchange.ts';
import { STAGES } from '../../contract/gates/migration.ts';
import { MODES } from '../../contract/exchanges/mode.ts';
import { originSchema } from '../../contract/runs/origin.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { READ_ONCE } from '../../contract/read-once.ts';
import { numberAt, parseOrUndefined } from '../../json/read.ts';
import { orProblem } from '../disk/input-output-problem.ts';
import { runFile } from './layout.ts';
import { READ_VERSIONS, type RunManifest, type RunPurpose } from './manifest.ts';

const hash = z.string();
const hashes = z.record(z.string(), hash).readonly();

const side = z
  .strictObject({
    run: z.string(),
    target: z.string(),
    evidenceRoot: hash,
    askedIn: z.string().nullable().default(null),
  })
  .readonly();

const purposeSchema: z.ZodType<RunPurpose> = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('stage'),
    stage: z.enum(STAGES),
    migration: z.string().nullable(),
    policy: z.string(),
    underpowered: z
      .strictObject({ by: z.string(), criteria: z.array(z.string()).readonly() })
      .readonly()
      .nullable(),
  }),
  z.strictObject({ what: z.literal('again'), baseline: side, candidate: side }),
  z.strictObject({ what: z.literal('shadow'), migration: z.string() }),
]);

const pairsSchema = z
  .array(z.strictObject({ target: z.string(), prompt: z.string() }).readonly())
  .readonly()
  .nullable();

const shardSchema = z
  .strictObject({
    index: z.int(),
    of: z.int(),
    whole: z.strictObject({ prompts: z.array(z.string()).readonly(), pairs: pairsSchema }).readonly(),
  })
  .readonly();

const mergedSchema = z
  .strictObject({
    of: z.int(),
    shards: z
      .array(z.strictObject({ index: z.int(), run: z.string(), evidenceRoot: hash }).readonly())
      .readonly(),
  })
  .readonly();

export const manifestSchema: z.ZodType<RunManifest> = z.strictObject({
  schemaVersion: z.literal(READ_VERSIONS),
  run: z.string(),
  startedAt: z.string(),
  seed: z.number(),
  source: z.enum(SOURCES),
  baseline: z.string(),
  hashes: z
    .strictObject({
      config: hash,
      suites: hashes,
      goldens: hashes,
      prompts: hash.nullable().default(null),
      cassettes: hash.nullable().default(null),
    })
    .readonly(),
  versions: z.record(z.string(), z.string()).readonly(),
  // Runs of earlier versions did not ask.
  servers: z.record(z.string(), z.array(z.string()).readonly()).readonly().default({}),
  endpoints: z.array(endpointSchema).readonly().default([]),
  plan: z
    .strictObject({
      targets: z.array(z.string()).readonly(),
      suites: z.array(z.string()).readonly(),
      tags: z.array(z.string()).readonly(),
      modes: z.array(z.enum(MODES)).readonly(),
      repeat: z.int(),
      once: z.string().nullable().default(null),
      prompts: z.int(),
      named: z.array(z.string()).readonly().nullable().default(null),
      pairs: pairsSchema.default(null),
    })
    .readonly(),
  argv: z.array(z.string()).readonly(),
  origin: originSchema.nullable().default(null),
  // Runs of earlier versions asked all that was selected.
  shard: shardSchema.nullable().default(null),
  merged: mergedSchema.nullable().default(null),
  rejudged: z
    .strictObject({
      run: z.string(),
      evidenceRoot: hash,
      askedIn: z.strictObject({ run: z.string(), evidenceRoot: hash }).readonly().nullable().default(null),
      askedAt: z.string().nullable().default(null),
      config: hash.nullable().default(null),
    })
    .readonly()
    .nullable()
    .default(null),
  recordedAt: z.string().nullable().default(null),
  planted: z.strictObject({ faults: z.int(), config: hash }).readonly().nullable().default(null),
  purpose: purposeSchema.nullable().default(null),
  judge: agreementSchema.nullable().default(null),
  // Runs of earlier versions do not say, or not when.
  legs: z
    .array(
      z.union([
        z.int().transform((records) => ({ records, startedAt: null })),
        z.strictObject({ records: z.int(), startedAt: z.string().nullable() }).readonly(),
      ]),
    )
    .readonly()
    .default([{ records: 0, startedAt: null }]),
});

/** Throws InputError when the folder is no run's, or its manifest is of a version that is not known here. */
export async function readManifest(folder: string): Promise<RunManifest> {
  const path = runFile(folder, 'manifest');
  const text = await orProblem(path, 'cannot be read', readFile(path, 'utf8'));
  const value = parseOrUndefined(text);
  const version = numberAt(value, 'schemaVersion');
  if (version !== null && !READ_VERSIONS.some((known) => known === version)) {
    const message = `${path} has schemaVersion ${version}; this version reads ${READ_VERSIONS.join(' and ')}`;
    const mend = 'use the version of llama-contract that wrote it, or choose another run';
    throw new InputError([{ ...problem(message, mend), file: path, pointer: '/schemaVersion' }]);
  }
  const read = manifestSchema.safeParse(value, READ_ONCE);
  if (read.success) return read.data;
  throw new InputError(
    read.error.issues.map(({ path: keys, message }) => ({
      ...problem(`${path} is not a run's manifest: ${keys.join('.')} ${message}`, 'choose another run'),
      file: path,
      pointer: keys.map((key) => `/${String(key)}`).join(''),
    })),
  );
}
