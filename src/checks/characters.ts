import type { AnsweredCase } from './case.ts';
import { finding, type CheckResult } from './finding.ts';
import { findBreak } from './sought-breaks.ts';

const AROUND = 20;

/** Characters that are no longer those that the model wrote, in the text and in the arguments of calls. */
export function characters({ prepared, response }: AnsweredCase): CheckResult {
  const texts = [
    { text: response.text, isJson: prepared.prompt.output !== null },
    ...response.toolCalls.map((call) => ({ text: call.rawArguments, isJson: true })),
  ];
  return prepared.breaks.flatMap((sought) => {
    const found = texts.map((written) => findBreak(sought, written)).find((match) => match !== null);
    if (found === undefined) return [];
    const { index, input } = found;
    const cited = input.slice(Math.max(0, index - AROUND), index + AROUND);
    return [finding(sought.code, '', sought.message, null, cited)];
  });
}
