import { z } from 'zod';

/** Who answers for a target: the same target may be another endpoint later. */
export const endpointSchema = z
  .strictObject({
    target: z.string().min(1),
    provider: z.string(),
    wire: z.string(),
    server: z.string().nullable(),
    region: z.string().nullable(),
    baseUrl: z.string(),
    model: z.string().describe("The host's id for it."),
  })
  .readonly();
export type Endpoint = z.infer<typeof endpointSchema>;
