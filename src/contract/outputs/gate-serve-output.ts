import { z } from 'zod';

const text = z.string();

export const gateServeOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    url: text,
    gates: z.array(text).describe('Where the gate of each stage is asked for.'),
    flagger: text.describe("Where Flagger's webhook asks."),
  })
  .describe('Where gates are served, as gate serve --json prints it.');
