import type { Usage } from '../../contract/response.ts';
import { countAt, recordAt, type UnknownRecord } from '../../json/read.ts';
import { firstChoice } from './first-choice.ts';

/** The usage record of a body or chunk, in the places where servers put it; null when there is none with a count. */
export function readUsage(value: unknown): Usage | null {
  const record = findUsage(value);
  if (record === null) return null;
  const usage = {
    inputTokens: countAt(record, 'prompt_tokens') ?? countAt(record, 'input_tokens'),
    outputTokens: countAt(record, 'completion_tokens') ?? countAt(record, 'output_tokens'),
  };
  return usage.inputTokens === null && usage.outputTokens === null ? null : usage;
}

/** Groq has it in x_groq, Moonshot in the choice. */
function findUsage(value: unknown): UnknownRecord | null {
  return (
    recordAt(value, 'usage') ??
    recordAt(recordAt(value, 'x_groq'), 'usage') ??
    recordAt(firstChoice(value), 'usage')
  );
}
