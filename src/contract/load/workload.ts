import { z } from 'zod';
import { RATE_BOUNDS } from './load-bounds.ts';
import { limitsSchema } from './load-limits.ts';
import { MODES } from '../exchanges/mode.ts';

const id = z.string().min(1);
const weight = z.number().positive().max(1_000).default(1).describe('Its share of the requests, of the sum.');

const fromSuites = z
  .strictObject({
    weight,
    suite: id.exactOptional().describe('Only prompts of this suite.'),
    tags: z.array(id).min(1).exactOptional().describe('Only prompts with one of these tags.'),
    prompts: z.array(id).min(1).exactOptional().describe('Only these prompts.'),
    images: z.boolean().exactOptional().describe('Only prompts with an image, or only those without one.'),
  })
  .readonly();

const fromDocuments = z
  .strictObject({
    weight,
    document: z
      .strictObject({
        tokens: z.int().min(200).max(200_000).describe('Estimated, as for documents of suites.'),
        kind: z.string().default('log-en').describe('What is written, as for documents of suites.'),
        seed: z.int().nonnegative().default(0),
        different: z
          .int()
          .min(1)
          .max(100)
          .default(20)
          .describe('How many different ones are asked about: a repeated one may be read from a cache.'),
      })
      .readonly()
      .describe('A document of a fixed length, made from a seed, that is to be summed up.'),
  })
  .readonly();

const rate = z.number().min(RATE_BOUNDS.least).max(RATE_BOUNDS.most);

/** What load is made of. The same file, seed and targets give the same schedule. */
export const workloadSchema = z
  .strictObject({
    mix: z
      .array(z.union([fromDocuments, fromSuites]))
      .min(1)
      .default([{ weight: 1 }])
      .describe('What is asked; without it every prompt of every suite, one as often as another.')
      .readonly(),
    mode: z.enum(MODES).default('stream').describe('Without a stream there is no time to first token.'),
    ratesPerSecond: z
      .array(rate)
      .min(1)
      .default([1])
      .describe('Open loop: requests a second, whatever the answers do. Taken upwards, then down again.')
      .readonly(),
    clients: z
      .array(z.int().min(1).max(500))
      .min(1)
      .exactOptional()
      .describe(
        'Closed loop in place of rates: so many clients, each waiting for its answer. A server that stalls is asked less meanwhile, which hides how long others would have waited.',
      )
      .readonly(),
    outputCaps: z
      .array(z.int().min(1).max(131_072))
      .min(1)
      .exactOptional()
      .describe('Caps of output tokens, each a sweep of its own; without it each prompt has its own cap.')
      .readonly(),
    seconds: z.number().positive().max(86_400).default(60).describe('Of a stage, what is measured of it.'),
    warmUpSeconds: z
      .number()
      .nonnegative()
      .max(3_600)
      .exactOptional()
      .describe('Default: a tenth of seconds.'),
    coolDownSeconds: z
      .number()
      .nonnegative()
      .max(3_600)
      .exactOptional()
      .describe('Default: a tenth of seconds.'),
    limits: limitsSchema
      .prefault({})
      .describe('Goodput counts the scheduled requests that were answered within both.'),
    seed: z.int().default(1),
  })
  .readonly()
  .describe('What load targets are put under');

export type Workload = z.infer<typeof workloadSchema>;
export type MixRow = Workload['mix'][number];
