import { z } from 'zod';

/** A judge counts as measured from this many labelled answers on. */
export const FEWEST_LABELS = 50;

const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hex' });

/**
 * How far a judge model agrees with people who labelled the same answers. An answer of which the judge gave no label that
 * can be read counts against it, as the label that the person did not give, and in `unreadable` as well.
 */
export const agreementSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    /** UTC. */
    date: z.iso.date(),
    source: z.enum(['live', 'simulate']),
    target: z.string(),
    /** The provider's id for the model, as it was asked for. */
    model: z.string(),
    /** Of the judge's prompt, a constant of this tool. */
    promptHash: sha256,
    /** Of the file of labels. */
    labelsHash: sha256,
    /** Of every question that was put to the judge: they quote the prompts that the labelled answers belong to. */
    questionsHash: sha256,
    toolVersion: z.string(),
    n: count,
    counts: z.strictObject({ bothGood: count, bothBad: count, judgeGood: count, judgeBad: count }).readonly(),
    unreadable: count,
    /** Cohen's kappa, and its interval at 95%; null where one side gave every answer one label. */
    kappa: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
  })
  .readonly();

export type Agreement = z.infer<typeof agreementSchema>;
/** What an agreement is of: the judge, what it is asked, and what it is held against. */
export type JudgeIdentity = Pick<
  Agreement,
  'target' | 'model' | 'promptHash' | 'labelsHash' | 'questionsHash'
>;
/** `judgeGood`: good to the judge alone; `judgeBad`: bad to the judge alone. */
export type AgreementCounts = Agreement['counts'];
