import { z } from 'zod';

const count = z.int().nonnegative();
const text = z.string();

export const contractInferOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    exitCode: z.int(),
    side: z.strictObject({ run: text, target: text }),
    synthetic: z.boolean(),
    parts: z.array(z.strictObject({ name: text, values: count })),
    unread: count.describe('Answers to prompts that want JSON, of which none could be read.'),
    schema: z.record(text, z.unknown()).describe('A JSON Schema.'),
    file: text.nullable().describe('The file that was written.'),
  })
  .describe('What clients can rely on, as contract infer --json prints it.');
