import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { agreementSchema } from '../../contract/opinions/agreement.ts';
import { targetCostSchema } from '../../contract/cost/cost.ts';
import { ERROR_KINDS } from '../../contract/errors/error-kind.ts';
import { SOURCES } from '../../contract/exchanges/exchange.ts';
import { isFindingCode } from '../../contract/findings.ts';
import { InputError, problem } from '../../contract/problem.ts';
import { originSchema } from '../../contract/runs/origin.ts';
import type { ErrorMend, Report } from '../../contract/runs/report.ts';
import { shadowReportSchema } from '../../contract/traffic/shadow-report.ts';
import { ALTERATION_KINDS } from '../../contract/suites/strength.ts';
import {
  judgedSchema,
  latencySchema,
  promptRowSchema,
  targetSchema,
  timeToFirstTokenSchema,
} from '../../contract/runs/summary-schema.ts';
import { READ_ONCE } from '../../contract/read-once.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { codeOf, inputOutputProblem } from '../disk/input-output-problem.ts';
import { runFile } from './layout.ts';
import { refuseForged } from './sign-summary.ts';

const text = z.string();
const texts = z.array(text).readonly();
const caught = { altered: z.int(), caught: z.int() };

const kindOrCode = z.custom<ErrorMend['kind']>(
  (value) =>
    typeof value === 'string' && (ERROR_KINDS.some((kind) => kind === value) || isFindingCode(value)),
);

/** What stands beside the judged whole, and is the same in two runs of one seed. */
const factsSchema = z.object({
  exitCode: z.int(),
  source: z.enum(SOURCES),
  seed: z.number(),
  baseline: text,
  suites: texts,
  // Runs of earlier versions asked all that was selected.
  shard: z.object({ index: z.int(), of: z.int() }).readonly().nullable().default(null),
  // Runs of earlier versions say it in their manifest alone.
  planted: z.int().default(0),
  // Runs of earlier versions knew no prices.
  costs: z.array(targetCostSchema).readonly().default([]),
  judge: agreementSchema.nullable(),
  mends: z.array(z.object({ kind: kindOrCode, targets: texts, mend: text }).readonly()).readonly(),
  contentRoot: text,
  strength: z
    .object({
      ...caught,
      seed: z.number(),
      kinds: z.record(z.enum(ALTERATION_KINDS), z.object(caught).readonly()).readonly(),
    })
    .readonly()
    .nullable(),
  // Runs of earlier versions asked prompts of suites.
  shadow: shadowReportSchema.nullable().default(null),
  goldensToWrite: z.array(z.object({ promptId: text, file: text, line: text }).readonly()).readonly(),
});

const placeSchema = z.object({ promptId: text, file: text, line: z.int(), column: z.int() }).readonly();

const timesSchema = z.object({
  run: text,
  startedAt: text,
  endedAt: text,
  durationMs: z.number(),
  throughput: z.number().nullable(),
  // Runs of earlier versions do not say.
  origin: originSchema.nullable().default(null),
  evidenceRoot: text.nullable(),
  inRun: text,
  // Runs of earlier versions do not say.
  changes: texts.default([]),
  approving: texts,
  // One that was written before places were kept has none.
  places: z.array(placeSchema).readonly().default([]),
  paths: z.record(text, text).readonly(),
  latency: z.array(latencySchema),
  timeToFirstToken: z.array(timeToFirstTokenSchema),
  promptLatencyMs: z.array(z.number().nullable()),
  // Runs of earlier versions are not signed.
  manifestDigest: text.optional(),
  digest: text.optional(),
});

/** summary.json, as it is written. */
export const summaryFileSchema = factsSchema
  .extend({
    schemaVersion: z.literal(1),
    summary: judgedSchema.and(
      z.object({ targets: z.array(targetSchema), prompts: z.array(promptRowSchema) }),
    ),
    times: timesSchema,
  })
  .refine(
    ({ summary, times }) =>
      times.latency.length === summary.targets.length &&
      times.timeToFirstToken.length === summary.targets.length &&
      times.promptLatencyMs.length === summary.prompts.length,
    { path: ['times'], error: 'has not as many times as there are targets and prompts' },
  );

/** The report with which a run was sealed. Throws InputError where it is not, it was changed since, or another version wrote it. */
export async function readReport(folder: string): Promise<Report> {
  const file = runFile(folder, 'summary');
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw inputOutputProblem(file, 'cannot be read', error);
    const mend = `npx llama-contract verify --resume ${folder}`;
    throw new InputError([problem(`${folder} has not ended, so there is nothing to report`, mend)]);
  });
  const value = parseOrUndefined(content);
  await refuseForged(folder, content, value);
  const read = summaryFileSchema.safeParse(value, READ_ONCE);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = (issue?.path ?? []).map(String).join('.');
    const message = `${file} cannot be read by this version: ${place}: ${issue?.message ?? 'is no report'}`;
    const mend = `judge its answers anew: npx llama-contract verify --rejudge ${folder}`;
    throw new InputError([{ ...problem(message, mend), file }]);
  }
  const { schemaVersion: _version, summary, times, ...facts } = read.data;
  const {
    evidenceRoot,
    inRun,
    changes,
    approving,
    places,
    paths,
    latency,
    timeToFirstToken,
    promptLatencyMs,
    manifestDigest: _manifest,
    digest: _digest,
    ...identity
  } = times;
  return {
    ...facts,
    identity,
    inRun,
    changes,
    approving,
    places,
    paths,
    summary: {
      ...summary,
      targets: summary.targets.flatMap((target, at) => {
        const [whole, first] = [latency[at], timeToFirstToken[at]];
        return whole === undefined || first === undefined
          ? []
          : [{ ...target, latency: whole, timeToFirstToken: first }];
      }),
      prompts: summary.prompts.map((row, at) => ({ ...row, latencyMs: promptLatencyMs[at] ?? null })),
      evidenceRoot,
    },
  };
}
