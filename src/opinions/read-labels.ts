import { hash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { LABELS, type Label } from '../contract/opinions/opinion.ts';
import { InputError } from '../contract/problem.ts';
import type { GoldenPrompt } from '../contract/suites/prompt.ts';
import { checkFormats } from '../files/check-format.ts';
import { openJsonLines } from '../files/open-json.ts';
import { placeProblems } from '../files/place-problems.ts';
import { problemAt, unknownName, type ProblemAt } from '../files/problem-at.ts';
import { MAX_BYTES } from '../files/read-bounded.ts';
import { readText } from '../files/read-text.ts';
import { buildQuestion, whyNoQuestion } from './judge-prompt.ts';

const spoken = z.string().refine((text) => text.trim() !== '', { error: 'must not be empty' });

/** One line of a file of labels. */
export const labelSchema = z
  .strictObject({
    promptId: z.string().describe('The prompt of a suite that the answer is to.'),
    text: z.string().describe('The answer, as a model gave it or as somebody wrote it.'),
    label: z.enum(LABELS),
    by: spoken.describe('Who says so.'),
    why: spoken.describe('What makes it good or bad.'),
  })
  .readonly();

/** A labelled answer, and what is put to the judge about it. */
export interface LabelledAnswer {
  readonly line: number;
  readonly promptId: string;
  readonly label: Label;
  readonly question: GoldenPrompt;
}

export interface Labels {
  readonly answers: readonly LabelledAnswer[];
  /** SHA-256 of the file. */
  readonly hash: string;
}

interface Line {
  readonly line: number;
  readonly answer: z.infer<typeof labelSchema>;
}

/** What is wrong with a labelled answer among the prompts and the other lines. */
function checkPlace(
  { answer: { promptId, text } }: Line,
  asked: GoldenPrompt | undefined,
  first: number | undefined,
  known: readonly string[],
): readonly ProblemAt[] {
  if (asked === undefined) return [unknownName(['promptId'], 'prompt', promptId, known)];
  const why = whyNoQuestion(asked);
  if (why !== null) {
    const message = `the judge is asked about no answer to "${promptId}": ${why}`;
    return [problemAt(['promptId'], message, { mend: 'label answers to prompts that ask for plain text' })];
  }
  if (first === undefined) return [];
  const message = `this answer to "${promptId}" is labelled twice${text === '' ? ', being empty' : ''}`;
  return [problemAt(['text'], message, { mend: `keep one of them; the first is in line ${first}` })];
}

/** The labelled answers of a project. Throws InputError with everything that is wrong in any line of their file. */
export async function readLabels(options: {
  readonly root: string;
  /** From the root. */
  readonly file: string;
  readonly prompts: readonly GoldenPrompt[];
}): Promise<Labels> {
  const { root, file, prompts } = options;
  const mend = 'write one line for each labelled answer: promptId, text, label, by, why';
  const named = { file, noun: 'the labels', mend };
  const text = await readText(join(root, file), named, { maxBytes: MAX_BYTES.golden, within: root });
  const { sources, problems } = await openJsonLines(file, 'the label', text);
  const byId = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const firsts = new Map<string, number>();
  const answers: LabelledAnswer[] = [];
  const found = checkFormats(sources, labelSchema).map(({ source, checked }) => {
    if ('problems' in checked) return { source, wrong: checked.problems };
    const { line } = source;
    const { promptId, text: answer, label } = checked.value;
    const asked = byId.get(promptId);
    const key = JSON.stringify([promptId, answer]);
    const wrong = checkPlace({ line, answer: checked.value }, asked, firsts.get(key), [...byId.keys()]);
    if (!firsts.has(key)) firsts.set(key, line);
    if (asked !== undefined) {
      answers.push({ line, promptId, label, question: buildQuestion(`label-${line}`, asked, answer) });
    }
    return { source, wrong };
  });
  const placed = await Promise.all(found.map(({ source, wrong }) => placeProblems(source, wrong)));
  const all = [...problems, ...placed.flat()].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (all.length > 0) throw new InputError(all);
  return { answers, hash: hash('sha256', text) };
}
