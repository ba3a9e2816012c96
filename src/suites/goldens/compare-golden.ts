import type { GoldenAnswer } from '../../contract/suites/prompt.ts';
import type { PlannedPrompt } from '../plan-prompts.ts';
import { diffAnswers, type AnswerDifference } from './diff-answers.ts';

/** How an answer stands to the golden of its prompt. `added` is an answer to a prompt that has none approved. */
type ComparedWord = 'matched' | 'unmatched' | 'added' | 'stale';

export interface ComparedAnswer {
  readonly what: ComparedWord;
  /** Null where there is no golden, or the answer is the golden. */
  readonly difference: AnswerDifference | null;
}

/** Holds an answer against the golden as such: what comparators let pass is a difference all the same. */
export function compareGolden(
  { prompt, golden, isStale }: PlannedPrompt,
  answer: GoldenAnswer,
): ComparedAnswer {
  if (golden === null) return { what: 'added', difference: null };
  const difference = diffAnswers(golden.answer, answer, prompt.output !== null);
  if (isStale) return { what: 'stale', difference };
  return { what: difference === null ? 'matched' : 'unmatched', difference };
}
