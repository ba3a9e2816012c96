import type { Golden } from '../../contract/prompt.ts';
import type { GoldenToWrite } from '../../contract/report.ts';
import type { PlannedPrompt } from '../plan-prompts.ts';
import { goldensFile } from './goldens-file.ts';

/** One line with its keys always in one order, so that a change of one golden is a change of one line. */
export function goldenLine({ promptId, answer, provenance, usage }: Golden): string {
  return JSON.stringify({
    promptId,
    answer: {
      text: answer.text,
      toolCalls: answer.toolCalls.map((call) => ({ name: call.name, arguments: call.arguments })),
      finish: answer.finish,
      error: answer.error,
    },
    provenance: {
      source: provenance.source,
      date: provenance.date,
      model: provenance.model,
      parametersHash: provenance.parametersHash,
      toolVersion: provenance.toolVersion,
      approvedBy: provenance.approvedBy,
      reason: provenance.reason,
    },
    ...(usage === undefined
      ? {}
      : { usage: { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens } }),
  });
}

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
