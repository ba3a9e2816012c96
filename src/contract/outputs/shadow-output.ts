import { z } from 'zod';

const text = z.string();

export const shadowOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    url: text,
    baseUrl: text.describe('As an SDK takes it.'),
    migration: text,
    source: z.enum(['live', 'simulate']),
    routes: z
      .array(z.strictObject({ model: text, baseUrl: text }))
      .describe('Models by their names, and where whatever model is asked for is that one.'),
  })
  .describe('Where live requests are served, as shadow --proxy --json prints it.');
