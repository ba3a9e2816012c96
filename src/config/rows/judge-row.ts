import { z } from 'zod';

/** Under the project root, whatever the system that reads it. */
const labelsPathSchema = z.string().refine(isWithinProject, {
  error: 'must be the path of a JSON Lines file from the project root, such as labels/judge.jsonl',
});

function isWithinProject(path: string): boolean {
  const parts = path.split('/');
  return (
    path.endsWith('.jsonl') && !/[\\:]/.test(path) && parts.every((part) => !['', '.', '..'].includes(part))
  );
}

export const JUDGE = 'A model that gives its opinion of answers. It decides nothing.';

export const judgeSchema = z
  .strictObject({
    target: z.string().describe('The target of this file whose model judges.'),
    labels: labelsPathSchema.describe('Answers that people labelled good or bad, from the project root.'),
    minKappa: z
      .number()
      .min(0)
      .max(1)
      .default(0.6)
      .describe("What the lower end of Cohen's kappa (95%) must reach before its opinion is shown."),
  })
  .describe(JUDGE);

export type JudgeRow = z.infer<typeof judgeSchema>;
