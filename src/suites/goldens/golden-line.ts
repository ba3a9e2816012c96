import type { Golden } from '../../contract/suites/prompt.ts';
import type { GoldenToWrite } from '../../contract/runs/report.ts';
import type { PlannedPrompt } from '../plan-prompts.ts';
import { goldensFile } from './goldens-file.ts';
import { orderAnswer } from './is-approved.ts';

/** One line with its keys always in one order, so that a change of one golden is a change of one line. */
export function goldenLine({ promptId, answer, provenance, usage }: Golden): string {
  const { answerHash, run } = provenance;
  return JSON.stringify({
    promptId,
    answer: orderAnswer(answer),
    provenance: {
      source: provenance.source,
      date: provenance.date,
      model: provenance.model,
      parametersHash: provenance.parametersHash,
      toolVersion: provenance.toolVersion,
      approvedBy: provenance.approvedBy,
      reason: provenance.reason,
      ...(answerHash === undefined ? {} : { answerHash }),
      ...(run === undefined
        ? {}
        : { run: { id: run.id, exchange: run.exchange, evidenceRoot: run.evidenceRoot } }),
    },
    ...(usage === undefined
      ? {}
      : { usage: { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens } }),
  });
}

/** Stands for the text of an answer that nobody has written yet. */
export const ANSWER_TO_WRITE = '<the approved answer>';

/** Where the golden of a prompt goes, and its line: refused until the answer is written. */
export function goldenForm(baseline: string, { prompt }: Pick<PlannedPrompt, 'prompt'>): GoldenToWrite {
  const answer = { text: ANSWER_TO_WRITE, toolCalls: [], finish: 'stop', error: null };
  const line = JSON.stringify({ promptId: prompt.id, answer });
  return { promptId: prompt.id, file: goldensFile(baseline, prompt.suite), line };
}
