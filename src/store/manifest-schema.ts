import { z } from 'zod';
import { SOURCES } from '../contract/exchange.ts';
import { MODES } from '../contract/mode.ts';
import type { RunManifest } from './manifest.ts';

const hash = z.string();
const hashes = z.record(z.string(), hash).readonly();

export const manifestSchema: z.ZodType<RunManifest> = z.strictObject({
  schemaVersion: z.literal(1),
  run: z.string(),
  startedAt: z.string(),
  seed: z.number(),
  source: z.enum(SOURCES),
  baseline: z.string(),
  hashes: z.strictObject({ config: hash, suites: hashes, goldens: hashes }).readonly(),
  versions: z.record(z.string(), z.string()).readonly(),
  plan: z
    .strictObject({
      targets: z.array(z.string()).readonly(),
      suites: z.array(z.string()).readonly(),
      tags: z.array(z.string()).readonly(),
      modes: z.array(z.enum(MODES)).readonly(),
      repeat: z.int(),
      prompts: z.int(),
    })
    .readonly(),
  argv: z.array(z.string()).readonly(),
});
