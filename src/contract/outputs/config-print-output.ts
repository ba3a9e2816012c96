import { z } from 'zod';
import { capabilitiesSchema } from '../wires/capabilities.ts';
import { dialectSchema } from '../wires/dialect.ts';
import { fingerprintSchema } from '../wires/fingerprint.ts';
import { GATE_METRIC_NAMES } from '../gates/gate-metrics.ts';
import { IMAGE_FORMATS } from '../exchanges/image-format.ts';
import { LOOKS, STAGES, type Migration, type Policy } from '../gates/migration.ts';
import { MODES } from '../exchanges/mode.ts';
import type { MonitorPlan } from '../monitors/monitor-plan.ts';
import type { CredentialNames, Target } from '../wires/target.ts';
import { ARMS } from '../traffic/traffic-rules.ts';
import type { UsableContext } from '../probe/usable-context.ts';
import { limitsSchema } from '../load/load-limits.ts';

const text = z.string();
const texts = z.array(text).readonly();
const count = z.int().nonnegative();
const number = z.number();
const limit = count.nullable();

const variable = text.describe('The name of an environment variable, never its value.');
const credentialsSchema: z.ZodType<CredentialNames> = z.union([
  z.strictObject({ kind: z.literal('none') }).readonly(),
  z.strictObject({ kind: z.literal('aws-default-chain') }).readonly(),
  z.strictObject({ kind: z.literal('bearer'), token: variable }).readonly(),
  z
    .strictObject({
      kind: z.literal('aws-keys'),
      accessKeyId: variable,
      secretAccessKey: variable,
      sessionToken: variable.nullable(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal('ibm-api-key'), apiKey: variable }).readonly(),
  z
    .strictObject({
      kind: z.literal('oci-key'),
      tenancy: variable,
      user: variable,
      fingerprint: variable,
      privateKey: variable,
      passphrase: variable.nullable(),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('oci-profile'),
      profile: text.nullable().describe('Null is the one that OCI_CLI_PROFILE names.'),
    })
    .readonly(),
]);

const modelSchema: z.ZodType<Target['model']> = z
  .strictObject({
    id: text,
    providerModelId: text,
    aliases: texts,
    contextTokens: limit,
    maxOutputTokens: limit,
    images: z
      .strictObject({ maxCount: count, maxBytes: count, formats: z.array(z.enum(IMAGE_FORMATS)).readonly() })
      .readonly()
      .nullable(),
  })
  .readonly();

const probedSchema: z.ZodType<UsableContext> = z
  .strictObject({
    target: text,
    advertised: limit,
    accepted: limit,
    usable: limit,
    unusable: limit,
    at: text,
    fingerprint: fingerprintSchema,
    synthetic: z.boolean(),
  })
  .readonly();

const targetSchema = z.strictObject({
  id: text,
  provider: text,
  wire: text,
  server: text.nullable(),
  dialect: dialectSchema.nullable(),
  region: text.nullable(),
  baseUrl: text,
  model: modelSchema,
  capabilities: capabilitiesSchema,
  credentials: credentialsSchema,
  headers: z.record(text, z.union([text, z.strictObject({ env: variable })])),
  settings: z.record(text, text),
  concurrency: count,
  quota: z.strictObject({ id: text, requestsPerMinute: limit, tokensPerMinute: limit }),
  deadlines: z.strictObject({
    headersMs: number,
    firstOutputMs: number,
    idleMs: number,
    totalMs: number,
    exchangeMs: number,
    judgingMs: number,
  }),
  guards: z.strictObject({
    maxResponseBytes: count,
    maxResponseCharacters: count,
    maxEvents: count,
    maxEventBytes: count,
  }),
  maxRetries: count,
  traffic: z.enum(['user-facing', 'background']),
  waitReadyMs: number,
  fallback: text.nullable(),
  probed: probedSchema.nullable(),
});

const policySchema: z.ZodType<Policy> = z
  .strictObject({
    name: text,
    rollout: z
      .strictObject({ holdHours: number, windowMinutes: number, drillDays: number, errorBudget: number })
      .readonly(),
    stages: z
      .partialRecord(
        z.enum(STAGES),
        z
          .strictObject({
            criteria: z
              .array(
                z
                  .strictObject({
                    id: text,
                    metric: z.enum(GATE_METRIC_NAMES),
                    threshold: number,
                    decide: z.enum(['point', 'lower-bound']),
                    required: z.boolean(),
                    look: z.enum(LOOKS),
                    confidence: number,
                    minimumPrompts: count,
                    suites: texts.nullable(),
                    workload: text.nullable(),
                    limits: limitsSchema.nullable(),
                  })
                  .readonly(),
              )
              .readonly(),
            maxAgeHours: number,
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const trafficSchema: z.ZodType<Migration['traffic']> = z
  .strictObject({
    clientKey: text,
    pins: z.record(text, z.enum(ARMS)).readonly(),
    cohorts: z
      .array(
        z.strictObject({ id: text, keys: texts, from: z.enum(['canary', 'partial', 'full']) }).readonly(),
      )
      .readonly(),
    paths: texts,
    idempotencyMinutes: number,
    fallback: text.nullable(),
    attempts: count,
    shadow: z
      .strictObject({
        share: number,
        inFlight: count,
        legsPerSecond: count,
        queue: z.strictObject({ requests: count, bytes: count }).readonly(),
        expireSeconds: number,
        tokensPerDay: limit,
        dollarsPerDay: number.nullable(),
        pauseAbove: z.strictObject({ p95Ms: number.nullable(), on429: z.boolean() }).readonly(),
      })
      .readonly(),
  })
  .readonly();

const migrationSchema: z.ZodType<Migration> = z
  .strictObject({
    id: text,
    baseline: text,
    candidate: text,
    suites: texts.nullable(),
    policy: text,
    consumers: z
      .array(
        z
          .strictObject({
            id: text,
            description: text.nullable(),
            reads: texts,
            finishReasons: texts.nullable(),
            errorKinds: texts.nullable(),
          })
          .readonly(),
      )
      .readonly(),
    routing: z
      .strictObject({ alias: text, baseline: text, candidate: text, requestIdHeader: text.nullable() })
      .readonly()
      .nullable(),
    traffic: trafficSchema,
  })
  .readonly();

const priceSchema = z.strictObject({
  target: text.nullable(),
  host: text.nullable(),
  model: text.nullable(),
  currency: text,
  input: number.describe('Millionths of the currency for a million tokens, as are the others.'),
  output: number,
  cachedInput: number.nullable(),
  image: number.nullable(),
  from: text.nullable(),
  to: text.nullable(),
  source: text,
  retrieved: text,
});

const monitorSchema: z.ZodType<MonitorPlan> = z
  .strictObject({
    id: text,
    targets: texts.nullable().describe('Null is all, as of suites, tags and prompts.'),
    suites: texts.nullable(),
    tags: texts.nullable(),
    prompts: texts.nullable(),
    modes: z.array(z.enum(MODES)).readonly(),
    everyMinutes: count,
    objective: number,
    tokensPerDay: limit,
    webhookEnv: variable.nullable(),
  })
  .readonly();

export const configPrintOutputSchema = z
  .strictObject({
    source: z.enum(['simulate', 'live']),
    suites: texts.nullable().describe('Null is all.'),
    targets: z.array(targetSchema),
    judge: z.strictObject({ target: text, labels: text, minKappa: number }).nullable(),
    migrations: z.array(migrationSchema),
    policies: z.record(text, policySchema),
    monitors: z.array(monitorSchema),
    prices: z.array(priceSchema),
    network: z.strictObject({ proxy: text.nullable(), caFile: text.nullable() }),
    budgets: z.strictObject({ maxTotalTokens: limit, maxDurationMs: number.nullable() }),
    file: text,
    hash: text.describe('SHA-256 of the canonical effective configuration.'),
  })
  .describe('The effective configuration, as config print --json prints it.');
