import { z } from 'zod';
import { capabilityFileSchema } from './capability-file.ts';

/** What one run of `probe` found, as probe.json holds it in a folder beside the other runs. */
export const probeRunSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    run: z.string(),
    startedAt: z.iso.datetime(),
    tool: z.string().describe('The version that probed.'),
    source: z.enum(['live', 'simulate']),
    exitCode: z.int(),
    targets: z.array(capabilityFileSchema).readonly(),
    changes: z
      .array(z.string())
      .readonly()
      .describe('What was found otherwise than by the run before that probed the target.'),
  })
  .readonly();
export type ProbeRun = z.infer<typeof probeRunSchema>;
