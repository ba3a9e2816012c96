import { z } from 'zod';
import { dialectSchema } from '../../contract/dialect.ts';
import { capabilitiesOverrideSchema } from './model-row.ts';

/** A whole dialect, or what differs from a known one. Completeness is judged after `extends` is applied. */
export const serverSchema = dialectSchema
  .unwrap()
  .partial()
  .extend({
    extends: z.string().exactOptional().describe('A known server whose row this one starts from.'),
    capabilities: capabilitiesOverrideSchema.exactOptional(),
  })
  .describe(
    'How an OpenAI-compatible server differs from the family: a full row, or extends and differences.',
  );

export type ServerRow = z.infer<typeof serverSchema>;
