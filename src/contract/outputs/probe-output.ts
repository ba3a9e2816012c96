import { z } from 'zod';
import { capabilityFileSchema } from '../probe/capability-file.ts';

const changeSchema = z
  .strictObject({
    target: z.string(),
    what: z.string(),
    before: z.string(),
    after: z.string(),
  })
  .readonly();
/** Something that an endpoint did otherwise when it was probed before. */
export type CapabilityChange = z.infer<typeof changeSchema>;

/** What `probe --json` prints. */
export const probeOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    exitCode: z.int(),
    run: z.string().nullable().describe('Under which history and show know it; null where it was not kept.'),
    targets: z.array(capabilityFileSchema).readonly(),
    files: z.array(z.string()).readonly().describe('Where each was written.'),
    changes: z.array(changeSchema).readonly().nullable().describe('Null where nothing was to be compared.'),
  })
  .readonly()
  .describe('What probe found');
export type ProbeOutput = z.infer<typeof probeOutputSchema>;
