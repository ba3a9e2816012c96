import { z } from 'zod';

const count = z.int().nonnegative();

export const workerOutputSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    exitCode: z.int(),
    worker: z.string().describe('Its name, by which Redis lists its connection.'),
    runs: z.array(
      z.strictObject({
        run: z.string(),
        answered: count.describe('Cases of which the run has its answer.'),
        late: count.describe('Cases that others were given in the meantime: its answer was not taken.'),
      }),
    ),
  })
  .describe('What `worker --json` prints.');
