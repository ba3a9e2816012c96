import type { GoldenToWrite } from '../../contract/report.ts';
import type { PlannedPrompt } from '../plan-prompts.ts';
import { goldenLine } from './golden-line.ts';
import { goldensFile } from './read-goldens.ts';

/** Stands for the text of an answer that nobody has approved yet. */
export const ANSWER_TO_WRITE = '<the approved answer>';

/** Where the golden of a prompt goes, and its line: refused until each <…> in it is replaced. */
export function goldenForm(
  baseline: string,
  { prompt, requestHash }: Pick<PlannedPrompt, 'prompt' | 'requestHash'>,
  toolVersion: string,
): GoldenToWrite {
  const line = goldenLine({
    promptId: prompt.id,
    answer: { text: ANSWER_TO_WRITE, toolCalls: [], finish: 'stop', error: null },
    provenance: {
      source: 'hand-written',
      date: '<YYYY-MM-DD>',
      model: null,
      parametersHash: requestHash,
      toolVersion,
      approvedBy: '<who approves it>',
      reason: '<why it is right>',
    },
  });
  return { promptId: prompt.id, file: goldensFile(baseline, prompt.suite), line };
}
