import { z } from 'zod';
import { capacitySchema } from './capacity.ts';
import { stageResultSchema } from './load.ts';
import { MODES } from '../exchanges/mode.ts';
import { workloadSchema } from './workload.ts';

/** A load run, as load.json holds it beside its samples: all but the samples that its figures come of. */
export const loadReportSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    run: z.string(),
    startedAt: z.iso.datetime(),
    /** A recording carries no load. */
    source: z.enum(['live', 'simulate']),
    versions: z.record(z.string(), z.string()).readonly(),
    argv: z.array(z.string()).readonly(),
    workload: workloadSchema,
    workloadHash: z
      .string()
      .describe(
        'SHA-256 in hex of the mode and of every request that it may ask, with its weight and its cap.',
      ),
    mode: z.enum(MODES),
    targets: z
      .array(
        z
          .strictObject({
            id: z.string(),
            /** What the model takes; null where nobody says. */
            contextTokens: z.int().nullable(),
          })
          .readonly(),
      )
      .readonly(),
    prompts: z.int().positive(),
    stages: z.array(stageResultSchema).readonly(),
    capacities: z.array(capacitySchema).readonly(),
    /** Why it ended before its schedule did; null where it did not. */
    ended: z.string().nullable(),
    exitCode: z.int(),
    evidenceRoot: z.string().describe('SHA-256 in hex of samples.jsonl.'),
  })
  .readonly();
export type LoadReport = z.infer<typeof loadReportSchema>;
