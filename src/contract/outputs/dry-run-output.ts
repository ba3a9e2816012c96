import { z } from 'zod';
import { stageSchema } from '../load/load.ts';
import { MODES } from '../exchanges/mode.ts';

const text = z.string();
const count = z.int().nonnegative();
const begin = { schemaVersion: z.literal(1), dryRun: z.literal(true) };

export const verifyDryRunOutputSchema = z
  .strictObject({
    ...begin,
    targets: z.array(
      z.strictObject({
        id: text,
        prompts: count,
        calls: count,
        tokens: count.describe('Of input and output, an estimate.'),
        skipped: z.record(text, count).describe('Exchanges that would not be sent, by reason.'),
      }),
    ),
    modes: z.array(z.enum(MODES)),
    repeat: count,
    calls: count,
    tokens: count,
    judge: z
      .strictObject({ target: text, questions: count.describe('At most.') })
      .nullable()
      .describe('Null where no judge would be asked.'),
  })
  .describe('What would be asked, as verify --dry-run --json prints it.');

const cost = z
  .strictObject({ currency: text, amount: text })
  .nullable()
  .describe('Null where it is not known.');

export const benchDryRunOutputSchema = z
  .strictObject({
    ...begin,
    findCapacity: z.boolean(),
    source: z.enum(['live', 'simulate']),
    stages: z.array(stageSchema),
    targets: z.array(
      z.strictObject({ target: text, requests: count, inputTokens: count, outputTokens: count, cost }),
    ),
    requests: count,
    cost,
  })
  .describe('What would be sent and spent, as bench --dry-run --json prints it.');

export const probeDryRunOutputSchema = z
  .strictObject({
    ...begin,
    probes: z.array(
      z.strictObject({
        target: text,
        calls: count,
        bitTokens: count,
        outputTokens: count.nullable().describe('The longest output; null where none is asked for.'),
        contextTokens: count.nullable().describe('About the longest input; null where none is asked about.'),
        budget: count,
      }),
    ),
  })
  .describe('What would be asked, as probe --dry-run --json prints it.');
