import type { Golden } from '../../contract/prompt.ts';

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
