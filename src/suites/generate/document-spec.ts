import { z } from 'zod';
import { KINDS } from './writings.ts';

/** Longer than most windows that are offered; a document of it is made in some 20 ms. */
const MOST_TOKENS = 200_000;
const LEAST_TOKENS = 200;
const MOST_FACT = 1500;

const plantedSchema = z
  .strictObject({
    at: z
      .number()
      .min(0)
      .max(100)
      .describe('How deep in the document it stands, in per cent: 0 is its first entry, 100 its last.'),
    text: z
      .string()
      .trim()
      .min(1)
      .max(MOST_FACT)
      .describe('The text of an entry of its own, as it will stand there.'),
  })
  .readonly();

/** A document that is written when it is needed, the same everywhere, so that nothing of its size need be kept. */
export const documentSpecSchema = z
  .strictObject({
    kind: z.enum(KINDS).describe('What is written, and in which language.'),
    seed: z.int().min(0).describe('Another one gives another document of the same kind.'),
    tokens: z
      .int()
      .min(LEAST_TOKENS)
      .max(MOST_TOKENS)
      .describe(
        'How long it is, estimated as input tokens are, to within its last entry; facts that do not fit are refused.',
      ),
    facts: z.array(plantedSchema).min(1).describe('What is planted in it.').readonly(),
  })
  .readonly();

export type DocumentSpec = z.infer<typeof documentSpecSchema>;
