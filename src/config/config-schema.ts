import { z } from 'zod';
import { CONFIG_SOURCES } from './catalog.ts';
import { defaultsSchema } from './limits-row.ts';
import { migrationSchema, policySchema } from './migration-row.ts';
import { modelSchema } from './model-row.ts';
import { idSchema, positiveInt, proxySchema } from './names.ts';
import { serverSchema } from './server-row.ts';
import { targetSchema } from './target-row.ts';

const networkSchema = z.strictObject({
  proxy: proxySchema.nullable().default(null).describe('A URL, or ${NAME} to read it from the environment.'),
  caFile: z.string().min(1).nullable().default(null).describe('PEM file; relative to this file.'),
});

const budgetsSchema = z.strictObject({
  maxTotalTokens: positiveInt.exactOptional().describe('A run that would need more stops, inconclusive.'),
  maxDurationMs: positiveInt.exactOptional(),
});

/** Sections whose rows stand under names. */
export const NAMED_SECTIONS = { models: modelSchema, servers: serverSchema, policies: policySchema };
/** Sections that are lists of rows. */
export const LISTED_SECTIONS = { targets: targetSchema, migrations: migrationSchema };

/** The configuration file, as people write it. */
export const configSchema = z
  .strictObject({
    $schema: z.string().exactOptional().describe('For editors.'),
    schemaVersion: z.literal(1),
    source: z
      .enum(CONFIG_SOURCES)
      .describe('simulate: the built-in simulator on loopback. live: the real providers.'),
    suites: z.array(idSchema).min(1).exactOptional().describe('All suites when left out.'),
    defaults: defaultsSchema.default({}),
    models: z.record(idSchema, modelSchema).describe('By id.'),
    servers: z
      .record(idSchema, serverSchema)
      .default({})
      .describe('OpenAI-compatible servers that are not built in, or differ from the built-in row.'),
    targets: z.array(targetSchema).min(1),
    policies: z.record(idSchema, policySchema).default({}),
    migrations: z.array(migrationSchema).default([]),
    network: networkSchema.default({ proxy: null, caFile: null }),
    budgets: budgetsSchema.default({}),
  })
  .describe('llama-contract configuration');

export type Config = z.infer<typeof configSchema>;
/** What a .ts configuration exports by default. */
export type ConfigInput = z.input<typeof configSchema>;
