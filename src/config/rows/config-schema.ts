import { z } from 'zod';
import { formatOf } from '../../files/check-format.ts';
import type { Format } from '../../files/format-at.ts';
import { CONFIG_SOURCES } from '../catalog.ts';
import { JUDGE, judgeSchema } from './judge-row.ts';
import { defaultsSchema } from './limits-row.ts';
import { migrationSchema, policySchema } from './migration-row.ts';
import { modelSchema } from './model-row.ts';
import { monitorSchema } from './monitor-row.ts';
import { PRICES, priceSchema } from './price-row.ts';
import { idSchema, positiveInt, proxySchema } from './names.ts';
import { serverSchema, targetSchema } from './target-row.ts';

const networkSchema = z
  .strictObject({
    proxy: proxySchema
      .nullable()
      .default(null)
      .describe(
        'A URL, or ${NAME} to read it from the environment. No proxy is taken from the environment by itself.',
      ),
    caFile: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('A PEM file of more certificate authorities; relative to this file.'),
  })
  .describe('How the providers are reached.');

const budgetsSchema = z
  .strictObject({
    maxTotalTokens: positiveInt.exactOptional().describe('Input and output.'),
    maxDurationMs: positiveInt.exactOptional().describe('Wall time.'),
  })
  .describe('Limits of a whole run. A run that meets one stops and is inconclusive.');

/** The configuration file, as people write it. */
export const configSchema = z
  .strictObject({
    $schema: z.string().exactOptional().describe('For editors.'),
    schemaVersion: z.literal(1).describe('The form of this file.'),
    source: z
      .enum(CONFIG_SOURCES, {
        error: ({ input }) =>
          input === 'replay'
            ? 'is replay, which is not available in this version: write simulate or live'
            : undefined,
      })
      .describe('simulate: the built-in simulator on loopback. live: the real providers.'),
    suites: z.array(idSchema).min(1).exactOptional().describe('All suites when left out.'),
    defaults: defaultsSchema.default({}),
    models: z.record(idSchema, modelSchema).describe('By id.'),
    servers: z
      .record(idSchema, serverSchema)
      .default({})
      .describe('OpenAI-compatible servers that are not built in, or differ from the built-in row.'),
    targets: z.array(targetSchema).min(1).describe('What is compared.'),
    policies: z.record(idSchema, policySchema).default({}).describe('By name.'),
    judge: judgeSchema.nullable().default(null).describe(JUDGE),
    migrations: z.array(migrationSchema).default([]).describe('What moves where.'),
    monitors: z.array(monitorSchema).default([]).describe('What is asked on a schedule.'),
    prices: z.array(priceSchema).default([]).describe(PRICES),
    network: networkSchema.default({ proxy: null, caFile: null }),
    budgets: budgetsSchema.default({}),
  })
  .describe('llama-contract configuration');

/** The configuration's JSON Schema (draft-7), for editors and for `config schema`. */
export function configJsonSchema(): Format {
  return formatOf(configSchema);
}

export type Config = z.infer<typeof configSchema>;
/** What a .ts configuration exports by default. */
export type ConfigInput = z.input<typeof configSchema>;
